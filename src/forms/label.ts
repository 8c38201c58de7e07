/**
 * The comparable form of a label or header: compatibility forms unified, blanks, invisible characters and
 * quotation marks dropped. "“三公” 经费" and "三公经费" are the same label.
 */
export function normaliseLabel(text: string): string {
  if (COMPARABLE.test(text)) return text;
  return unifyText(text)
    .replace(/\s/gu, '')
    .replace(/["“”„‟'‘’`´「」『』《》〝〞]/gu, '')
    .replace(/:$/u, '');
}

/** Text with compatibility forms unified and invisible characters dropped. */
export function unifyText(text: string): string {
  return text.normalize('NFKC').replace(/[\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu, '');
}

/** What most cells hold: nothing that would have to be unified or dropped. */
const COMPARABLE = /^[\u4e00-\u9fff0-9A-Za-z.,、+()/%-]*$/u;

const ORDINAL = /^(?:[一二三四五六七八九十]+[、.．]|\([一二三四五六七八九十\d]+\)|\d{1,2}[、.．](?!\d))/u;
const OF_WHICH = /^其中:?/u;

export interface LabelParts {
  /** The label without ordinal and 其中. */
  readonly name: string;
  readonly ordinal: boolean;
  readonly ofWhich: boolean;
}

/** Takes the ordinal ("一、", "（二）", "1.") and the mark 其中 off a normalised label. */
export function splitLabel(normalised: string): LabelParts {
  const ofWhich = OF_WHICH.test(normalised);
  const unmarked = normalised.replace(OF_WHICH, '');
  const ordinal = ORDINAL.test(unmarked);
  const name = unmarked.replace(ORDINAL, '');
  return { name: name.replace(OF_WHICH, ''), ordinal, ofWhich: ofWhich || OF_WHICH.test(name) };
}
