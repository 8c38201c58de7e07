import { address, quotedSheet } from '../../model/location.js';
import { textWidth } from '../wrap.js';
import { cellText, Xml, xml, xmlPart } from './xml.js';
import { packed } from './zipped.js';

/** How a cell looks. */
type Look = keyof typeof LOOKS;

export interface CellContent {
  readonly look: Look;
  readonly text?: string;
  /** Digits of a number, as XML Schema writes them. */
  readonly number?: string;
  /** Number format, also of a cell that is still to be filled in. */
  readonly format?: string;
  readonly link?: Link;
}

/** To a file, by a URI relative to the workbook, and a place in it: 'Sheet'!B7. */
export interface Link {
  readonly target: string;
  readonly place?: string;
}

/** What is known of a sheet before its first row. */
export interface SheetHead {
  /** At most 31 characters, of those that may stand in the name of a sheet; `sheetNames` makes them. */
  readonly name: string;
  readonly state: 'visible' | 'hidden' | 'veryHidden';
  /** Width of each column, in digits. */
  readonly widths: readonly number[];
  readonly merges?: readonly string[];
  /** A list: its first row stays in sight, filters the others, and is printed on each page. */
  readonly list?: {
    readonly title: string;
    /** Columns beyond these are not printed. */
    /** Stands below each page, with &P for its number. */
    readonly footer: string;
    readonly printedColumns: number;
    readonly choices?: {
      readonly column: number;
      readonly values: readonly string[];
      /** What is said of a value that is none of them. */
      readonly title: string;
      readonly hint: string;
    };
  };
}

export type Row = readonly (CellContent | undefined)[];

export interface SheetContent extends SheetHead {
  readonly rows: readonly Row[];
}

const BORDERED = { border: 1, wrap: true, vertical: 'top' };
/** Font, fill and border count from the lists in `stylesPart`. */
const LOOKS = {
  plain: { font: 0, fill: 0, border: 0, wrap: false, vertical: 'center', horizontal: undefined },
  text: { font: 0, fill: 0, border: 0, wrap: true, vertical: 'top', horizontal: undefined },
  title: { font: 1, fill: 0, border: 0, wrap: false, vertical: 'center', horizontal: undefined },
  head: { font: 1, fill: 2, border: 1, wrap: true, vertical: 'center', horizontal: 'center' },
  entry: { font: 0, fill: 0, ...BORDERED, horizontal: undefined },
  middle: { font: 0, fill: 0, ...BORDERED, horizontal: 'center' },
  link: { font: 2, fill: 0, ...BORDERED, horizontal: undefined },
} as const;

const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const RELATIONSHIPS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const SHEET_ML = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Rows that a sheet of Excel has, and links of which it still opens all. */
export const MOST_ROWS = 1_048_576;
const MOST_LINKS = 65_530;
/** Characters that are packed at a time. */
const PACKED_AT_ONCE = 65_536;

/** Writes a workbook of values; text stays text, whatever sign it begins with. */
export function workbookOf(sheets: readonly SheetContent[]): Uint8Array {
  const book = new WorkbookWriter();
  for (const { rows, ...head } of sheets) {
    const write = book.sheet(head);
    for (const row of rows) write(row);
  }
  book.end();
  return Buffer.concat(book.taken());
}

/** A sheet of which some rows are written. */
interface OpenSheet extends SheetHead {
  rows: number;
  columns: number;
  readonly links: { readonly cell: string; readonly id: string; readonly place: string | undefined }[];
  /** Targets of links and the ids of their relations. */
  readonly targets: Map<string, string>;
}

/** Writes a workbook sheet by sheet and row by row: what has been written is not kept. */
export class WorkbookWriter {
  private readonly styles = new Styles();
  private readonly written: OpenSheet[] = [];
  private ready: Uint8Array[] = [];
  private readonly zip = packed((bytes) => this.ready.push(bytes));
  private endSheet = (): void => undefined;

  /** What is ready of the file since it was last asked for. */
  taken(): Uint8Array[] {
    const taken = this.ready;
    this.ready = [];
    return taken;
  }

