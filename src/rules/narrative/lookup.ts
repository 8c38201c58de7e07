import { groupBy } from '../../model/group-by.js';
import type { Narrative, Role, Sentence, Statement } from '../../model/narrative.js';
import { onceFor } from '../../model/once-for.js';
import type { Amount } from '../evaluation/amount.js';
import { moneyOf } from './figures.js';

const byParagraph = onceFor(({ sentences }: Narrative) => groupBy(sentences, ({ paragraph }) => paragraph));

/** The paragraphs of the text, in order. */
export const paragraphsOf = (narrative: Narrative): readonly (readonly Sentence[])[] => [
  ...byParagraph(narrative).values(),
];

/** The sentences of the paragraph that one stands in. */
export const paragraphOf = (narrative: Narrative, { paragraph }: Sentence): readonly Sentence[] =>
  byParagraph(narrative).get(paragraph) ?? [];

const placeOf = onceFor(
  ({ sentences }: Narrative) => new Map(sentences.map((sentence, at) => [sentence, at])),
);
const subjectsIn = onceFor(({ statements }: Narrative) =>
  groupBy(statements, ({ figure }) => figure.sentence),
);
const BEGINS_ANEW =
  /^(?:\d{1,2}[.、．](?!\d)|[（(][\d一二三四五六七八九十]{1,3}[）)]|[一二三四五六七八九十]{1,3}、)/u;

/**
 * What is said of the subject of a statement where it stands: its paragraph, and what follows it until a new number
 * or another subject. A page breaks paragraphs, too.
 */
export function passageOf(narrative: Narrative, { figure, subject }: Statement): readonly Sentence[] {
  const own = paragraphOf(narrative, figure.sentence);
  const passage = [...own];
  const last = own.at(-1);
  for (let next = (last ? (placeOf(narrative).get(last) ?? 0) : 0) + 1; ; next++) {
    const sentence = narrative.sentences[next];
    const isOther =
      sentence?.section !== figure.sentence.section ||
      BEGINS_ANEW.test(sentence?.text ?? '') ||
      (sentence &&
        subjectsIn(narrative)
          .get(sentence)
          ?.some((one) => one.subject.id !== subject.id));
    if (!sentence || isOther) return passage;
    passage.push(sentence);
  }
}

/** What the text says of a subject in a role, in reading order. */
const statementsOn = ({ statements }: Narrative, subject: string, role: Role): readonly Statement[] =>
  statements.filter((statement) => statement.subject.id === subject && statement.role === role);

/** The first of them; repetitions that differ are told by N-DUP. */
const statementOn = (narrative: Narrative, subject: string, role: Role): Statement | undefined =>
  statementsOn(narrative, subject, role)[0];

export interface SaidAmount {
  readonly statement: Statement;
  readonly amount: Amount;
}

/** An amount of the text; undefined where the text does not give it. */
export function amountOn(narrative: Narrative, subject: string): SaidAmount | undefined {
  const statement = statementOn(narrative, subject, 'amount');
  const amount = statement && moneyOf(statement.figure);
  return statement && amount && { statement, amount };
}

/** A count of the text. */
export const countOn = (narrative: Narrative, subject: string): Statement | undefined =>
  statementOn(narrative, subject, 'count');
