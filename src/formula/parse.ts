import { joined, sentence, told, zh, type Message } from '../language/message.js';
import { parse } from './formula.peggy';

/** A place in the text of a formula, 1-based. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

export type Relation = '=' | '≤' | '≥' | '<' | '>';

export interface ReferenceNode {
  readonly table: string;
  readonly line:
    { readonly kind: 'selector' | 'line'; readonly name: string; readonly location: Position } | undefined;
  readonly column: { readonly name: string; readonly location: Position } | undefined;
  readonly location: Position;
}

export type TermNode =
  | { readonly sign: 1 | -1; readonly constant: string }
  | {
      readonly sign: 1 | -1;
      readonly coefficient: string;
      readonly sum: boolean;
      readonly reference: ReferenceNode;
    };

export interface FormulaNode {
  readonly left: readonly TermNode[];
  readonly relation: Relation;
  readonly right: readonly TermNode[];
}

/** A formula that cannot be understood: where, what was expected, and the nearest known name. */
export class FormulaError extends Error {
  override readonly name = 'FormulaError';

  constructor(
    /** To be told in the language of the run; `message` is what it says in Chinese. */
    readonly said: Message,
    readonly position: Position,
    options?: ErrorOptions,
  ) {
    super(told(said), options);
  }
}

interface SyntaxFault extends Error {
  readonly location: { readonly start: Position };
  readonly expected:
    readonly { readonly type: string; readonly description?: string; readonly text?: string }[] | null;
  readonly found: string | null;
}

const isSyntaxFault = (error: unknown): error is SyntaxFault =>
  error instanceof Error && 'location' in error && 'found' in error;

const END = zh`公式结束`;

/**
 * Parses one 审核公式.
 *
 * @throws FormulaError with line, column and what was expected there
 */
export function parseFormula(text: string): FormulaNode {
  try {
    // The generated parser returns what the actions of the grammar build, which is this type.
    return parse(text) as FormulaNode;
  } catch (cause) {
    if (!isSyntaxFault(cause)) throw cause;
    const expected = [
      ...new Set(
        (cause.expected ?? []).map(({ type, description, text: literal }) =>
          type === 'literal' ? `“${literal ?? ''}”` : (description ?? ''),
        ),
      ),
    ]
      .filter((name) => name !== '' && name !== '空格')
      .map((name) => (name === 'end of input' ? END : sentence(name)));
    const found = cause.found === null ? zh`公式到此为止` : zh`却是“${cause.found}”`;
    throw new FormulaError(
      zh`应为${expected.length === 0 ? END : joined(expected, zh`、`)}，${found}`,
      cause.location.start,
      {
        cause,
      },
    );
  }
}
