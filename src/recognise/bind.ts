import { isCommon, sentence, zh, type Message } from '../language/message.js';
import { readAmount, readPrinted, type Printed } from '../figure/printed.js';
import { isShownAs } from '../figure/stored.js';
import { FUNCTION_CLASSES } from '../forms/catalogue.js';
import type { Form, FormLine, Group } from '../forms/form.js';
import { splitLabel } from '../forms/label.js';
import { placeWithin, type Location } from '../model/location.js';
import type { Leftover, Note, Stated, TableColumn, TableLine } from '../model/report.js';
import { NOT_WORKED_OUT } from '../source/fault.js';
import type { GridCell } from './grid.js';
import type { Said } from './heading.js';
import type { HeadingCell, Region } from './locate.js';
import type { BoundColumn, ColumnGroup, Match } from './match.js';

/** An amount bound to its line and column, not yet a figure: its precision is known only with the table. */
export interface RawFact {
  readonly line: string;
  readonly lineLabel: string;
  readonly column: string;
  readonly printed: Printed;
  readonly text: string;
  readonly location: Location;
  readonly stored?: number;
}

/** One region bound to its form, without its cells. A table cut by pages has several. */
export interface TablePart {
  readonly form: Form;
  readonly location: Location;
  /** Its title, as the form has it. */
  readonly title?: string;
  /** The title of another form that stands above it. */
  readonly wrongTitle?: Stated<string>;
  /** The number printed with it: 公开01表. */
  readonly number?: string;
  /** By weight: its title, what stands below that, and what stands above, which may speak of the whole report. */
  readonly said: readonly Said[];
  readonly saidInNotes: readonly Said[];
  readonly clues: readonly Message[];
  readonly columns: readonly TableColumn[];
  readonly missing: readonly string[];
  readonly lines: readonly TableLine[];
  readonly facts: readonly RawFact[];
  readonly leftovers: readonly Leftover[];
  readonly notes: readonly Note[];
}

/**
 * Binds the labels, codes and amounts of a region to the lines and columns of its form.
 *
 * @param before lines of the same table on earlier pages: they tell apart labels that occur twice
 */
export function bind(region: Region, match: Match, before: readonly TableLine[]): TablePart {
  const { form, groups } = match;
  const { locate, locateRange } = region.grid;
  const binder = new Binder(
    form,
    region,
    locate,
    before,
    new Set(match.unmatched.map(({ column }) => column)),
  );
  const items = groups.flatMap(({ amounts }) => amounts.filter(({ line }) => line !== undefined));
  if (items.some(({ column }) => column !== undefined)) binder.bindSingleRow(items);
  else if (items.length > 0) binder.bindRowsOfColumns(items);
  else {
    for (const group of groups) binder.bindGroup(group);
  }
  binder.listUnmatched(
    match.unmatched.map(({ column, path, place }) => {
      // As printed: the year before it, or the measure behind it, may be what tells it from the others.
      const printed = region.grid.at(place.row, place.column)?.label;
      return { column, header: [...path.slice(0, -1), printed ?? path.at(-1) ?? ''].join('→') };
    }),
  );
  binder.listUnheaded();
  const { title, headings } = region;
  const isAbove = ({ row }: HeadingCell): boolean => title !== undefined && row < title.row;
  const said = ({ heading, row, column }: HeadingCell): Said => ({ heading, location: locate(row, column) });
  const number = headings.find(({ heading }) => heading.number)?.heading.number;
  return {
    form,
    location: locateRange(region.range),
    ...(title?.heading.formTitle !== undefined &&
      (match.hasWrongTitle
        ? { wrongTitle: { value: title.heading.formTitle, location: locate(title.row, title.column) } }
        : { title: title.heading.formTitle })),
    ...(number !== undefined && { number }),
    said: [
      ...(title ? [title] : []),
      ...headings.filter((cell) => !isAbove(cell)),
      ...headings.filter(isAbove),
    ].map(said),
    saidInNotes: region.notes.map(said),
    clues: match.clues,
    columns: groups.flatMap(({ amounts }) =>
      amounts.flatMap(({ source, column, line }) => {
        const id = column?.id ?? line;
        return id === undefined
          ? []
          : [{ id, path: source.path, location: locate(source.place.row, source.place.column) }];
      }),
    ),
    missing: match.missing.map(({ name }) => name),
    lines: binder.lines,
    facts: binder.facts,
    leftovers: binder.leftovers,
    notes: region.notes.map(({ cell }) => ({
      text: cell.shown.trim(),
      location: locate(cell.row, cell.column),
    })),
  };
}

