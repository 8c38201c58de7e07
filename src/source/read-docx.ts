import { zh } from '../language/message.js';
import { documentOf, type Block, type ParagraphBlock, type TableBlock, type TableCell } from './blocks.js';
import type { Document, HiddenText, Range } from './document.js';
import type { Limits } from './limits.js';
import { NO_NUMBERING, readNumbering, type Numbering } from './list-numbers.js';
import { isTrue, officeReader } from './office-package.js';
import { namesIn } from './unseen.js';
import { attributesOf } from './xml.js';
import type { Package } from './zip.js';

const office = officeReader(zh`文档`, 'Word');
const { relationsOf, scanPart } = office;

/**
 * Reads a document in the Office Open XML format (.docx, .docm): its paragraphs as they are printed, with
 * automatic numbers, and its tables. What is deleted, hidden or a comment is counted and not read; macros are
 * never run.
 *
 * @param file the name to cite in locations
 * @see ECMA-376 part 1, §17 WordprocessingML
 * @throws UnreadableFile when a part is damaged or missing, or a limit is passed
 */
export function readDocx(file: string, pack: Package, limits: Limits): Document {
  const ofPackage = relationsOf(pack, '');
  const main = [...ofPackage.values()].find(({ type }) => type === 'officeDocument');
  const mainPart = main?.target ?? 'word/document.xml';
  const relations = [...relationsOf(pack, mainPart).values()];
  const partOf = (type: string): string | undefined =>
    relations.find((relation) => relation.type === type)?.target;
  const stylesPart = partOf('styles');
  const numberingPart = partOf('numbering');
  const styles = stylesPart === undefined ? new Styles(new Map()) : readStyles(pack, stylesPart);
  const numbering =
    numberingPart === undefined
      ? NO_NUMBERING
      : readNumbering(pack, numberingPart, office, (style) => styles.of(style).list);
  const body = new Body(styles, numbering);
  scanPart(pack, mainPart, 'document', body);
  const document = documentOf(file, 'docx', body.blocks, limits);
  return { ...document, hidden: [...document.hidden, ...namesIn(pack, ofPackage, office)] };
}

interface Style {
  basedOn?: string;
  list?: string;
  level?: number;
  heading?: number;
  hidden?: boolean;
}

/** What styles say of the paragraphs and runs that bear them, those that they are based on included. */
class Styles {
  private readonly whole = new Map<string, Style>();

  constructor(
    private readonly own: ReadonlyMap<string, Style>,
    private readonly standard = '',
  ) {}

  of(id = this.standard): Style {
    const known = this.whole.get(id);
    if (known) return known;
    const chain: Style[] = [];
    const seen = new Set<string>();
    for (let next: string | undefined = id; next !== undefined && !seen.has(next);) {
      seen.add(next);
      const style: Style = this.own.get(next) ?? {};
      chain.push(style);
      next = style.basedOn;
    }
    const merged = chain.reduceRight<Style>((below, above) => ({ ...below, ...above }), {});
    this.whole.set(id, merged);
    return merged;
  }
}

function readStyles(pack: Package, part: string): Styles {
  const styles = new Map<string, Style>();
  let style: Style | undefined;
  let standard: string | undefined;
  /** What a table style says of its first row is not said of paragraphs. */
  let passedOver = 0;
  scanPart(pack, part, 'styles', {
    open: (element, text) => {
      if (element === 'tblStylePr' || passedOver > 0) passedOver++;
      else if (element === 'style') {
        const { ':styleId': id = '', ':type': type, ':default': isDefault } = attributesOf(text);
        style = {};
        styles.set(id, style);
        if (type === 'paragraph' && isTrue(isDefault)) standard = id;
      } else if (style) {
        const value = (): string | undefined => attributesOf(text)[':val'];
        if (element === 'basedOn') style.basedOn = value() ?? '';
        const named = element === 'name' ? headingIn(value() ?? '') : undefined;
        if (named !== undefined) style.heading ??= named;
        if (element === 'outlineLvl') style.heading = headingOf(value());
        if (element === 'numId') style.list = value() ?? '';
        if (element === 'ilvl') style.level = Number(value());
        if (element === 'vanish') style.hidden = isOn(value());
      }
    },
    close: (element) => {
      if (passedOver > 0) passedOver--;
      else if (element === 'style') style = undefined;
    },
  });
  return new Styles(styles, standard);
}

