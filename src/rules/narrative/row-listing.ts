import { TOTAL_LINE } from '../../forms/form.js';
import { zh } from '../../language/message.js';
import { groupBy } from '../../model/group-by.js';
import type { Narrative, Role, Sentence, Statement } from '../../model/narrative.js';
import { factOf, type Report, type Table, type TableLine } from '../../model/report.js';
import { compareSums, shownAmount, sumOf, type Amount } from '../evaluation/amount.js';
import { listed, type Place, type Say } from '../evaluation/outcomes.js';
import { shownAt, type Judgement } from '../judgement.js';
import { auditOf } from './audit.js';
import { figurePlace, quote, plainTitle, shortened, titleOf, wordsPlace } from './clause.js';
import { moneyOf } from './figures.js';
import { passageOf } from './lookup.js';
import { ruleOf, sectionRule } from './sections.js';

interface Listing {
  readonly ruleId: 'N-5b' | 'N-5c';
  /** Digits of the codes that are listed. */
  readonly length: 3 | 7;
}

const FORMS: ReadonlySet<string> = new Set(['general-budget-expenditure', 'appropriation-summary']);

/** The code that a statement is about. A budget stands in no table: only its subject tells the line. */
const codeOf = ({ subject: { id, facts } }: Statement): string | undefined =>
  facts.find(({ form, line }) => FORMS.has(form) && /^\d+$/u.test(line))?.line ??
  /^general-budget\/(?<code>\d+)$/u.exec(id)?.groups?.code;

const isTotal = ({ subject: { id, facts } }: Statement): boolean =>
  id === 'general-budget/total' ||
  facts.some(({ form, line }) => form === 'general-budget-expenditure' && line === TOTAL_LINE);

/** Whether the section lists every row, and what the rows say of budgets and differences. */
export function judgeRows(
  narrative: Narrative,
  report: Report,
  say: Say,
  { ruleId, length }: Listing,
): Judgement[] {
  const own = narrative.statements.filter((statement) => ruleOf(statement) === ruleId);
  const all = own.filter((statement) => codeOf(statement) !== undefined);
  const rows = ruleId === 'N-5c' ? withoutParents(all) : all;
  const table = report.tables.get('general-budget-expenditure');
  const due = table ? spentLines(table, length) : [];
  const missing = missingOf(due, rows);
  const listing =
    table && due.length > 0 ? judgeListing(rows, missing, table, narrative, say, { ruleId, length }) : [];
  if (ruleId !== 'N-5c') return listing;
  const { failed } = auditOf(report);
  const faultOf = (statements: readonly Statement[]): Judgement | undefined =>
    statements.flatMap(({ figure }) => failed.get(figure) ?? [])[0];
  // A wrong budget shows in its own percentage first.
  return [
    ...listing,
    ...(missing.length === 0 ? judgeBudgetSums(own, rows, due.length, say) : []).map((one) =>
      following(one, faultOf(own.filter(({ role }) => role === 'completion'))),
    ),
    ...judgeWords(rows, narrative, say).map(({ judged, subject }) =>
      following(judged, faultOf(own.filter((statement) => statement.subject.id === subject))),
    ),
  ];
}

/** Where 类, 款 and 项 are all told, those that the others add up to. */
function withoutParents(rows: readonly Statement[]): Statement[] {
  const codes = [...new Set(rows.flatMap((row) => codeOf(row) ?? []))];
  const parents = new Set(
    codes.filter((code) => codes.some((other) => other !== code && other.startsWith(code))),
  );
  return rows.filter((row) => !parents.has(codeOf(row) ?? ''));
}

/** A failure as the consequence of another, where there is one. */
const following = (judged: Judgement, cause: Judgement | undefined): Judgement =>
  cause && judged.verdict === 'fails'
    ? { ...judged, cause: { ruleId: cause.ruleId, instance: cause.instance } }
    : judged;

const unreadIn = ({ figures }: Narrative, within: (sentence: Sentence) => boolean): number =>
  figures.filter(({ kind, sentence }) => (kind === 'unbound' || kind === 'ambiguous') && within(sentence))
    .length;

/** Lines of the table that no statement is about. Who tells a whole class or group tells its rows. */
function missingOf(due: readonly TableLine[], rows: readonly Statement[]): readonly TableLine[] {
  const said = new Set(rows.filter(({ role }) => role === 'amount').map(codeOf));
  return due.filter(
    ({ code }) =>
      code !== undefined &&
      ![3, 5, 7].some((digits) => digits <= code.length && said.has(code.slice(0, digits))),
  );
}