type Locate = (row: number, column: number) => Location;

/** Id of the line that sums one side of a form. */
const TOTAL_OF_SIDE: Readonly<Record<Group, string>> = {
  revenue: 'totalRevenue',
  expenditure: 'totalExpenditure',
};

/** Collects what one region binds to. */
class Binder {
  readonly lines: TableLine[] = [];
  readonly facts: RawFact[] = [];
  readonly leftovers: Leftover[] = [];
  private readonly used = new Set<GridCell>();
  /** How often each line was printed here. */
  private readonly printed = new Map<string, number>();
  private readonly printedBefore: ReadonlySet<string>;
  private bodyLabels: ReadonlySet<string> | undefined;
  /** The line that a following 其中 is a part of; none after a row that was not understood. */
  private parent: string | undefined;

  constructor(
    private readonly form: Form,
    private readonly region: Region,
    private readonly locate: Locate,
    before: readonly TableLine[],
    /** Columns of the department's own. */
    private readonly foreign: ReadonlySet<number>,
  ) {
    this.printedBefore = new Set(before.map(({ key }) => key));
  }

  /** 三公 as one row: the header names both line and column. */
  bindSingleRow(amounts: readonly BoundColumn[]): void {
    const columns = new Set(amounts.map(({ source }) => source.column));
    const rows = this.region.body.filter((cells) => cells.some(({ column }) => columns.has(column)));
    const [first, ...others] = rows;
    const row = first?.[0]?.row ?? this.region.firstBodyRow;
    for (const { source, column, line } of amounts) {
      if (line === undefined || column === undefined) continue;
      const label = this.nameOf(line);
      this.addLine({ key: line, label, location: this.locate(row, source.column) });
      this.addFact(line, label, column.id, row, source.column);
    }
    for (const cell of others.flat()) {
      if (readPrinted(cell.cell.shown).kind === 'figure')
        this.leave(cell, zh`“三公”经费表只应有一行数字，此行未采用`);
    }
  }

  /** 三公 turned round: items as columns, 预算数 and 决算数 as rows. */
  bindRowsOfColumns(items: readonly BoundColumn[]): void {
    for (const cells of this.region.body) {
      const column = this.form.columns.find(({ paths }) => cells.some(({ label }) => paths.includes(label)));
      const row = cells[0]?.row ?? 0;
      if (!column) {
        for (const cell of cells) this.leave(cell, zh`“三公”经费表没有这一行`);
        continue;
      }
      if (this.facts.some((fact) => fact.column === column.id)) {
        for (const cell of cells.filter(mayBeAmount))
          this.leave(cell, zh`上面已经列过${column.name}，重复的一行未采用`);
        continue;
      }
      for (const { source, line = '' } of items) {
        const label = this.nameOf(line);
        this.addLine({ key: line, label, location: this.locate(this.region.range.top, source.column) });
        this.addFact(line, label, column.id, row, source.column);
      }
    }
  }

  private nameOf(line: string): string {
    return this.form.lines.find(({ id }) => id === line)?.name ?? line;
  }

