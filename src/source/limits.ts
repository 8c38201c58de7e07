import { zh, type Message } from '../language/message.js';
import { UnreadableFile } from './unreadable-file.js';

/** How much one file may ask for before it is refused; a file is untrusted. */
export interface Limits {
  /** Size of the file. */
  readonly fileMegabytes: number;
  /** Sum of the parts of a package that are read, unpacked. */
  readonly unpackedMegabytes: number;
  /** Non-empty cells of all sheets; of a text, its lines too. */
  readonly cells: number;
  /** Time for reading one file of a kind that is read apart (see batch/read-apart.ts). */
  readonly seconds: number;
}

/**
 * A department's workbook has under a megabyte and some thousand cells; one of a whole city a hundred times
 * that. Each bound leaves another factor of ten, and keeps the program below 1.5 GB.
 */
export const DEFAULT_LIMITS: Limits = {
  fileMegabytes: 100,
  unpackedMegabytes: 200,
  cells: 1_000_000,
  seconds: 15,
};

export const MEGABYTE = 1024 * 1024;

/** Rows and columns of a sheet in every current spreadsheet format. */
export const MOST_ROWS = 1_048_576;
export const MOST_COLUMNS = 16_384;

/** Characters that Excel lets a cell hold; a longer text was put there to do harm. */
const LONGEST_TEXT = 32_767;

/** Characters of a whole report whose line breaks were lost; a longer line was put there to do harm. */
const LONGEST_PARAGRAPH = 200_000;

/** Parts of a workbook nest a dozen deep, those of a document some dozens. */
export const DEEPEST_NESTING = 256;

/** Merged ranges of one sheet: a form has some dozens, and each is looked up column by column. */
const MOST_MERGES = 50_000;

/** Rows down to the last filled one, over all sheets: they are walked, empty or not. */
const MOST_SPANNED_ROWS = 4 * MOST_ROWS;

const said = (limits: Limits): Readonly<Record<keyof Limits, Message>> => ({
  fileMegabytes: zh`文件超过 ${limits.fileMegabytes} MB，不像决算表；确要检查请加 --max-file-size <兆字节>`,
  unpackedMegabytes: zh`解压后超过 ${limits.unpackedMegabytes} MB，不像决算表；确要检查请加 --max-unpacked <兆字节>`,
  cells: zh`非空单元格或文字行超过 ${limits.cells} 个，不像决算表；确要检查请加 --max-cells <个数>`,
  seconds: zh`${limits.seconds} 秒内没有读完，已放弃；可另存为 .xlsx，或加 --max-time <秒>`,
});

/** The refusal of a file that passes a limit: the bound, and the option that widens it. */
export const beyond = (limits: Limits, which: keyof Limits): UnreadableFile =>
  new UnreadableFile(said(limits)[which], which === 'seconds' ? 'given-up' : 'broken');

/** What a workbook may still hold, cell by cell. */
export class Budget {
  private cells = 0;
  private rows = 0;

  constructor(private readonly limits: Limits) {}

  /**
   * Takes one cell into account.
   *
   * @param row zero-based
   * @param column zero-based
   * @throws UnreadableFile when it stands outside every sheet, is too long, or is one too many
   */
  cell(row: number, column: number, text: string): void {
    if (row >= MOST_ROWS || column >= MOST_COLUMNS) {
      throw new UnreadableFile(
        zh`有单元格超出 ${MOST_ROWS} 行 ${MOST_COLUMNS} 列，不是正常的工作表；请用 Excel 或 WPS 另存后再检查`,
        'broken',
      );
    }
    if (text.length > LONGEST_TEXT) {
      throw new UnreadableFile(
        zh`第 ${row + 1} 行有单元格的文字超过 ${LONGEST_TEXT} 字，不是正常的工作表；请核对后另存`,
        'broken',
      );
    }
    this.cells += 1;
    if (this.cells > this.limits.cells) throw beyond(this.limits, 'cells');
  }

  /**
   * Takes one line or paragraph into account.
   *
   * @throws UnreadableFile when it is too long, or one too many
   */
  paragraph(line: number, text: string): void {
    if (text.length > LONGEST_PARAGRAPH) {
      throw new UnreadableFile(
        zh`第 ${line} 行超过 ${LONGEST_PARAGRAPH} 字，不是正常的文字；请核对后另存`,
        'broken',
      );
    }
    this.cells += 1;
    if (this.cells > this.limits.cells) throw beyond(this.limits, 'cells');
  }

  /**
   * Takes the height and the merges of one sheet into account.
   *
   * @throws UnreadableFile
   */
  sheet(height: number, merges: number): void {
    this.rows += height;
    if (this.rows > MOST_SPANNED_ROWS || merges > MOST_MERGES) {
      throw new UnreadableFile(
        zh`空行或合并单元格多得不像决算表；请删去多余的行、取消多余的合并后另存`,
        'broken',
      );
    }
  }
}