function judgeListing(
  [first]: readonly Statement[],
  missing: readonly TableLine[],
  table: Table,
  narrative: Narrative,
  say: Say,
  { ruleId, length }: Listing,
): Judgement[] {
  if (!first) return [];
  const places: Place[] = [figurePlace(first.figure)];
  if (missing.length === 0) return [say.holds('all-rows', places)];
  const unread = unreadIn(narrative, ({ section }) => sectionRule(section) === ruleId);
  const cells = missing.flatMap((line) => {
    const fact = factOf(table, line.key, 'total');
    return fact ? [shownAt('amount', line.label, fact.printed, fact.location)] : [];
  });
  if (unread > 0)
    return [
      say.undecidable('all-rows', [...places, ...cells], zh`该节有 ${unread} 个数字未能识别，不能断定漏列`),
    ];
  const names = listed(
    missing.map((line) => `${line.label} ${factOf(table, line.key, 'total')?.printed ?? ''}`),
  );
  return [
    say.fails('all-rows', [...places, ...cells], {
      reason: zh`${titleOf(first.figure.sentence.section)}：漏写 ${missing.length} ${length === 3 ? zh`类` : zh`项`}有支出的科目：${names}`,
      advice: zh`按公开 05 表补写`,
    }),
  ];
}

const spentLines = (table: Table, length: number): TableLine[] =>
  table.lines.filter(({ key, code, partOf, repeated }) => {
    const fact = factOf(table, key, 'total');
    const isSpent = fact?.state === 'figure' && !fact.figure.value.isZero();
    return code?.length === length && partOf === undefined && !repeated && isSpent;
  });

const BUDGETS = [
  { role: 'initial-budget', name: zh`年初预算` },
  { role: 'budget', name: zh`全年预算` },
] as const;

/**
 * The budgets of all rows add up to that of the whole.
 *
 * @param due how many rows the table has; none without a table, and then one row may not be all
 */
function judgeBudgetSums(
  own: readonly Statement[],
  rows: readonly Statement[],
  due: number,
  say: Say,
): Judgement[] {
  return BUDGETS.flatMap(({ role, name }): Judgement[] => {
    const total = own.find((statement) => statement.role === role && isTotal(statement));
    const whole = total && moneyOf(total.figure);
    const parts = rows.filter((statement) => statement.role === role);
    const amounts = parts.flatMap(({ figure }) => moneyOf(figure) ?? []);
    const codes = new Set(rows.filter((statement) => statement.role === 'amount').map(codeOf));
    const isComplete = [...codes].every((code) => parts.some((part) => codeOf(part) === code));
    if (!total || !whole || amounts.length < (due > 0 ? 1 : 2) || !isComplete) return [];
    const sum = sumOf(amounts);
    const { verdict, difference } = compareSums(sum, whole);
    const places = [total, ...parts].map(({ figure }) => figurePlace(figure));
    const more = {
      amounts: { expected: sum.value, actual: whole.value, decimals: sum.decimals, unit: '万元' as const },
    };
    if (verdict === 'holds') return [say.holds(`sum/${role}`, places, more)];
    if (verdict === 'holds-within-rounding')
      return [
        say.within(`sum/${role}`, places, { ...more, sheet: plainTitle(total.figure.sentence.section) }),
      ];
    const gap = shownAmount({ value: difference.abs(), decimals: sum.decimals });
    return [
      say.fails(`sum/${role}`, places, {
        ...more,
        reason: zh`${titleOf(total.figure.sentence.section)}：${amounts.length} 项的${name}合计 ${shownAmount(sum)} 万元，前面写的${name}是 ${shownAmount(whole)} 万元，差 ${gap} 万元`,
        advice: zh`核对各项${name}，或补写漏列的项`,
      }),
    ];
  });
}

const COMPARES =
  /决算数?(?:与|同|和|比|较)?(?<first>年初|全年)?(?:预算数?)?(?:相比)?(?<word>小于|低于|少于|大于|高于|多于|超过|持平|一致|相等|不存在差异|存在差异)(?<second>年初|全年)?/u;
/** 低于预算的原因是…, without 决算数 before it. */
const COMPARES_IN_A_REASON =
  /(?<word>小于|低于|少于|大于|高于|多于|超过)(?<second>年初|全年)?预算数?的(?:主要)?原因/u;
const comparisonIn = (text: string): RegExpExecArray | null =>
  COMPARES.exec(text) ?? COMPARES_IN_A_REASON.exec(text);
const LESS = /小于|低于|少于/u;
const MORE = /大于|高于|多于|超过/u;
const GIVES_REASON = /原因|由于|因为|主要是|主要系|系因/u;

/** 决算数小于预算数 must be so; where they differ a reason stands. */
function judgeWords(
  rows: readonly Statement[],
  narrative: Narrative,
  say: Say,
): { readonly judged: Judgement; readonly subject: string }[] {
  const keyOf = ({ subject, figure }: Statement): string => `${figure.sentence.paragraph}/${subject.id}`;
  const budgetRows = groupBy(
    rows.filter(({ role }) => isBudget(role)),
    keyOf,
  );
  return rows.flatMap((statement) => {
    const { figure, subject, role } = statement;
    const actual = moneyOf(figure);
    if (role !== 'amount' || !actual) return [];
    const budgets = (budgetRows.get(keyOf(statement)) ?? []).flatMap(budgeted);
    if (budgets.length === 0) return [];
    const text = passageOf(narrative, statement)
      .map((sentence) => sentence.text)
      .join('');
    return [
      ...compareWords(subject, actual, budgets, figure.sentence, text, say),
      ...demandReason(subject, actual, budgets, figure.sentence, text, say),
    ].map((judged) => ({ judged, subject: subject.id }));
  });
}

