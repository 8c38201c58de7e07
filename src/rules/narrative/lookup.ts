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
