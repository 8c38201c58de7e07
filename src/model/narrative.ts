import type { Decimal } from 'decimal.js';
import type { FormId } from '../forms/form.js';
import type { Message } from '../language/message.js';
import type { Location } from './location.js';
import type { Stated } from './report.js';

/** A heading with the headings above it, outermost first: 第三部分 …, 五、…, （三）…. */
export interface Section {
  /** Id of the section in the catalogue of explanations; undefined for one that it does not know. */
  readonly id: string | undefined;
  /** Of such a one: the innermost section that it stands in and that the catalogue knows. */
  readonly within?: string;
  /** As printed, blanks removed, with its ordinal. */
  readonly title: string;
  readonly path: readonly string[];
  readonly location: Location;
}

/** A sentence, its soft line breaks taken out. */
export interface Sentence {
  readonly text: string;
  /** Where it begins: {file, line}. */
  readonly location: Location;
  readonly section: Section | undefined;
  /** Sentences of one paragraph have the same number. */
  readonly paragraph: number;
  /** Lines of it are cut into columns: rows of a table that stand in the text. */
  readonly isTabular?: true;
}

/**
 * What a number in the text is. Only `statement` is judged; a `reason` is a figure inside an explanation of
 * a change; `ambiguous` could be bound in two ways; `unbound` was not understood, and that is said.
 */
export type FigureClass =
  'statement' | 'date' | 'document-number' | 'ordinal' | 'threshold' | 'reason' | 'ambiguous' | 'unbound';

/** A number in the text. */
export interface TextFigure {
  /** With its unit, as printed: "4,896.98万元", "55.10%". */
  readonly printed: string;
  readonly value: Decimal;
  readonly decimals: number;
  /** 万元, 元, 亿元, %, or what is counted: 个, 辆, 人次, 台（套）, 分. Empty where none stands. */
  readonly unit: string;
  readonly kind: FigureClass;
  /** Why it is ambiguous or unbound. */
  readonly why?: Message;
  /** {file, line} of its first digit. */
  readonly location: Location;
  readonly sentence: Sentence;
  /** Offsets of `printed` in the text of the sentence. */
  readonly start: number;
  readonly end: number;
}

/** Where a table prints a fact of the text. */
export interface FactPlace {
  readonly form: FormId;
  readonly line: string;
  readonly column: string;
}

/** What a statement speaks of. */
export interface Subject {
  /** Stable: "general-budget/2010301", "three-public/reception", "procurement/goods". */
  readonly id: string;
  /** As the text calls it. */
  readonly label: string;
  /** Facts of the tables that are the same; none for what only the text states. */
  readonly facts: readonly FactPlace[];
}

/**
 * `amount`: of this year; `prior`: of last year; `initial-budget`, `budget`: what was budgeted; `completion`:
 * % of a budget; `share`: % of a whole; `change`, `change-rate`: against last year; `count`: how many.
 */
export type Role =
  | 'amount'
  | 'prior'
  | 'initial-budget'
  | 'budget'
  | 'completion'
  | 'share'
  | 'change'
  | 'change-rate'
  | 'count';

/** What one figure of the text says of one subject. */
export interface Statement {
  readonly figure: TextFigure;
  readonly subject: Subject;
  readonly role: Role;
  /** Of a share: the whole. Of a completion: the budget that the text names. */
  readonly base?: Subject | 'initial-budget' | 'budget';
  /** Of a change: what the words say. */
  readonly direction?: 'up' | 'down' | 'flat' | 'unclear';
  /** The words that say it: "减少", "下降（增长）". */
  readonly directionWords?: string;
  /** Of a change or an amount of last year: the year, where the text names it. */
  readonly comparedYear?: number;
  /** Of a change: the budget that it is reckoned from; absent where it is last year. */
  readonly against?: 'initial-budget' | 'budget';
}

/** A sentence that says without a figure that there is nothing, or no change: 无政府性基金…, 与上年持平. */
export interface PlainStatement {
  readonly subject: Subject;
  readonly says: 'none' | 'flat';
  /** Of `flat`: against last year or against the budget. */
  readonly against?: 'last-year' | 'initial-budget' | 'budget';
  readonly sentence: Sentence;
  readonly words: string;
}

/** The text of a report, as far as it was understood. */
export interface Narrative {
  readonly files: readonly string[];
  /** Of each file, why it is taken for the text of this report. */
  readonly joined?: readonly Message[];
  readonly department?: string;
  readonly fiscalYear?: number;
  readonly sections: readonly Section[];
  /** Headings of the contents page, where there is one, without dots and page numbers. */
  readonly contents?: readonly Stated<string>[];
  readonly sentences: readonly Sentence[];
  /** Every number of the explanations, in reading order. */
  readonly figures: readonly TextFigure[];
  readonly statements: readonly Statement[];
  readonly plain: readonly PlainStatement[];
}