/** What totals and 三公 items say of their budget: 决算数大于预算数. */
export function judgeBudgetWords(
  narrative: Narrative,
  say: Say,
  isMeant: (subject: Statement['subject']) => boolean,
): Judgement[] {
  const own = narrative.statements.filter(({ subject }) => isMeant(subject));
  const judged = new Set<string>();
  return own.flatMap((statement): Judgement[] => {
    const { figure, subject, role } = statement;
    const actual = moneyOf(figure);
    if (role !== 'amount' || !actual || judged.has(subject.id)) return [];
    const words = wordsBehind(statement, narrative);
    // 决算数与上年持平 says nothing of the budget.
    if (!isOfBudget(words)) return [];
    const isOfIt = (other: Statement): boolean =>
      other.subject.id === subject.id && other.figure.sentence === figure.sentence;
    const budgets = own.filter((other) => isBudget(other.role) && isOfIt(other)).flatMap(budgeted);
    if (budgets.length === 0) return [];
    judged.add(subject.id);
    return compareWords(subject, actual, budgets, figure.sentence, words, say);
  });
}

function isOfBudget(words: string): boolean {
  const found = comparisonIn(words);
  return (
    found !== null && words.slice(found.index, found.index + found[0].length + '预算'.length).includes('预算')
  );
}

/**
 * What is said behind an amount, until the next amount that is not of its subject; a sentence that goes on with 决算数 is
 * of the same, where the one before it tells of nothing else.
 */
function wordsBehind({ figure, subject }: Statement, { figures, statements, sentences }: Narrative): string {
  const { sentence } = figure;
  const own = new Set(statements.filter((one) => one.subject.id === subject.id).map((one) => one.figure));
  const others = figures.filter(
    (one) =>
      one.sentence === sentence && !own.has(one) && moneyOf(one) !== undefined && one.kind !== 'reason',
  );
  const next = others.find(({ start }) => start > figure.start);
  const behind = sentence.text.slice(figure.end, next?.start);
  // The words of the next subject stand before its figure.
  const words = next ? behind.replace(/[，,；;。][^，,；;。]*$/u, '') : behind;
  const after = others.length > 0 ? undefined : sentences[sentences.indexOf(sentence) + 1];
  const goesOn =
    after?.paragraph === sentence.paragraph &&
    /^(?:支出)?决算数?[大小低高多少超与同和比较]/u.test(after.text);
  return goesOn ? words + after.text : words;
}

const isBudget = (role: Role): boolean => role === 'initial-budget' || role === 'budget';

interface Budgeted {
  readonly role: Role;
  readonly amount: Amount;
  readonly place: Place;
}

function budgeted({ role, figure }: Statement): Budgeted[] {
  const amount = moneyOf(figure);
  return amount ? [{ role, amount, place: figurePlace(figure) }] : [];
}

function compareWords(
  { id, label }: Statement['subject'],
  actual: Amount,
  budgets: readonly Budgeted[],
  sentence: Sentence,
  text: string,
  say: Say,
): Judgement[] {
  const { first, second, word = '' } = comparisonIn(text)?.groups ?? {};
  if (word === '' || /基本(?:持平|一致)/u.test(text)) return [];
  const which = first ?? second;
  const wanted = which === '年初' ? 'initial-budget' : which === '全年' ? 'budget' : undefined;
  const meant = budgets.filter(({ role }) => wanted === undefined || role === wanted);
  if (meant.length === 0) return [];
  const fits = ({ amount }: Budgeted): boolean => {
    const gap = actual.value.minus(amount.value);
    if (LESS.test(word)) return gap.lessThan(0);
    if (MORE.test(word)) return gap.greaterThan(0);
    return word === '存在差异' ? !gap.isZero() : gap.isZero();
  };
  const places = [wordsPlace(sentence, word), ...meant.map(({ place }) => place)];
  if (meant.some(fits)) return [say.holds(`${id}/words`, places)];
  const [budget] = meant;
  return [
    say.fails(`${id}/words`, places, {
      severity: 'warning',
      reason: zh`${titleOf(sentence.section)}：${label}写决算数与预算数“${word}”，决算 ${shownAmount(actual)} 万元，预算 ${shownAmount(budget?.amount ?? actual)} 万元`,
      advice: zh`按数字改写`,
    }),
  ];
}

function demandReason(
  { id, label }: Statement['subject'],
  actual: Amount,
  budgets: readonly Budgeted[],
  sentence: Sentence,
  text: string,
  say: Say,
): Judgement[] {
  const isEqual = budgets.some(({ amount }) => amount.value.equals(actual.value));
  if (isEqual) return [];
  const places = [wordsPlace(sentence, shortened(text)), ...budgets.map(({ place }) => place)];
  if (GIVES_REASON.test(text)) return [say.holds(`${id}/reason`, places)];
  return [
    say.fails(`${id}/reason`, places, {
      severity: 'warning',
      reason: zh`${titleOf(sentence.section)}：${quote(label)}决算 ${shownAmount(actual)} 万元与预算不等，没有写差异原因`,
      advice: zh`写明差异的具体原因`,
    }),
  ];
}