  /**
   * Begins a sheet behind the last, to which no more is added.
   *
   * @returns adds a row to it
   */
  sheet(head: SheetHead): (row: Row) => void {
    this.endSheet();
    const sheet: OpenSheet = { ...head, rows: 0, columns: 0, links: [], targets: new Map() };
    this.written.push(sheet);
    const name = `sheet${this.written.length}.xml`;
    const part = this.zip.part(`xl/worksheets/${name}`);
    let waiting = xmlPart(sheetStart(head));
    this.endSheet = () => {
      part.push(Buffer.from(waiting + sheetEnd(sheet).markup), true);
      const links = [...sheet.targets].map(([target, id]) => ({
        id,
        type: 'hyperlink',
        target,
        isExternal: true,
      }));
      if (links.length > 0) this.put(`xl/worksheets/_rels/${name}.rels`, relations(links));
    };
    return (row) => {
      waiting += this.rowElement(row, sheet).markup;
      if (waiting.length < PACKED_AT_ONCE) return;
      part.push(Buffer.from(waiting), false);
      waiting = '';
    };
  }

  /** Ends the workbook. */
  end(): void {
    this.endSheet();
    const sheets = this.written;
    this.put('xl/styles.xml', this.styles.part());
    this.put('xl/workbook.xml', workbookPart(sheets));
    this.put(
      'xl/_rels/workbook.xml.rels',
      relations([
        ...sheets.map((_, index) => ({
          id: `rId${index + 1}`,
          type: 'worksheet',
          target: `worksheets/sheet${index + 1}.xml`,
        })),
        { id: `rId${sheets.length + 1}`, type: 'styles', target: 'styles.xml' },
      ]),
    );
    this.put('_rels/.rels', relations([{ id: 'rId1', type: 'officeDocument', target: 'xl/workbook.xml' }]));
    // What it lists is not known before.
    this.put('[Content_Types].xml', contentTypes(sheets.length));
    this.zip.end();
  }

  private rowElement(row: Row, sheet: OpenSheet): Xml {
    const index = sheet.rows;
    const cells = row.map((cell, column) => {
      if (!cell) return undefined;
      const at = address(index, column);
      if (cell.link) addLink(sheet, at, cell.link);
      return cellElement(cell, at, this.styles);
    });
    sheet.rows += 1;
    sheet.columns = Math.max(sheet.columns, row.length);
    return xml`<row r="${index + 1}"${heightOf(row, sheet.widths)}>${cells}</row>`;
  }

  private put(name: string, part: Xml): void {
    this.zip.part(name).push(Buffer.from(xmlPart(part)), true);
  }
}

/** A place beyond those that a sheet may link is told and not linked. */
function addLink({ links, targets }: OpenSheet, cell: string, { target, place }: Link): void {
  if (links.length >= MOST_LINKS) return;
  const id = targets.get(target) ?? `rId${targets.size + 1}`;
  targets.set(target, id);
  links.push({ cell, id, place });
}

/** Names for sheets, each as near to what it is called as the format allows, none twice. */
export function sheetNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((given) => {
    // A quotation mark may not stand at either end.
    const allowed = given.replace(/[[\]:*?/\\\u0000-\u001f]/gu, '_').replace(/^'|'$/gu, '_') || '_';
    for (let copy = 1; ; copy++) {
      const mark = copy === 1 ? '' : `(${copy})`;
      const name = `${allowed.slice(0, LONGEST_NAME - mark.length)}${mark}`;
      if (taken.has(name.toLowerCase())) continue;
      taken.add(name.toLowerCase());
      return name;
    }
  });
}

const LONGEST_NAME = 31;

/** The styles that the cells of a workbook ask for, numbered as they come. */
class Styles {
  private readonly known = new Map<
    string,
    { readonly look: Look; readonly format: string; readonly number: number }
  >();

  /** The number of a style. */
  of(look: Look, format = 'General'): number {
    const key = `${look} ${format}`;
    // Style 0 is that of empty cells.
    const style = this.known.get(key) ?? { look, format, number: this.known.size + 1 };
    this.known.set(key, style);
    return style.number;
  }

