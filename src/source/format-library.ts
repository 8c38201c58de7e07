import * as XLSX from 'xlsx';
import { inEnglish, type FormatKey } from './number-format.js';

// The library declares its formatter without types.
const formatter = XLSX.SSF as {
  format: (format: FormatKey, value: number, options: { date1904: boolean }) => string;
  is_date: (code: string) => boolean;
  get_table: () => Readonly<Record<number, string>>;
};

export interface FormatLibrary {
  /** Whether a format prints a date or a time. */
  readonly isDate: (format: FormatKey) => boolean;
  /** What the format makes of a number, rounding the binary number; undefined where it is no known format. */
  readonly format: (format: FormatKey, value: number, is1904: boolean) => string | undefined;
}

const codeOf = (format: FormatKey): string =>
  typeof format === 'string' ? inEnglish(format) : (formatter.get_table()[format] ?? 'General');

export const formatLibrary: FormatLibrary = {
  isDate: (format) => formatter.is_date(codeOf(format)),
  format: (format, value, is1904) => {
    try {
      return formatter.format(codeOf(format), value, { date1904: is1904 });
    } catch {
      return undefined; // the library refuses what it does not know, and so does the caller
    }
  },
};
