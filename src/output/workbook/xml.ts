/** Markup, as it goes into a part; all else is text and is escaped. */
export class Xml {
  constructor(readonly markup: string) {}
}

const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff\p{Surrogate}]/gu;
const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

const escaped = (text: string): string =>
  text.replace(UNWRITABLE, '\ufffd').replace(/[&<>"]/gu, (character) => ENTITIES[character] ?? '');

type Content = Xml | string | number | undefined | readonly (Xml | undefined)[];

const markupOf = (content: Content): string => {
  if (content === undefined) return '';
  if (content instanceof Xml) return content.markup;
  return typeof content === 'object' ? content.map(markupOf).join('') : escaped(String(content));
};

/** XML out of a template: markup goes in as it is, text escaped. */
export function xml(strings: TemplateStringsArray, ...contents: readonly Content[]): Xml {
  return new Xml(String.raw({ raw: strings }, ...contents.map(markupOf)));
}

/** Text of a cell or a comment: what looks like the escape of a character (_x0041_) stays what it is. */
export const cellText = (text: string): string => text.replace(/_(?=x[\da-f]{4}_)/giu, '_x005F_');

/** A part of a package. */
export const xmlPart = ({ markup }: Xml): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${markup}`;
