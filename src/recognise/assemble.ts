import { zh, type Message } from '../language/message.js';
import {
  displayPrecision,
  figureOf,
  hasDecimalsAtMost,
  zeroFigure,
  type Precision,
  type Unit,
} from '../figure/figure.js';
import { storedDecimal } from '../figure/stored.js';
import { FORMS } from '../forms/catalogue.js';
import { TOTAL_LINE, type Form, type FormId } from '../forms/form.js';
import { NO_EVALUATION } from '../model/evaluation.js';
import { mostCommon } from '../model/most-common.js';
import { factKey, type Fact, type Remark, type Report, type Stated, type Table } from '../model/report.js';
import type { RawFact, TablePart } from './bind.js';
import { stated } from './heading.js';
import { placeName, type Location } from '../model/location.js';

/** A table whose parts are joined but whose figures still wait for unit and precision. */
interface Draft {
  readonly form: FormId;
  readonly parts: TablePart[];
  readonly department: Stated<string> | undefined;
  readonly mentions: Stated<string>[];
  readonly fiscalYear: Stated<number> | undefined;
  /** Other years, on later pages of the table. */
  readonly otherYears: Stated<number>[];
  readonly unit: Stated<Unit> | undefined;
}

/** Tables that say the same of whose they are and of which year; what a table leaves unsaid it shares with its neighbours. */
interface Cluster {
  readonly department: string | undefined;
  readonly fiscalYear: number | undefined;
  readonly file: string;
  readonly drafts: Draft[];
  readonly remarks: Remark[];
}

/** What a document says of department and year outside its tables: a cover, a banner. */
export interface Banner {
  readonly file: string;
  readonly location: Location;
  readonly department?: string;
  readonly fiscalYear?: number;
}

/**
 * Joins table parts, in reading order over the files of one folder, into reports.
 *
 * Parts of a form that hold other lines than those before are its next page. A form that occurs again
 * under another department or year begins another report, while a single table whose department or year
 * differs from its neighbours stays with them: that is a finding. A second full set of the same department
 * and year is a second report with a remark, never merged; a single table printed twice is checked once,
 * and that is said.
 */
export function assemble(parts: readonly TablePart[], banners: readonly Banner[] = []): Report[] {
  const clusters = clusterByOwner(joinPages(parts), banners);
  return mergeComplements(clusters).flatMap(splitSecondSets).map(toReport);
}

function clusterByOwner(drafts: readonly Draft[], banners: readonly Banner[]): Cluster[] {
  const clusters: Cluster[] = [];
  let last: Cluster | undefined;
  for (const draft of drafts) {
    const file = draft.parts[0]?.location.file ?? '';
    const banner = banners.filter((one) => one.file === file);
    const near: Cluster | undefined = last?.file === file ? last : undefined;
    const department =
      draft.department?.value ??
      near?.department ??
      banner.find((one) => one.department !== undefined)?.department;
    const fiscalYear =
      draft.fiscalYear?.value ??
      near?.fiscalYear ??
      banner.find((one) => one.fiscalYear !== undefined)?.fiscalYear;
    const known = clusters.find(
      (one) =>
        one.department === department &&
        one.fiscalYear === fiscalYear &&
        (department !== undefined || one.file === file),
    );
    const cluster: Cluster = known ?? { department, fiscalYear, file, drafts: [], remarks: [] };
    if (!known) clusters.push(cluster);
    cluster.drafts.push(draft);
    last = cluster;
  }
  return clusters;
}

const formsOf = ({ drafts }: Cluster): Set<FormId> => new Set(drafts.map(({ form }) => form));