  /** Labels and codes in columns of their own, amounts beside them. */
  bindGroup(group: ColumnGroup): void {
    const labelColumns = [...group.codes, ...group.names].map(({ column }) => column);
    if (group.amounts.length === 0 || labelColumns.length === 0) return;
    const codes = new CodeReader(group.codes.map(({ column }) => column));
    this.parent = undefined;
    const firstColumn = Math.min(...labelColumns);
    const lastColumn = Math.max(...labelColumns, ...group.amounts.map(({ source }) => source.column));
    for (const cells of this.region.body) {
      const labels = cells.filter(({ column }) => labelColumns.includes(column));
      const row = cells[0]?.row ?? 0;
      const line = this.lineOf(labels, codes, group);
      const isHere = cells.some(({ column }) => column >= firstColumn && column <= lastColumn);
      if (!isHere) continue;
      if (line === 'placeholder') {
        if (this.mayHaveAmount(cells, group)) this.leaveRow(labels, group, row);
        continue;
      }
      if (line === undefined) {
        if (labels.length > 0) this.parent = undefined;
        this.leaveRow(labels, group, row);
        continue;
      }
      // A heading "一、三公经费支出" without amounts is no item: the row that has them is.
      if (this.form.shape === 'items' && this.hasFigure(line.key)) {
        this.leaveRow(labels, group, row, zh`这一项上面已经列过，重复的一行未采用`);
        continue;
      }
      if (this.isPrintedAgain(line, group, row)) continue;
      // A line of the form that is marked 其中 leaves its neighbours the same parent.
      if (!line.label.startsWith('其中')) this.parent = line.key;
      const key = this.addLine(line);
      const own = cells.some(({ column }) => group.amounts.some(({ source }) => source.column === column));
      const isFooter = this.form.codes === 'economic' && line.code === undefined;
      if (isFooter && !own) this.addFooterFact(key, line.label, labels, cells, group, row);
      else {
        for (const { source, column } of group.amounts) {
          if (column) this.addFact(key, line.label, column.id, row, source.column);
        }
      }
    }
  }

  /** Columns that no form knows: their amounts take part in nothing, and that is said. */
  listUnmatched(columns: readonly { column: number; header: string }[]): void {
    for (const { column, header } of columns) {
      const cells = this.cellsOf(column);
      this.leaveColumn(
        cells,
        header,
        zh`本表没有“${header}”这一列，该列 ${cells.length} 个单元格未采用`,
        cells.filter(mayBeAmount).length,
      );
    }
  }

  /** Amounts in columns without a header; what else stands there is a remark. */
  listUnheaded(): void {
    for (const { column } of this.region.columns.filter(({ role }) => role === 'unheaded')) {
      const cells = this.cellsOf(column).filter((cell) => !this.used.has(cell));
      const amounts = cells.filter(mayBeAmount);
      if (amounts.length === 0 || amounts.length * 2 < cells.length || isCount(amounts)) continue;
      const reason = zh`这一列没有表头，该列 ${cells.length} 个单元格未采用`;
      this.leaveColumn(amounts, '', reason, amounts.length);
    }
  }

  private cellsOf(column: number): GridCell[] {
    return this.region.body.flat().filter((cell) => cell.column === column);
  }

  private leaveColumn([first]: readonly GridCell[], text: string, reason: Message, amounts: number): void {
    if (!first) return;
    const location = this.locate(first.row, first.column);
    this.leftovers.push({ location, text, reason, hasAmount: false, extent: 'column', amounts });
  }

  private mayHaveAmount(cells: readonly GridCell[], { amounts }: ColumnGroup): boolean {
    return cells.some(
      (cell) => mayBeAmount(cell) && amounts.some(({ source }) => source.column === cell.column),
    );
  }

  private lineOf(
    labels: readonly GridCell[],
    codes: CodeReader,
    group: ColumnGroup,
  ): TableLine | 'placeholder' | undefined {
    const [first] = labels;
    if (!first) return undefined;
    const location = this.locate(first.row, first.column);
    const coded = this.form.codes && this.form.groups.length === 0 ? codes.read(labels) : undefined;
    if (coded) {
      const label = coded.name === '' ? coded.code : `${coded.code} ${coded.name}`;
      return { key: coded.code, code: coded.code, name: coded.name, label, location };
    }
    const text = labels.map(({ label }) => label).join('');
    if (/^[….·]+$/u.test(text)) return 'placeholder';
    const name = labels.filter(({ column }) => group.names.some((other) => other.column === column));
    const isNamed = this.form.groups.length > 0 && name.length > 0;
    return this.namedLine(isNamed ? name.map(({ label }) => label).join('') : text, group, location);
  }

