import { zh, joined, type Message, type Tell } from '../language/message.js';
import { pathForTerminal } from '../output/escape.js';
import { textWidth } from '../output/wrap.js';

/** Shows people how far a long run has come. */
export interface Progress {
  /** Files have been checked. */
  readonly advance: (files: readonly string[]) => void;
  /** Errors were found in them, and some could not be checked. */
  readonly count: (found: { readonly errors: number; readonly broken: number }) => void;
  /** All have been checked, and something that takes its time begins. */
  readonly begin: (what: Message) => void;
  /** Takes the line away, before something else is printed or at the end. */
  readonly clear: () => void;
}

/** Where it is shown. */
export interface ProgressScreen {
  readonly write: (text: string) => unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** At a terminal a short run is over before it is missed. */
const SILENT_MILLISECONDS = 2000;
const BETWEEN_LINES = 200;
/** A log is read afterwards, and kept. */
const BETWEEN_LINES_OF_A_LOG = 30_000;
const COLUMNS = 80;

/**
 * Progress as one line that changes at a terminal, and as a line now and then elsewhere.
 *
 * @param now the time in milliseconds
 */
export function progressOn(
  screen: ProgressScreen,
  total: number,
  tell: Tell,
  now: () => number = () => performance.now(),
): Progress {
  const isTerminal = screen.isTTY === true;
  const start = now();
  let done = 0;
  let errors = 0;
  let broken = 0;
  const shownFrom = start + (isTerminal ? SILENT_MILLISECONDS : BETWEEN_LINES_OF_A_LOG);
  let nextAt = shownFrom;
  let isShown = false;
  const clear = (): void => {
    if (isShown) screen.write('\r\u001b[K');
    isShown = false;
  };
  const show = (line: string, file = ''): void => {
    if (!isTerminal) {
      screen.write(`${line}\n`);
      return;
    }
    clear();
    const place = shortened(pathForTerminal(file), (screen.columns ?? COLUMNS) - textWidth(line) - 4);
    screen.write(place === '' ? line : `${line} · ${place}`);
    isShown = true;
  };
  return {
    advance: (files) => {
      done += files.length;
      const at = now();
      if (at < nextAt) return;
      nextAt = at + (isTerminal ? BETWEEN_LINES : BETWEEN_LINES_OF_A_LOG);
      const seconds = (at - start) / 1000;
      show(tell(state({ done, total, errors, broken, seconds })), files.at(-1));
    },
    count: (found) => {
      errors += found.errors;
      broken += found.broken;
    },
    begin: (what) => {
      if (now() >= shownFrom) show(tell(what));
    },
    clear,
  };
}

function state({
  done,
  total,
  errors,
  broken,
  seconds,
}: Readonly<Record<'done' | 'total' | 'errors' | 'broken' | 'seconds', number>>): Message {
  const rate = done / seconds;
  return joined(
    [
      zh`已核对 ${done}/${total}`,
      zh`${rate.toFixed(rate < 10 ? 1 : 0)} 个/秒`,
      zh`剩 ${timeText(Math.ceil((total - done) / rate))}`,
      zh`错误 ${errors}`,
      ...(broken > 0 ? [zh`读不了 ${broken}`] : []),
    ],
    ' · ',
  );
}

function timeText(seconds: number): Message {
  if (seconds < 60) return zh`${seconds} 秒`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return zh`${minutes} 分 ${seconds % 60} 秒`;
  return zh`${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`;
}

/** Less of a path tells nothing. */
const FEWEST_COLUMNS = 8;

/** The end of a path, in so many columns at most: what tells one file from the others. */
function shortened(path: string, columns: number): string {
  if (columns < FEWEST_COLUMNS) return '';
  if (textWidth(path) <= columns) return path;
  const characters = Array.from(path);
  while (characters.length > 0 && textWidth(characters.join('')) >= columns) characters.shift();
  return `…${characters.join('')}`;
}