const BODY_TEXT = 9;

/** Levels count from nought, and the tenth is body text. */
function headingOf(level: string | undefined): number {
  const number = Number(level);
  return Number.isInteger(number) && number >= 0 && number < BODY_TEXT ? number + 1 : 0;
}

function headingIn(name: string): number | undefined {
  const level = /^(?:heading|标题) ?([1-9])$/iu.exec(name)?.[1];
  return level === undefined ? undefined : Number(level);
}

/** A property that is there is on, unless it says otherwise. */
const isOn = (value: string | undefined): boolean => value === undefined || isTrue(value) || value === 'on';

/** Elements whose content is none of the text, or says it a second time. */
const PASSED_OVER = new Set([
  'del',
  'moveFrom',
  'pPrChange',
  'rPrChange',
  'tblPrChange',
  'tblGridChange',
  'trPrChange',
  'tcPrChange',
  'sectPrChange',
  'sdtPr',
  'rt',
]);

interface OpenParagraph {
  text: string;
  style: string | undefined;
  list: string | undefined;
  level: number | undefined;
  heading: number | undefined;
  isMarkDeleted: boolean;
  readonly hidden: Set<HiddenText['what']>;
  /** Text boxes that are anchored in it. */
  readonly after: Block[];
}

interface OpenTable {
  row: number;
  column: number;
  isRowDeleted: boolean;
  readonly cells: TableCell[];
  readonly merges: Range[];
  /** Merges that reach down to the row above, by their first column. */
  reaching: Map<number, Merge>;
  reached: Map<number, Merge>;
  span: number;
  merge: 'restart' | 'continue' | undefined;
}

interface Merge {
  readonly top: number;
  readonly left: number;
  bottom: number;
  readonly right: number;
}

/** Gathers the blocks of a document body while it is scanned. */
class Body {
  readonly blocks: Block[] = [];
  private readonly containers: Block[][] = [this.blocks];
  private readonly paragraphs: OpenParagraph[] = [];
  private readonly tables: OpenTable[] = [];
  /** For each mc:AlternateContent that is open whether one of its ways was taken. */
  private readonly alternatives: boolean[] = [];
  /** Of what is passed over, how deep it is nested. */
  private passedOver = 0;
  private isDeletion = false;
  private properties: 'paragraph' | 'row' | undefined;
  private inRunProperties = false;
  private run: { hidden: boolean | undefined; style: string | undefined } | undefined;
  private inText = false;
  /** Text of a paragraph whose mark is deleted: the next one goes on with it. */
  private carried: { text: string; readonly hidden: Set<HiddenText['what']> } | undefined;

  constructor(
    private readonly styles: Styles,
    private readonly numbering: Numbering,
  ) {}