  part(): Xml {
    const styles = [...this.known.values()];
    const formats = [...new Set(styles.map(({ format }) => format))].filter((format) => format !== 'General');
    const idOf = (format: string): number =>
      format === 'General' ? 0 : FIRST_OWN_FORMAT + formats.indexOf(format);
    return stylesPart(
      formats.map((format) => ({ id: idOf(format), format })),
      styles.map(({ look, format }) => ({ look, id: idOf(format) })),
    );
  }
}

const FIRST_OWN_FORMAT = 164;
const LONGEST_TEXT = 32_767;

function stylesPart(
  formats: readonly { readonly id: number; readonly format: string }[],
  styles: readonly { readonly look: Look; readonly id: number }[],
): Xml {
  const side = (name: string): Xml => new Xml(`<${name} style="thin"><color rgb="FFBFBFBF"/></${name}>`);
  const font = xml`<sz val="11"/>`;
  const family = xml`<name val="宋体"/><charset val="134"/>`;
  return xml`<styleSheet xmlns="${MAIN}">${
    formats.length === 0
      ? undefined
      : xml`<numFmts count="${formats.length}">${formats.map(({ id, format }) => xml`<numFmt numFmtId="${id}" formatCode="${format}"/>`)}</numFmts>`
  }<fonts count="3"><font>${font}${family}</font><font><b/>${font}${family}</font><font><u/>${font}<color rgb="FF0563C1"/>${family}</font></fonts><fills count="3"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill><fill><patternFill patternType="solid"><fgColor rgb="FFD9E1F2"/><bgColor indexed="64"/></patternFill></fill></fills><borders count="2"><border><left/><right/><top/><bottom/><diagonal/></border><border>${['left', 'right', 'top', 'bottom'].map(side)}<diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${styles.length + 1}"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>${styles.map(
    ({ look, id }) => {
      const { font: fontId, fill, border, wrap, vertical, horizontal } = LOOKS[look];
      return xml`<xf numFmtId="${id}" fontId="${fontId}" fillId="${fill}" borderId="${border}" xfId="0" applyNumberFormat="1" applyFont="1" applyFill="1" applyBorder="1" applyAlignment="1"><alignment${horizontal === undefined ? undefined : xml` horizontal="${horizontal}"`} vertical="${vertical}" wrapText="${wrap ? 1 : 0}"/></xf>`;
    },
  )}</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`;
}

const sheetStart = ({ widths, list }: SheetHead): Xml =>
  xml`<worksheet xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}">${
    list && xml`<sheetPr><pageSetUpPr fitToPage="1"/></sheetPr>`
  }<sheetViews><sheetView workbookViewId="0">${
    list && xml`<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>`
  }</sheetView></sheetViews><sheetFormatPr defaultRowHeight="15"/>${
    widths.length === 0
      ? undefined
      : xml`<cols>${widths.map((digits, column) => xml`<col min="${column + 1}" max="${column + 1}" width="${digits}" customWidth="1"/>`)}</cols>`
  }<sheetData>`;

function sheetEnd({ widths, rows, columns, merges = [], list, links }: OpenSheet): Xml {
  const last = address(Math.max(0, rows - 1), Math.max(1, widths.length, columns) - 1);
  const choices = rows > 1 ? list?.choices : undefined;
  return xml`</sheetData>${list && xml`<autoFilter ref="A1:${last}"/>`}${
    merges.length === 0
      ? undefined
      : xml`<mergeCells count="${merges.length}">${merges.map((ref) => xml`<mergeCell ref="${ref}"/>`)}</mergeCells>`
  }${
    choices &&
    xml`<dataValidations count="1"><dataValidation type="list" allowBlank="1" showErrorMessage="1" errorTitle="${choices.title}" error="${choices.hint}" sqref="${address(1, choices.column)}:${address(rows - 1, choices.column)}"><formula1>"${choices.values.join(',')}"</formula1></dataValidation></dataValidations>`
  }${
    links.length === 0
      ? undefined
      : xml`<hyperlinks>${links.map(
          ({ cell, id, place }) =>
            xml`<hyperlink ref="${cell}" r:id="${id}"${place === undefined ? undefined : xml` location="${place}"`}/>`,
        )}</hyperlinks>`
  }<pageMargins left="0.4" right="0.4" top="0.6" bottom="0.6" header="0.3" footer="0.3"/><pageSetup paperSize="9"${
    list && xml` orientation="landscape" fitToWidth="1" fitToHeight="0"`
  }/>${
    list &&
    xml`<headerFooter><oddHeader>&amp;C${list.title}</oddHeader><oddFooter>&amp;C${list.footer}</oddFooter></headerFooter>`
  }</worksheet>`;
}