/** Brings odd tables home: a cluster that only fills gaps of another of its file belongs to it. */
function mergeComplements(clusters: readonly Cluster[]): Cluster[] {
  const homes: Cluster[] = [];
  const bySize = clusters.toSorted((one, other) => formsOf(other).size - formsOf(one).size);
  for (const cluster of bySize) {
    const forms = formsOf(cluster);
    const home = homes.find((other) => {
      if ([...formsOf(other)].some((form) => forms.has(form))) return false;
      const unknown = other.department === undefined || cluster.department === undefined;
      return (
        other.file === cluster.file ||
        (unknown && other.fiscalYear === cluster.fiscalYear) ||
        isOfWrongYear(cluster, other)
      );
    });
    if (!home) {
      homes.push(cluster);
      continue;
    }
    home.drafts.push(...cluster.drafts);
    const isNamed = cluster.department !== undefined && cluster.department === home.department;
    if (home.file !== cluster.file && !isNamed) {
      home.remarks.push({
        text: zh`${cluster.file} 未注明部门，按同一文件夹并入本报告`,
        location: { file: cluster.file },
        leftAside: false,
      });
    }
  }
  return homes.toSorted((one, other) => clusters.indexOf(one) - clusters.indexOf(other));
}

/**
 * Where every table has a file of its own, one or two that fill gaps of the others of their department under another
 * year are misdated, which is a finding; a report of that year would have more.
 */
function isOfWrongYear(cluster: Cluster, home: Cluster): boolean {
  const files = new Set(
    [...home.drafts, ...cluster.drafts].flatMap(({ parts }) => parts.map(({ location }) => location.file)),
  );
  return (
    cluster.department !== undefined &&
    cluster.department === home.department &&
    cluster.drafts.length <= MOST_MISDATED &&
    home.drafts.length >= FEWEST_OF_A_REPORT &&
    files.size >= home.drafts.length + cluster.drafts.length
  );
}
const MOST_MISDATED = 2;
const FEWEST_OF_A_REPORT = 5;

/** The first table of each form makes the report; a second set, or a single second table, is said. */
function splitSecondSets(cluster: Cluster): Cluster[] {
  const first: Draft[] = [];
  const again: Draft[] = [];
  for (const draft of cluster.drafts) {
    (first.some(({ form }) => form === draft.form) ? again : first).push(draft);
  }
  const remarks = [...cluster.remarks];
  if (new Set(again.map(({ form }) => form)).size * 2 < first.length) {
    for (const draft of again) {
      const kept = first.find(({ form }) => form === draft.form);
      const text = zh`${titleOf(draft)}出现不止一张：核对了 ${placeOf(kept)}，未核对 ${placeOf(draft)}`;
      remarks.push({ text, location: locationOf(draft), leftAside: true });
    }
    return [{ ...cluster, drafts: first, remarks }];
  }
  const text = zh`与另一份报告的部门、年度相同（${placeOf(first[0])}），未合并`;
  const second = {
    ...cluster,
    drafts: again,
    remarks: [{ text, location: locationOf(again[0]), leftAside: false }],
  };
  return [{ ...cluster, drafts: first, remarks }, ...splitSecondSets(second)];
}

const titleOf = (draft: Draft): string => draft.parts[0]?.title ?? draft.parts[0]?.form.titles[0] ?? '';
const locationOf = (draft: Draft | undefined): Location => draft?.parts[0]?.location ?? { file: '' };
const placeOf = (draft: Draft | undefined): Message => placeName(locationOf(draft));

function joinPages(parts: readonly TablePart[]): Draft[] {
  const drafts: Draft[] = [];
  for (const printed of parts) {
    const open = drafts.findLast((other) => other.form === printed.form.id);
    const part = open ? withoutTotalAgain(withoutHeadingsAgain(printed, open), open) : printed;
    const draft = toDraft(printed);
    // A page that follows at once belongs to the table above it, whatever its head says: that is a finding.
    const follows = open === drafts.at(-1);
    if (open && (follows || !differs(open, draft)) && isNextPage(open, part)) {
      const { department, fiscalYear, mentions } = draft;
      open.parts.push(part);
      open.mentions.push(...mentions);
      if (department && department.value !== open.department?.value) open.mentions.push(department);
      if (fiscalYear && open.fiscalYear && fiscalYear.value !== open.fiscalYear.value)
        open.otherYears.push(fiscalYear);
    } else drafts.push(draft);
  }
  return drafts;
}