  readonly open = (element: string, text: string): void => {
    if (this.passedOver > 0) {
      this.passedOver++;
      return;
    }
    const value = (): string | undefined => attributesOf(text)[':val'];
    const paragraph = this.paragraphs.at(-1);
    const table = this.tables.at(-1);
    if (PASSED_OVER.has(element)) {
      const isMark = element === 'del' || element === 'moveFrom';
      if (isMark && this.properties === 'row' && table) table.isRowDeleted = true;
      else if (isMark && this.properties === 'paragraph' && paragraph) paragraph.isMarkDeleted = true;
      else this.isDeletion = isMark;
      this.passedOver = 1;
      return;
    }
    switch (element) {
      case 'AlternateContent':
        this.alternatives.push(false);
        break;
      case 'Choice':
      case 'Fallback':
        if (this.alternatives.at(-1) === true) this.passedOver = 1;
        else if (this.alternatives.length > 0) this.alternatives[this.alternatives.length - 1] = true;
        break;
      case 'p':
        this.paragraphs.push({
          text: '',
          style: undefined,
          list: undefined,
          level: undefined,
          heading: undefined,
          isMarkDeleted: false,
          hidden: new Set(),
          after: [],
        });
        break;
      case 'pPr':
        this.properties = 'paragraph';
        break;
      case 'trPr':
        this.properties = 'row';
        break;
      case 'pStyle':
        if (paragraph) paragraph.style = value();
        break;
      case 'numId':
        if (paragraph) paragraph.list = value();
        break;
      case 'ilvl':
        if (paragraph) paragraph.level = Number(value());
        break;
      case 'outlineLvl':
        if (paragraph) paragraph.heading = headingOf(value());
        break;
      case 'r':
        this.run = { hidden: undefined, style: undefined };
        break;
      case 'rPr':
        this.inRunProperties = this.properties === undefined;
        break;
      case 'vanish':
        if (this.run && this.inRunProperties) this.run.hidden = isOn(value());
        break;
      case 'rStyle':
        if (this.run && this.inRunProperties) this.run.style = value();
        break;
      case 't':
        this.inText = true;
        break;
      case 'tab':
      case 'ptab':
        if (this.properties === undefined) this.add('\t');
        break;
      case 'br': {
        const { ':type': type } = attributesOf(text);
        if (type !== 'page' && type !== 'column') this.add('\n');
        break;
      }
      case 'cr':
        this.add('\n');
        break;
      case 'noBreakHyphen':
        this.add('-');
        break;
      case 'commentReference':
        paragraph?.hidden.add('comment');
        break;
      case 'txbxContent':
        this.containers.push([]);
        break;
      case 'tbl':
        this.tables.push({
          row: -1,
          column: 0,
          isRowDeleted: false,
          cells: [],
          merges: [],
          reaching: new Map(),
          reached: new Map(),
          span: 1,
          merge: undefined,
        });
        break;
      default:
        if (table) this.openInTable(element, value, table);
    }
  };

  readonly text = (text: string): void => {
    if (this.passedOver > 0) {
      if (this.isDeletion && text.trim() !== '') this.paragraphs.at(-1)?.hidden.add('deleted-text');
    } else if (this.inText) this.add(text);
  };

  readonly close = (element: string): void => {
    if (this.passedOver > 0) {
      this.passedOver--;
      if (this.passedOver === 0) this.isDeletion = false;
      return;
    }
    const table = this.tables.at(-1);
    switch (element) {
      case 'AlternateContent':
        this.alternatives.pop();
        break;
      case 'p':
        this.finishParagraph();
        break;
      case 'pPr':
      case 'trPr':
        this.properties = undefined;
        break;
      case 'rPr':
        this.inRunProperties = false;
        break;
      case 'r':
        this.run = undefined;
        break;
      case 't':
        this.inText = false;
        break;
      case 'txbxContent':
        this.paragraphs.at(-1)?.after.push(...this.closeContainer());
        break;
      case 'tbl':
        if (table) this.finishTable(table);
        break;
      case 'tc':
        if (table) this.finishCell(table);
        break;
      case 'tr':
        if (table) finishRow(table);
        break;
    }
  };

  private openInTable(element: string, value: () => string | undefined, table: OpenTable): void {
    switch (element) {
      case 'tr':
        table.row++;
        table.column = 0;
        table.isRowDeleted = false;
        break;
      case 'gridBefore':
        table.column += columns(value());
        break;
      case 'tc':
        table.span = 1;
        table.merge = undefined;
        this.containers.push([]);
        break;
      case 'gridSpan':
        table.span = Math.max(columns(value()), 1);
        break;
      case 'vMerge':
        table.merge = value() === 'restart' ? 'restart' : 'continue';
        break;
    }
  }