  /** The line that a label means: one of the form, else a class of the code list, else one more of a sum. */
  private namedLine(text: string, group: ColumnGroup, location: Location): TableLine | undefined {
    const { name, ordinal, ofWhich } = splitLabel(text);
    if (ofWhich) return this.partLine(name, text, location);
    // Both sides may stand in one column, revenue above expenditure, where their amounts have the same columns.
    const isOpen = group.amounts.every(({ column }) => column?.group === undefined);
    const meant = this.linesMeant(name, text, group.side, isOpen);
    const line = meant.length > 1 ? this.choose(meant) : meant[0];
    if (line) return { key: line.id, label: text, location };
    if (meant.length > 1) return undefined;
    const hasClasses = this.form.codes === 'function' && this.form.groups.length > 0;
    if (hasClasses && (group.side === 'expenditure' || isOpen)) {
      const known = FUNCTION_CLASSES.find(
        ({ labels }) => labels.includes(name) || labels.includes(name.replaceAll('与', '和')),
      );
      if (known) return { key: known.code, code: known.code, name, label: text, location };
    }
    // What is told by function is told again by kind.
    if (hasClasses && group.side !== 'revenue' && KIND_OF_EXPENDITURE.test(name))
      return { key: `kind/${name}`, label: text, location, partOf: TOTAL_OF_SIDE.expenditure };
    // Numbered like its neighbours and above their total, it is one of what the total sums.
    if (!ordinal || group.side === undefined || this.printed.has(TOTAL_OF_SIDE[group.side])) return undefined;
    return { key: `unknown/${group.side}/${name}`, label: text, location, unknown: true };
  }

  /** A line marked 其中: a part of the line above, unless the form knows it. */
  private partLine(name: string, text: string, location: Location): TableLine | undefined {
    const { parent } = this;
    // Lines of the form itself are often marked 其中: the funds of 年初结转, the two parts of the vehicles.
    const marked = this.form.lines.find(
      ({ labels, after }) =>
        labels.includes(name) && (this.form.shape === 'items' || (after !== undefined && after === parent)),
    );
    if (marked) return { key: marked.id, label: text, location };
    return parent === undefined
      ? undefined
      : { key: `${parent}/${name}`, label: text, location, partOf: parent };
  }

  /** Lines of the form under this label: those of the side, or of the other one where the side has none left. */
  private linesMeant(
    name: string,
    text: string,
    side: Group | undefined,
    isOpen: boolean,
  ): readonly FormLine[] {
    const meant = this.form.lines.filter(({ labels }) => labels.includes(name) || labels.includes(text));
    const isOwn = (line: FormLine): boolean => line.group === undefined || line.group === side;
    const own = meant.filter(isOwn);
    const others = meant.filter((line) => !isOwn(line));
    const [only, second] = own;
    const isSpent = !only || (!second && this.printed.has(only.id));
    return isOpen && isSpent && others.length > 0 ? others : own;
  }

  /** A label that occurs twice means the later line once the line before that has been seen. */
  private choose(candidates: readonly FormLine[]): FormLine | undefined {
    const seen = (id: string): boolean => this.printedBefore.has(id) || this.printed.has(id);
    const later = candidates.find(({ after }) => after !== undefined && seen(after));
    if (later) return later;
    const plain = candidates.find(({ after }) => after === undefined);
    // On a page of its own, only a total still to come shows that these are the first of the two.
    this.bodyLabels ??= new Set(this.region.body.flat().map(({ label }) => splitLabel(label).name));
    const labels = this.bodyLabels;
    const total = this.form.lines.find(({ total: of }) => of !== undefined && of === plain?.member);
    const isFirst = total?.labels.some((label) => labels.has(label)) ?? true;
    return isFirst && !seen(total?.id ?? '') ? plain : undefined;
  }

  /** 人员经费合计 and 公用经费合计 stand across the columns of the groups: one amount to their right. */
  private addFooterFact(
    key: string,
    label: string,
    labels: readonly GridCell[],
    cells: readonly GridCell[],
    group: ColumnGroup,
    row: number,
  ): void {
    const from = Math.max(...labels.map(({ column }) => column));
    const behind = cells.filter(({ column }) => column > from && !this.foreign.has(column));
    const nextLabel = behind.find(
      ({ label: text }) => !/\d/u.test(text) && readPrinted(text).kind === 'unreadable',
    );
    const amounts = behind.filter(({ column }) => column < (nextLabel?.column ?? Infinity));
    // Where the amount is left blank, its place is behind the label, which may be merged over whole groups.
    const labelEnd = this.region.grid.mergeAt(row, from)?.right ?? from;
    const own = Math.max(group.amounts[0]?.source.column ?? from, labelEnd + 1);
    const [only, ...others] = amounts;
    if (others.length > 0) {
      for (const cell of amounts)
        this.leave(cell, zh`“${label}”右边有 ${amounts.length} 个数字，无法确定是哪一个`);
      return;
    }
    this.addFact(key, label, this.form.defaultColumn ?? 'actual', row, only?.column ?? own);
  }