const linesIn = ({ parts }: Draft): Set<string> =>
  new Set(parts.flatMap(({ lines }) => lines.map(({ key }) => key)));

/** The amounts of a line as printed, blanks apart, to be compared. */
const amountsOf = (facts: readonly RawFact[], line: string): string =>
  facts
    .filter((fact) => fact.line === line && fact.text.trim() !== '')
    .map(({ column, text }) => `${column} ${text.trim()}`)
    .sort()
    .join('\n');

const factsIn = ({ parts }: Draft): RawFact[] => parts.flatMap(({ facts }) => facts);

const withoutLines = (part: TablePart, keys: ReadonlySet<string>): TablePart => ({
  ...part,
  lines: part.lines.filter(({ key }) => !keys.has(key)),
  facts: part.facts.filter(({ line }) => !keys.has(line)),
});

/** A page may print the total of the whole table once more. */
function withoutTotalAgain(part: TablePart, open: Draft): TablePart {
  const own = amountsOf(part.facts, TOTAL_LINE);
  if (own === '' || own !== amountsOf(factsIn(open), TOTAL_LINE)) return part;
  const others = part.lines.filter(({ key }) => key !== TOTAL_LINE);
  const printed = linesIn(open);
  if (others.length === 0 || others.some(({ key }) => printed.has(key))) return part;
  return withoutLines(part, new Set([TOTAL_LINE]));
}

/**
 * A page may begin with the class or group of its first code once more, as it stands on the page before or without
 * amounts: 208 社会保障和就业支出（续）.
 */
function withoutHeadingsAgain(part: TablePart, open: Draft): TablePart {
  const printed = linesIn(open);
  const facts = factsIn(open);
  const first = part.lines.find(({ key }) => !printed.has(key))?.code ?? '';
  const again = new Set<string>();
  for (const { key, code } of part.lines) {
    if (key === TOTAL_LINE) continue;
    const own = amountsOf(part.facts, key);
    const isHeading = code !== undefined && first.startsWith(code) && printed.has(key);
    if (!isHeading || (own !== '' && own !== amountsOf(facts, key))) break;
    again.add(key);
  }
  return again.size === 0 ? part : withoutLines(part, again);
}

function differs(one: Draft, other: Draft): boolean {
  const department = one.department && other.department && one.department.value !== other.department.value;
  const year = one.fiscalYear && other.fiscalYear && one.fiscalYear.value !== other.fiscalYear.value;
  return Boolean(department) || Boolean(year);
}

/**
 * Another page of a table prints other lines. In the same file, one line in common is a mistake in the table, most
 * lines in common are another table. A file of its own may hold another page of a table of codes, whose total is not
 * on it, where the file before held nothing else.
 */
function isNextPage(open: Draft, part: TablePart): boolean {
  const last = open.parts.at(-1);
  // A header without lines, above the notes on the last page, adds nothing.
  if (part.lines.length === 0) return last?.location.file === part.location.file;
  const printed = linesIn(open);
  const again = part.lines.filter(({ key }) => printed.has(key));
  if (last?.location.file !== part.location.file)
    return (
      printed.has(TOTAL_LINE) && again.length === 0 && part.lines.every(({ code }) => code !== undefined)
    );
  return again.length * 2 < part.lines.length && !again.some(({ key }) => key === TOTAL_LINE);
}