  private add(text: string): void {
    const paragraph = this.paragraphs.at(-1);
    if (!paragraph) return;
    const style = this.run?.style;
    const hidden =
      this.run?.hidden ??
      (style === undefined ? undefined : this.styles.of(style).hidden) ??
      this.styles.of(paragraph.style).hidden;
    if (hidden !== true) paragraph.text += text;
    else if (text.trim() !== '') paragraph.hidden.add('hidden-text');
  }

  private closeContainer(): Block[] {
    return (this.containers.length > 1 ? this.containers.pop() : undefined) ?? [];
  }

  private finishParagraph(): void {
    const paragraph = this.paragraphs.pop();
    if (!paragraph) return;
    const { after, isMarkDeleted } = paragraph;
    const text = `${this.carried?.text ?? ''}${paragraph.text}`;
    const hidden = new Set([...(this.carried?.hidden ?? []), ...paragraph.hidden]);
    const container = this.containers.at(-1) ?? this.blocks;
    if (isMarkDeleted) {
      this.carried = { text, hidden };
    } else {
      this.carried = undefined;
      container.push(this.blockOf(paragraph, text, hidden));
    }
    container.push(...after);
  }

  private blockOf(
    { style, list, level, heading }: OpenParagraph,
    text: string,
    hidden: ReadonlySet<HiddenText['what']>,
  ): ParagraphBlock {
    const inherited = this.styles.of(style);
    const use = list ?? inherited.list;
    const at =
      level ??
      (list === undefined && use !== undefined && style !== undefined
        ? this.numbering.levelOfStyle(use, style)
        : undefined) ??
      inherited.level ??
      0;
    const number = use === undefined || use === '0' ? '' : this.numbering.next(use, at);
    const isHeading = (heading ?? inherited.heading ?? 0) > 0;
    return {
      kind: 'paragraph',
      text: numbered(number, text.trim()),
      ...(isHeading && { heading: heading ?? inherited.heading ?? 0 }),
      ...(hidden.size > 0 && { hidden: [...hidden] }),
    };
  }

  private finishCell(table: OpenTable): void {
    const blocks = this.closeContainer();
    const { row, column, span, merge } = table;
    const right = column + span - 1;
    const above = table.reaching.get(column);
    if (merge === 'continue' && above?.right === right) {
      above.bottom = row;
      table.reached.set(column, above);
    } else {
      table.cells.push({ row, column, blocks });
      const own = { top: row, left: column, bottom: row, right };
      table.merges.push(own);
      if (merge !== undefined) table.reached.set(column, own);
    }
    table.column = right + 1;
  }

  private finishTable({ cells, merges }: OpenTable): void {
    this.tables.pop();
    const table: TableBlock = {
      kind: 'table',
      cells,
      merges: merges.filter(({ top, left, bottom, right }) => bottom > top || right > left),
    };
    (this.containers.at(-1) ?? this.blocks).push(table);
  }
}

/** A row whose deletion is tracked is none. */
function finishRow(table: OpenTable): void {
  if (table.isRowDeleted) {
    while (table.cells.at(-1)?.row === table.row) table.cells.pop();
    while (table.merges.at(-1)?.top === table.row) table.merges.pop();
    table.row--;
  } else {
    table.reaching = table.reached;
  }
  table.reached = new Map();
}

/** Columns of a table in Word. */
const MOST_SPANNED = 63;

const columns = (text: string | undefined): number => {
  const number = Number(text);
  return Number.isInteger(number) && number >= 0 ? Math.min(number, MOST_SPANNED) : 1;
};

/** A number that ends in a figure or a stop must not run into a text that begins with a figure. */
function numbered(number: string, text: string): string {
  if (number === '' || text === '') return text;
  return /[\d.．]$/u.test(number) ? `${number} ${text}` : `${number}${text}`;
}
