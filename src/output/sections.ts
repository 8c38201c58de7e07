import type { RunOutline } from '../engine/outline.js';
import type { OutputFormat, RenderOptions, Spool } from './formats.js';

/** Where it is long, one text behind the other, each made when it is written. */
type Ending = string | Iterable<string>;

/** A format whose output is one section behind the other, each of them with a text of every report. */
interface Sectioned extends Pick<OutputFormat, 'report'> {
  /** What stands before the first section, and is known before the first report. */
  readonly start: (options: RenderOptions) => string;
  /**
   * What stands behind each section, once the run is over.
   *
   * @param counts how many texts each section has
   */
  readonly ends: (
    outline: RunOutline,
    options: RenderOptions,
    counts: readonly number[],
  ) => readonly Ending[];
  /** Stands between two texts of a section; where a report has none, there is none. */
  readonly separator: string;
}

/**
 * The first section is written at once; what comes behind it has to wait until the last report is known. Where
 * the beginning of an output tells of the whole run, it is thus the end of a first section without texts.
 */
export const inSections = ({ report, start, ends, separator }: Sectioned): OutputFormat => ({
  report,
  assemble: (to, options) => {
    let isStarted = false;
    const begin = async (): Promise<void> => {
      if (!isStarted) await to.write(start(options));
      isStarted = true;
    };
    const counts: number[] = [];
    const later: Spool[] = [];
    return {
      add: async (pieces) => {
        await begin();
        for (const [section, text] of pieces.entries()) {
          const before = (counts[section] ??= 0);
          if (text === '') continue;
          counts[section] = before + 1;
          if (section > 0) (later[section] ??= to.spool()).put(text);
          else await to.write(before === 0 ? text : separator + text);
        }
      },
      end: async (outline) => {
        await begin();
        for (const [section, end] of ends(outline, options, counts).entries()) {
          let between = '';
          for (const text of later[section]?.texts() ?? []) {
            await to.write(between + text);
            between = separator;
          }
          for (const text of typeof end === 'string' ? [end] : portions(end)) await to.write(text);
        }
      },
    };
  },
});

/** So many characters are written at once. */
const PORTION = 65_536;

/** Texts as they follow each other, in portions that are worth a write. */
export function* portions(texts: Iterable<string>): Generator<string, void, undefined> {
  let portion = '';
  for (const text of texts) {
    portion += text;
    if (portion.length < PORTION) continue;
    yield portion;
    portion = '';
  }
  if (portion !== '') yield portion;
}