/** Lines of later pages that stood on an earlier one are told apart, as within a page. */
function withDistinctLines(parts: readonly TablePart[]): TablePart[] {
  const printed = new Set<string>();
  return parts.map((part) => {
    const again = new Map(
      part.lines
        .filter(({ key }) => printed.has(key))
        .map(({ key }) => [key, `${key}#${part.location.range ?? ''}`]),
    );
    for (const { key } of part.lines) printed.add(key);
    return again.size === 0
      ? part
      : {
          ...part,
          lines: part.lines.map((line) => ({
            ...line,
            key: again.get(line.key) ?? line.key,
            ...(again.has(line.key) && { repeated: true as const }),
          })),
          facts: part.facts.map((fact) => ({ ...fact, line: again.get(fact.line) ?? fact.line })),
        };
  });
}

function toDraft(part: TablePart): Draft {
  const { said, saidInNotes } = part;
  const banner = stated(said, ({ mentioned }) => mentioned)[0];
  return {
    form: part.form.id,
    parts: [part],
    department: stated(said, ({ department }) => department)[0] ?? banner,
    mentions: stated([...said, ...saidInNotes], ({ mentioned }) => mentioned),
    fiscalYear: stated(said, ({ fiscalYear }) => fiscalYear)[0],
    otherYears: [],
    unit: stated(said, ({ unit }) => unit)[0] ?? unitInCells(part),
  };
}

/** Where nothing around a table says its unit of measure, the amounts may. */
function unitInCells({ facts }: TablePart): Stated<Unit> | undefined {
  for (const { printed, location } of facts)
    if (printed.kind === 'figure' && printed.unit !== undefined) return { value: printed.unit, location };
  return undefined;
}

function toReport({ drafts, remarks, ...owner }: Cluster): Report {
  const units = new Set(drafts.flatMap(({ unit }) => unit?.value ?? []));
  const [commonUnit = '万元'] = units;
  const withUnit = drafts.map((draft) => ({
    draft,
    unit: draft.unit?.value ?? commonUnit,
    figures: figuresIn(draft),
  }));
  const pooled = new Map(
    [...units, commonUnit].map((unit) => [
      unit,
      displayPrecision(
        withUnit.filter((other) => other.unit === unit).flatMap(({ figures }) => figures),
        unit,
      ),
    ]),
  );
  const tables = withUnit.map(({ draft, unit, figures }) => {
    const own = displayPrecision(figures, unit);
    const common = pooled.get(unit) ?? own;
    return toTable(draft, unit, own.basis === 'customary' || isConverted(figures, common) ? common : own);
  });
  const order = new Map(FORMS.map(({ id }, index) => [id, index]));
  tables.sort((one, other) => (order.get(one.form) ?? 0) - (order.get(other.form) ?? 0));
  const files = [...new Set(drafts.flatMap(({ parts }) => parts.map(({ location }) => location.file)))];
  const department = mostCommon(drafts.flatMap((draft) => draft.department?.value ?? [])) ?? owner.department;
  const fiscalYear = mostCommon(drafts.flatMap((draft) => draft.fiscalYear?.value ?? [])) ?? owner.fiscalYear;
  const unit = mostCommon(tables.map((table) => table.unit));
  return {
    file: files[0] ?? '',
    files,
    tables: new Map(tables.map((table) => [table.form, table])),
    evaluation: NO_EVALUATION,
    covers: drafts.flatMap(({ otherYears }) => otherYears),
    remarks,
    ...(department !== undefined && { department }),
    ...(fiscalYear !== undefined && { fiscalYear }),
    ...(unit !== undefined && { unit }),
  };
}

type PrintedFigure = Extract<RawFact['printed'], { kind: 'figure' }>;

const figuresIn = ({ parts }: Draft): PrintedFigure[] => {
  const figures: PrintedFigure[] = [];
  for (const { facts } of parts)
    for (const { printed } of facts) if (printed.kind === 'figure') figures.push(printed);
  return figures;
};

/** A few amounts alone do not show that they were converted from a coarser unit; their neighbours do. */
const isConverted = (figures: readonly PrintedFigure[], { basis, decimals }: Precision): boolean =>
  basis === 'converted' && figures.every(({ value }) => hasDecimalsAtMost(value, decimals));