/** Points of one line; a row is no higher than the format allows. */
const LINE_HEIGHT = 15;
const HIGHEST_ROW = 409;

/** A row as high as its wrapped texts need: not every program looks for itself. */
function heightOf(row: Row, widths: readonly number[]): Xml | undefined {
  const lines = row.map((cell, column) => {
    if (cell?.text === undefined || !LOOKS[cell.look].wrap) return 1;
    // Letters are wider than digits by a little.
    const fitting = Math.max(1, ((widths[column] ?? DEFAULT_WIDTH) - 1) / 1.1);
    return cell.text
      .split('\n')
      .reduce((sum, line) => sum + Math.max(1, Math.ceil(textWidth(line) / fitting)), 0);
  });
  const most = Math.max(1, ...lines);
  if (most === 1) return undefined;
  return xml` ht="${Math.min(HIGHEST_ROW, most * LINE_HEIGHT)}" customHeight="1"`;
}

const DEFAULT_WIDTH = 8;

function cellElement({ look, text, number, format }: CellContent, cell: string, styles: Styles): Xml {
  const style = styles.of(look, format);
  if (number !== undefined) return xml`<c r="${cell}" s="${style}"><v>${number}</v></c>`;
  if (text === undefined || text === '') return xml`<c r="${cell}" s="${style}"/>`;
  return xml`<c r="${cell}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellText(text).slice(0, LONGEST_TEXT)}</t></is></c>`;
}

function workbookPart(sheets: readonly OpenSheet[]): Xml {
  const names = sheets.flatMap(({ name, list, rows, widths }, index) => {
    if (!list) return [];
    const absolute = (row: number, column: number): string =>
      address(row, column).replace(/^([A-Z]+)(\d+)$/u, '$$$1$$$2');
    const within = (columns: number): string =>
      `${quotedSheet(name)}!$A$1:${absolute(Math.max(0, rows - 1), columns - 1)}`;
    return [
      xml`<definedName name="_xlnm._FilterDatabase" localSheetId="${index}" hidden="1">${within(widths.length)}</definedName>`,
      xml`<definedName name="_xlnm.Print_Area" localSheetId="${index}">${within(list.printedColumns)}</definedName>`,
      xml`<definedName name="_xlnm.Print_Titles" localSheetId="${index}">${quotedSheet(name)}!$1:$1</definedName>`,
    ];
  });
  return xml`<workbook xmlns="${MAIN}" xmlns:r="${RELATIONSHIPS}"><sheets>${sheets.map(
    ({ name, state }, index) =>
      xml`<sheet name="${name}" sheetId="${index + 1}"${state === 'visible' ? undefined : xml` state="${state}"`} r:id="rId${index + 1}"/>`,
  )}</sheets>${names.length === 0 ? undefined : xml`<definedNames>${names}</definedNames>`}</workbook>`;
}

interface Relation {
  readonly id: string;
  readonly type: string;
  readonly target: string;
  readonly isExternal?: boolean;
}

const relations = (entries: readonly Relation[]): Xml =>
  xml`<Relationships xmlns="${PACKAGE}/relationships">${entries.map(
    ({ id, type, target, isExternal }) =>
      xml`<Relationship Id="${id}" Type="${RELATIONSHIPS}/${type}" Target="${target}"${isExternal === true ? xml` TargetMode="External"` : undefined}/>`,
  )}</Relationships>`;

const contentTypes = (sheets: number): Xml =>
  xml`<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SHEET_ML}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SHEET_ML}.styles+xml"/>${Array.from(
    { length: sheets },
    (_, index) =>
      xml`<Override PartName="/xl/worksheets/sheet${index + 1}.xml" ContentType="${SHEET_ML}.worksheet+xml"/>`,
  )}</Types>`;