  /** Below a page break a class stands once more, marked so: 社会保障和就业支出（续）, with its amounts or without. */
  private isPrintedAgain({ key, name }: TableLine, group: ColumnGroup, row: number): boolean {
    if (name === undefined || !/续\)?$/u.test(name) || !this.printed.has(key)) return false;
    return group.amounts.every(({ source, column }) => {
      const text = this.region.grid.at(row, source.column)?.cell.shown.trim() ?? '';
      const above = this.facts.find((fact) => fact.line === key && fact.column === column?.id);
      return text === '' || text === above?.text;
    });
  }

  private hasFigure(line: string): boolean {
    return this.facts.some((fact) => fact.line === line && fact.printed.kind === 'figure');
  }

  /** @returns the key that its facts go by */
  private addLine(line: TableLine): string {
    const copies = this.printed.get(line.key) ?? 0;
    this.printed.set(line.key, copies + 1);
    if (this.form.shape === 'items' && copies > 0) return line.key;
    const key = copies === 0 ? line.key : `${line.key}#${copies + 1}`;
    this.lines.push(copies === 0 ? line : { ...line, key, repeated: true });
    return key;
  }

  private addFact(line: string, lineLabel: string, column: string, row: number, at: number): void {
    const { grid } = this.region;
    const gridCell = grid.at(row, at);
    if (gridCell) this.used.add(gridCell);
    const found = gridCell?.cell;
    const location = this.locate(row, at);
    const add = (printed: Printed, text: string, stored?: number): void => {
      const fact: RawFact = { line, lineLabel, column, printed, text, location };
      this.facts.push(stored === undefined ? fact : { ...fact, stored });
    };
    if (!found) {
      const merge = grid.mergeAt(row, at);
      const covered =
        merge !== undefined &&
        (merge.top < row || merge.left < at) &&
        grid.at(merge.top, merge.left) !== undefined;
      const printed: Printed = covered
        ? {
            kind: 'unreadable',
            reason: zh`与 ${placeWithin(this.locate(merge.top, merge.left))} 合并，无法确定属于哪一行`,
          }
        : { kind: 'blank' };
      add(printed, '');
      return;
    }
    const text = found.shown.trim();
    if (found.kind === 'fault') {
      // Without an error code it shows nothing, and its text says why.
      const isCode = isCommon(text);
      const advice = text === NOT_WORKED_OUT ? zh`用 Excel 打开文件，保存一次后重新核对` : undefined;
      const reason = isCode ? zh`单元格为 ${text}` : sentence(text);
      add({ kind: 'unreadable', reason, ...(advice && { advice }) }, isCode ? text : '');
      return;
    }
    const printed = readAmount(found.shown);
    const isPercent = printed.kind === 'figure' && printed.percent;
    const stored = found.kind === 'number' && typeof found.stored === 'number' ? found.stored : undefined;
    const differs = stored !== undefined && printed.kind === 'figure' && !isShownAs(stored, printed);
    add(
      isPercent ? { kind: 'unreadable', reason: zh`是百分数，不是金额` } : printed,
      text,
      differs ? stored : undefined,
    );
  }

  private leaveRow(labels: readonly GridCell[], group: ColumnGroup, row: number, why?: Message): void {
    const amounts = group.amounts
      .flatMap(({ source }) => this.region.grid.at(row, source.column) ?? [])
      .filter((cell) => !this.used.has(cell));
    const hasAmount = amounts.some(mayBeAmount);
    const [first] = [...labels, ...amounts];
    if (!first) return;
    const text = labels.map(({ label }) => label).join(' ');
    const unnamed = hasAmount ? zh`有金额而没有项目名称` : zh`没有项目名称`;
    const reason = why ?? (text === '' ? unnamed : zh`本表没有“${text}”这一行`);
    this.leftovers.push({
      location: this.locate(first.row, first.column),
      text: text || first.cell.shown.trim(),
      reason,
      hasAmount,
    });
  }

  private leave(cell: GridCell, reason: Message): void {
    this.leftovers.push({
      location: this.locate(cell.row, cell.column),
      text: cell.cell.shown.trim(),
      reason,
      hasAmount: true,
    });
  }
}