function toTable(draft: Draft, unit: Unit, precision: Precision): Table {
  const { department, mentions, fiscalYear, unit: statedUnit } = draft;
  const parts = withDistinctLines(draft.parts);
  const [first] = parts;
  if (!first) throw new Error('a table without parts');
  const raw = parts.flatMap(({ facts }) => facts);
  raw.push(...totalsThatAreLines(first.form, raw));
  const columns = [
    ...new Map(parts.flatMap((part) => part.columns).map((column) => [column.id, column])).values(),
  ];
  const habit = blankHabit(raw);
  const columnName = (id: string): string =>
    first.form.columns.find((column) => column.id === id)?.name ?? id;
  const number = parts.find((part) => part.number !== undefined)?.number;
  return {
    form: first.form.id,
    ...(number !== undefined && { printedNumber: number }),
    title: titleOf(draft),
    ...(first.wrongTitle && { wrongTitle: first.wrongTitle }),
    parts: parts.map(({ location }) => location),
    ...(department && { department }),
    departmentMentions: mentions,
    ...(fiscalYear && { fiscalYear }),
    unit,
    ...(statedUnit && { statedUnit }),
    precision,
    columns,
    lines: parts.flatMap(({ lines }) => lines),
    facts: new Map(
      raw.map((fact) => [
        factKey(fact.line, fact.column),
        toFact(first.form.id, fact, columnName(fact.column), unit, precision, habit(fact)),
      ]),
    ),
    leftovers: parts.flatMap(({ leftovers }) => leftovers),
    notes: parts.flatMap(({ notes }) => notes),
  };
}

/** Where 人员经费 and 公用经费 are columns, their totals are what other places print as lines. */
function totalsThatAreLines(form: Form, raw: readonly RawFact[]): RawFact[] {
  return form.columns.flatMap(({ id, name, totalIsLine }) => {
    const total =
      totalIsLine === undefined
        ? undefined
        : raw.find(({ line, column }) => line === TOTAL_LINE && column === id);
    return total && totalIsLine !== undefined && form.defaultColumn !== undefined
      ? [{ ...total, line: totalIsLine, lineLabel: `${name}合计`, column: form.defaultColumn }]
      : [];
  });
}

/**
 * Whether blanks stand for zero by habit: in a table that prints no zero at all, or in a column that
 * prints nothing at all. Elsewhere a blank among printed zeros is zero only if an identity proves it.
 */
function blankHabit(facts: readonly RawFact[]): (fact: RawFact) => boolean {
  const isZero = ({ printed }: RawFact): boolean => printed.kind === 'figure' && printed.value.isZero();
  const printsZeros = facts.some(isZero);
  const columnsWithText = new Set(
    facts
      .filter(({ printed }) => printed.kind !== 'blank' && printed.kind !== 'dash')
      .map(({ column }) => column),
  );
  return ({ column }) => !printsZeros || !columnsWithText.has(column);
}

function toFact(
  form: FormId,
  raw: RawFact,
  columnLabel: string,
  unit: Unit,
  precision: Precision,
  habitual: boolean,
): Fact {
  const { line, column, lineLabel, printed, text, location, stored } = raw;
  const place = { form, line, column, lineLabel, columnLabel, printed: text, location };
  switch (printed.kind) {
    case 'figure': {
      if (printed.unit !== undefined && printed.unit !== unit)
        return { state: 'unreadable', reason: zh`单位是${printed.unit}，本表的单位是${unit}`, ...place };
      const figure = figureOf(printed, precision, unit);
      const fact: Fact = { state: 'figure', figure, ...place };
      return stored === undefined ? fact : { ...fact, stored: storedDecimal(stored).toString() };
    }
    case 'blank':
    case 'dash':
      return { state: 'blank', figure: zeroFigure(precision, unit), habitual, ...place };
    case 'unreadable':
      return {
        state: 'unreadable',
        reason: printed.reason,
        ...(printed.advice && { advice: printed.advice }),
        ...place,
      };
  }
}
