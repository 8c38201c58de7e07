import type { Evidence } from '../../engine/outcome.js';
import { masked } from '../../model/masked.js';
import type { Narrative } from '../../model/narrative.js';

/** What stands in the text around words that a finding speaks of. */
export interface Passage {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/** More of a sentence on either side nobody reads. */
const AROUND = 80;

/** The sentence of the text in which a piece of evidence stands; undefined for what is not found there. */
export function passageOf({ printed, location }: Evidence, narrative: Narrative): Passage | undefined {
  if (printed === '' || location.line === undefined) return undefined;
  const figure = narrative.figures.find(
    (other) =>
      other.printed === printed &&
      other.location.line === location.line &&
      other.location.file === location.file,
  );
  const sentence =
    figure?.sentence ??
    narrative.sentences.find(
      (other) =>
        other.location.line === location.line &&
        other.location.file === location.file &&
        other.text.includes(printed),
    );
  if (!sentence) return undefined;
  // Masked as a whole: the halves of a number are nobody's to recognise.
  const text = masked(sentence.text);
  const at = text === sentence.text && figure ? figure.start : text.indexOf(printed);
  if (at < 0) return undefined;
  const end = at + printed.length;
  const from = Math.max(0, at - AROUND);
  return {
    before: `${from > 0 ? '…' : ''}${text.slice(from, at)}`,
    marked: text.slice(at, end),
    after: `${text.slice(end, end + AROUND)}${text.length > end + AROUND ? '…' : ''}`,
  };
}
