import { onceFor } from '../../model/once-for.js';
import { forMarkup } from '../escape.js';

/** Markup, as against text that has still to be escaped. */
export interface Markup {
  readonly markup: string;
}

export type Piece = Markup | string | number | false | undefined | readonly Piece[];

/**
 * Markup with pieces in it: whatever is no markup is escaped, so that a text from a file stays text; `false` and
 * `undefined` are nothing.
 */
export function html(strings: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  const parts = withoutIndent(strings);
  let markup = parts[0] ?? '';
  for (let index = 0; index < pieces.length; index++)
    markup += written(pieces[index]) + (parts[index + 1] ?? '');
  return { markup };
}

/** The indent of the source is of no use to a reader of the page. */
const withoutIndent = onceFor((strings: TemplateStringsArray) =>
  strings.map((part) => part.replace(/\n\s+/gu, '\n')),
);

function written(piece: Piece): string {
  if (piece === undefined || piece === false) return '';
  if (typeof piece === 'number') return String(piece);
  if (typeof piece === 'string') return escaped(piece);
  if ('markup' in piece) return piece.markup;
  let markup = '';
  for (const one of piece) markup += written(one);
  return markup;
}

const ESCAPED = new Map<string, string>();
const MOST_ESCAPED = 20_000;

/** Labels, sheets and figures come again and again. */
function escaped(text: string): string {
  const known = ESCAPED.get(text);
  if (known !== undefined) return known;
  const markup = forMarkup(text);
  if (ESCAPED.size >= MOST_ESCAPED) ESCAPED.clear();
  ESCAPED.set(text, markup);
  return markup;
}

/** Pieces with a separator between them. */
export const joined = (pieces: readonly Markup[], separator: string): Piece[] =>
  pieces.flatMap((piece, index) => (index === 0 ? [piece] : [separator, piece]));