/** Whether an amount other than nought. */
function isAmount({ cell }: GridCell): boolean {
  const printed = readAmount(cell.shown);
  return printed.kind === 'figure' && !printed.percent && !printed.value.isZero();
}

/** Lines counted: 31, 32, 33. */
const isCount = (cells: readonly GridCell[]): boolean =>
  cells.every(
    ({ label }, index) => /^\d+$/u.test(label) && Number(label) === Number(cells[0]?.label) + index,
  );

/** An amount, or what was meant to be one: 1O.00, #REF!. */
const mayBeAmount = (cell: GridCell): boolean =>
  isAmount(cell) ||
  cell.cell.kind === 'fault' ||
  (/\d/u.test(cell.label) &&
    /^[(-]?[\dOoIl.,]+\)?$/u.test(cell.label) &&
    readAmount(cell.cell.shown).kind === 'unreadable');

interface Coded {
  readonly code: string;
  readonly name: string;
}

/** Kinds of expenditure, which some places list beside or below the classes of table 01. */
const KIND_OF_EXPENDITURE =
  /^(?:基本支出|人员经费|(?:日常)?公用经费|项目支出|上缴上级支出|经营支出|对附属单位补助支出)$/u;

/**
 * Reads codes from one column ("2010301", or with the name in the same cell) or from 类, 款 and 项 in
 * three ("201" "03" "01", each possibly printed only where it changes, or each in full).
 */
class CodeReader {
  private path: string[] = [];

  constructor(private readonly codeColumns: readonly number[]) {}

  read(labels: readonly GridCell[]): Coded | undefined {
    const pieces: Pick<GridCell, 'column' | 'label'>[] = [];
    let name = '';
    for (const cell of labels) {
      const code = this.codeColumns.includes(cell.column) ? codeText(cell) : '';
      if (/^\d+$/u.test(code)) pieces.push({ column: cell.column, label: code });
      else name += cell.label;
    }
    if (pieces.length === 0) return readCodeAndName(labels);
    if (this.codeColumns.length === 1) return { code: pieces[0]?.label ?? '', name };
    const code = this.join(pieces);
    return code === undefined ? undefined : { code, name };
  }

  private join(pieces: readonly Pick<GridCell, 'column' | 'label'>[]): string | undefined {
    let path: string[] = [];
    for (const { column, label } of pieces) {
      const level = this.codeColumns.indexOf(column);
      const upper = path.length > 0 ? path : this.path;
      if (label.length > 2) {
        // A class, or a code printed in full in the column of its level.
        path = [label.slice(0, 3), label.slice(3, 5), label.slice(5, 7)].filter((part) => part !== '');
      } else {
        if (upper.length < level) return undefined;
        path = [...upper.slice(0, level), label.padStart(2, '0')];
      }
    }
    this.path = path;
    return path.join('');
  }
}

/** A code that passed through a number comes back as 2010301.0 or 2,010,301; some print 201.03.01 or 201-03-01. */
function codeText({ cell, label }: GridCell): string {
  if (cell.kind === 'number' && Number.isInteger(cell.stored)) return String(cell.stored);
  return /^\d{3}(?:[.-]\d{2}){1,2}$/u.test(label) ? label.replace(/[.-]/gu, '') : label.replace(/\.0+$/u, '');
}

function readCodeAndName(labels: readonly GridCell[]): Coded | undefined {
  const match = /^[[(【]?(?<code>\d{3}(?:[.-]\d{2}){1,2}|\d{3,7})[\])】]?-?(?<name>[^\d.%A-Za-z-].*)?$/u.exec(
    labels.map(({ label }) => label).join(''),
  );
  const code = match?.groups?.code?.replace(/[.-]/gu, '');
  return code === undefined ? undefined : { code, name: match?.groups?.name ?? '' };
}
