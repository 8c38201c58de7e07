import { formOf } from '../../forms/catalogue.js';
import { zh } from '../../language/message.js';
import type { Narrative, PlainStatement, Subject } from '../../model/narrative.js';
import { factOf, type Report } from '../../model/report.js';
import type { Place, Say } from '../evaluation/outcomes.js';
import { shownAt, type Judgement } from '../judgement.js';
import { assertedCarryover } from './carryover.js';
import { quote, shortened, titleOf, wordsPlace } from './clause.js';
import { sectionRule } from './sections.js';

/** Amounts that the tables print for what the text says there is nothing of. */
export function judgeNone(plain: PlainStatement, report: Report, say: Say): Judgement {
  const { subject, sentence, words } = plain;
  const instance = `${subject.id}/none`;
  const said = wordsPlace(sentence, words);
  const cells = subject.facts.flatMap((place) => {
    const table = report.tables.get(place.form);
    const fact = table && factOf(table, place.line, place.column);
    return table && fact ? [{ table, fact }] : [];
  });
  const [first] = subject.facts;
  const absent = subject.facts.filter(({ form }) => !report.tables.has(form));
  const places = cells.map(({ table, fact }): Place =>
    shownAt('amount', `${table.title} ${fact.lineLabel}·${fact.columnLabel}`, fact.printed, fact.location),
  );
  const amounts = cells.filter(({ fact }) => fact.state === 'figure' && !fact.figure.value.isZero());
  if (amounts.length > 0) {
    const [found] = amounts;
    return say.fails(instance, [said, ...places], {
      reason: zh`${titleOf(sentence.section)}：${quote(shortened(words))}，${found?.table.title ?? ''}${found?.fact.lineLabel ?? ''}·${found?.fact.columnLabel ?? ''}却是 ${found?.fact.printed ?? ''}`,
      advice: zh`按决算表改写，或更正决算表`,
    });
  }
  if (absent.length === subject.facts.length) {
    const title = first ? (formOf(first.form).titles[0] ?? '') : '';
    return say.undecidable(instance, [said], first ? zh`没有${title}` : zh`没有读出说的是哪张表`);
  }
  const unread = cells.some(({ fact }) => fact.state === 'unreadable');
  return unread
    ? say.undecidable(instance, [said, ...places], zh`表中有金额没有读出`)
    : say.holds(instance, [said, ...places]);
}

const ABOUT_SPENDING = /项目|债券|工程|到账|拨付/u;
const DENIES = /没有|无|未|不涉及|不存在/u;

const OF_ALL_FUNDS: readonly string[] = [
  'summary/actual',
  'appropriation-summary/actual',
  'appropriation-summary/total',
];

/** Whether it means balances and sums of all funds together: that one fund has none says nothing of them. */
const isOfAllFunds = ({ facts }: Subject): boolean =>
  facts.every(
    ({ form, line, column }) =>
      OF_ALL_FUNDS.includes(`${form}/${column}`) && /Carryover$|^grandTotal|^total/u.test(line),
  );

/** The none-statements of the fund sections, and what stands beside one and does not fit it. */
export function judgeNothingSaid(narrative: Narrative, report: Report, say: Say): Judgement[] {
  const own = narrative.plain.filter(
    ({ says, sentence, subject }) =>
      says === 'none' && sectionRule(sentence.section) === 'N-7' && !isOfAllFunds(subject),
  );
  const carried = new Map(
    assertedCarryover(narrative, report).map(({ sentence, instance }) => [sentence, instance]),
  );
  const seen = new Set<unknown>();
  const rest = own.flatMap(({ sentence: none, subject, words }): Judgement[] => {
    if (seen.has(none.section)) return [];
    seen.add(none.section);
    const after = narrative.sentences.filter(
      (sentence) =>
        sentence.section === none.section &&
        sentence !== none &&
        ABOUT_SPENDING.test(sentence.text) &&
        !DENIES.test(sentence.text),
    );
    const [first] = after;
    if (!first) return [];
    const instance = carried.get(first);
    const fault = say.fails(`${subject.id}/rest`, [wordsPlace(none, words), wordsPlace(first, first.text)], {
      severity: 'warning',
      reason: zh`${titleOf(none.section)}：写了${quote(shortened(words))}，又写${quote(shortened(first.text))}`,
      advice: zh`删去套用来的文字，或更正前一句`,
    });
    return [instance === undefined ? fault : { ...fault, cause: { ruleId: 'N-CARRY', instance } }];
  });
  return [...own.map((plain) => judgeNone(plain, report, say)), ...rest];
}
