import { joined, zh, type Message } from '../language/message.js';
import { FORMS } from '../forms/catalogue.js';
import { TOTAL_LINE, type Form, type FormColumn, type Group } from '../forms/form.js';
import { onceFor } from '../model/once-for.js';
import type { Region, RegionColumn } from './locate.js';
import { isFrameWord } from './vocabulary.js';

/** Columns that share labels: T1 and T4 have two such groups, 06 two or three, other tables one. */
export interface ColumnGroup {
  readonly side?: Group;
  readonly codes: readonly RegionColumn[];
  readonly names: readonly RegionColumn[];
  readonly amounts: readonly BoundColumn[];
}

export interface BoundColumn {
  readonly source: RegionColumn;
  /** Where rows, not columns, are budget and actual (三公), the header names the line alone. */
  readonly column?: FormColumn;
  /** Where the header names the line too (三公 printed as one row). */
  readonly line?: string;
  /** Headed by the very name of its line, not by one of its other names. */
  readonly byName?: boolean;
}

export interface Match {
  readonly form: Form;
  readonly groups: readonly ColumnGroup[];
  readonly unmatched: readonly RegionColumn[];
  readonly missing: readonly FormColumn[];
  /** Clues in words, each naming what spoke for this form. */
  readonly clues: readonly Message[];
  /** The title names another of the forms, whose columns the header does not have. */
  readonly hasWrongTitle?: true;
}

export type Matching = { readonly match: Match } | { readonly refusal: Message };

/** Decides which of the forms a region is, by its title and header. Never by position or number. */
export function match(region: Region, forms: readonly Form[] = FORMS): Matching {
  const title = region.title;
  if (title?.heading.otherTitle !== undefined) {
    return { refusal: zh`表题“${title.label}”不是九张公开表之一` };
  }
  const titled = title?.heading.form;
  const entity = region.columns.find(({ role }) => role === 'entity');
  if (entity) {
    const column = entity.path.at(-1) ?? '';
    return {
      refusal: titled
        ? zh`表题是${titled.titles[0] ?? ''}，但各行是单位（“${column}”列），不按科目列示，不属九张公开表`
        : zh`各行是单位（“${column}”列），不按科目列示，不属九张公开表`,
    };
  }
  if (title && titled) {
    const found = bindColumns(titled, region);
    const required = found.missing.length + countRequired(found);
    if (found.missing.length * 2 <= required && found.bound > 0) {
      return { match: { ...found, clues: [zh`表题“${title.label}”`, headerClue(found)] } };
    }
    const better = fitting(region, forms).filter(({ form }) => form !== titled);
    const missing = joined(
      found.missing.map(({ name }) => name),
      zh`、`,
    );
    const [other] = better.length === 1 ? better : [];
    if (other)
      return {
        match: {
          ...other,
          clues: [zh`表题是“${title.label}”，表头却不是`, headerClue(other)],
          hasWrongTitle: true,
        },
      };
    return { refusal: zh`表题是${titled.titles[0] ?? ''}，但表头缺少：${missing}` };
  }
  const candidates = fitting(region, forms);
  const [only, ...others] = candidates;
  if (!only) return { refusal: zh`没有表题，表头也不同于九张公开表中的任何一张` };
  if (others.length > 0) {
    const names = joined(
      candidates.map(({ form }) => form.titles[0] ?? ''),
      zh`、`,
    );
    return { refusal: zh`没有表题，表头同时符合${names}，无法区分；请补上表题` };
  }
  return { match: { ...only, clues: [zh`没有表题，按表头认定`, headerClue(only)] } };
}

const headerClue = (found: Match): Message =>
  zh`表头 ${countRequired(found)}/${countRequired(found) + found.missing.length} 列相符`;

const countRequired = ({ form, groups }: Match): number =>
  form.columns.filter(
    (column) =>
      !column.optional && groups.some(({ amounts }) => amounts.some((bound) => bound.column === column)),
  ).length;

/** Forms whose every required column stands in the header, and no other amount column does. */
function fitting(region: Region, forms: readonly Form[]): Match[] {
  return forms
    .map((form) => bindColumns(form, region))
    .filter(({ missing, unmatched, bound }) => bound > 0 && missing.length === 0 && unmatched.length === 0)
    .filter((found) => labelsFit(found, region));
}

/** A form of named lines needs some of its lines, a coded one some codes of its list. */
function labelsFit({ form, groups }: Match, region: Region): boolean {
  if (form.shape === 'items') return true;
  if (form.groups.length > 0) {
    const named = labelsOf(form);
    return hasRow(region, (label) => named.has(withoutOrdinal(label)));
  }
  const first = form.codes === 'economic' ? '3' : '2';
  const codes = groups.flatMap((group) => [...group.codes, ...group.names].map(({ column }) => column));
  const texts = region.body.flat().filter(({ column }) => codes.includes(column));
  return texts.some(({ label }) => label.startsWith(first) && /^\d{3}(?:\d{2}){0,2}/u.test(label));
}

const labelsOf = (form: Form): ReadonlySet<string> => new Set(form.lines.flatMap(({ labels }) => labels));

/** To tell a form by its labels any ordinal will do: all up to the first 、. */
const withoutOrdinal = (label: string): string => label.replace(/^.+?、/u, '');

function bindColumns(form: Form, region: Region): Match & { bound: number } {
  const amounts = region.columns.filter(({ role }) => role === 'amount');
  const bound = form.shape === 'items' ? bindItems(form, region, amounts) : bindGroups(form, region);
  const boundColumns = bound.flatMap((group) => group.amounts);
  const sides = form.groups.filter((side) =>
    bound.some((group) => group.side === side && group.amounts.length > 0),
  );
  const rowsAreColumns = boundColumns.length > 0 && boundColumns.every(({ column }) => column === undefined);
  const missing = form.columns.filter(
    (column) =>
      !column.optional &&
      !boundColumns.some((other) => other.column === column) &&
      !(rowsAreColumns && hasRow(region, (label) => column.paths.includes(label))) &&
      (column.group === undefined || sides.includes(column.group)),
  );
  const unmatched = amounts.filter((column) => !boundColumns.some(({ source }) => source === column));
  return { form, groups: bound, unmatched, missing, clues: [], bound: boundColumns.length };
}

const hasRow = (region: Region, test: (label: string) => boolean): boolean =>
  region.body.some((cells) => cells.some(({ label }) => test(label)));

/** Labels of the columns of names, without the ordinals before them: every form asks for them. */
const namesIn = onceFor((region: Region): ReadonlyMap<number, ReadonlySet<string>> => {
  const names = new Map(
    region.columns.flatMap(({ role, column }) => (role === 'name' ? [[column, new Set<string>()]] : [])),
  );
  for (const cells of region.body)
    for (const { column, label } of cells) names.get(column)?.add(withoutOrdinal(label));
  return names;
});

function bindGroups(form: Form, region: Region): ColumnGroup[] {
  return splitGroups(region.columns).map((columns) => {
    const side =
      form.groups.length === 0 ? undefined : (sideOf(columns) ?? sideByLabels(form, region, columns));
    const candidates = form.columns.filter(({ group }) => group === undefined || group === side);
    return {
      ...(side && { side }),
      codes: columns.filter(({ role }) => role === 'code'),
      names: columns.filter(({ role }) => role === 'name'),
      amounts: boundTo(candidates, columns, region),
    };
  });
}

/** The amount columns of a group that mean one of these columns of the form. */
function boundTo(
  candidates: readonly FormColumn[],
  columns: readonly RegionColumn[],
  region: Region,
): BoundColumn[] {
  const amounts = columns
    .filter(({ role }) => role === 'amount')
    .flatMap((source): BoundColumn[] => {
      const column = columnFor(candidates, source.path);
      return column ? [{ source, column }] : [];
    });
  return withoutRivals(withoutOtherYears(amounts, region));
}

/** Of 2022年决算数 and 2023年决算数 that of the year of the table is meant: the one it states, or the last settled. */
function withoutOtherYears(amounts: readonly BoundColumn[], region: Region): BoundColumn[] {
  if (new Set(amounts.map(({ column }) => column)).size === amounts.length) return [...amounts];
  const labelOf = ({ source: { place } }: BoundColumn): string =>
    region.grid.at(place.row, place.column)?.label ?? '';
  const yearOf = (bound: BoundColumn): number => Number(/^20\d{2}(?=年)/u.exec(labelOf(bound))?.[0] ?? NaN);
  const settled = amounts.filter((bound) => labelOf(bound).includes('决算')).map(yearOf);
  const stated = [...(region.title ? [region.title] : []), ...region.headings].find(
    ({ heading }) => heading.fiscalYear !== undefined,
  )?.heading.fiscalYear;
  const year = stated ?? Math.max(...settled.filter((one) => !Number.isNaN(one)));
  return amounts.filter((one) => {
    const isOther = yearOf(one) !== year && !Number.isNaN(yearOf(one));
    return !isOther || !amounts.some((other) => other.column === one.column && yearOf(other) === year);
  });
}

/** A group begins at each label column that follows an amount column. */
function splitGroups(columns: readonly RegionColumn[]): RegionColumn[][] {
  const groups: RegionColumn[][] = [];
  let sawAmount = true;
  for (const column of columns) {
    const isLabel = column.path.length > 0 && (column.role === 'code' || column.role === 'name');
    if ((isLabel && sawAmount) || groups.length === 0) {
      groups.push([]);
      sawAmount = false;
    }
    if (column.role === 'amount') sawAmount = true;
    groups.at(-1)?.push(column);
  }
  return groups;
}

function sideOf(columns: readonly RegionColumn[]): Group | undefined {
  const words = columns.flatMap(({ path }) => path);
  const isRevenue = words.some((word) => word === '收入' || word === '收入项目');
  const isExpenditure = words.some((word) => word === '支出' || word === '支出项目');
  if (isRevenue === isExpenditure) return undefined;
  return isRevenue ? 'revenue' : 'expenditure';
}

/** The side of which the labels are; 总计 and what else both sides print tells nothing. */
function sideByLabels(form: Form, region: Region, columns: readonly RegionColumn[]): Group | undefined {
  const labels = columns.flatMap(({ column }) => namesIn(region).get(column) ?? []);
  return form.groups.find((side) =>
    labelsOfSide(form)
      .get(side)
      ?.some((label) => labels.some((own) => own.has(label))),
  );
}

const labelsOfSide = onceFor((form: Form): ReadonlyMap<Group, readonly string[]> => {
  const of = (isOwn: (side: Group | undefined) => boolean): string[] =>
    form.lines.flatMap(({ group, labels }) => (isOwn(group) ? labels : []));
  return new Map(
    form.groups.map((side) => {
      const others = new Set(of((group) => group !== side));
      return [side, of((group) => group === side).filter((label) => !others.has(label))];
    }),
  );
});

/** The column whose header path this is, after dropping frames such as 收入 or 项目 from the top. */
function columnFor(candidates: readonly FormColumn[], path: readonly string[]): FormColumn | undefined {
  for (const words of withoutFrames(path)) {
    const joined = words.join('');
    const found = candidates.filter(({ paths }) => paths.includes(joined));
    if (found.length === 1) return found[0];
  }
  return undefined;
}

function* withoutFrames(path: readonly string[]): Generator<readonly string[]> {
  let rest = path;
  yield rest;
  while (rest.length > 1 && isFrameWord(rest[0] ?? '')) {
    rest = rest.slice(1);
    yield rest;
  }
}

/**
 * Of two columns of one group with the same meaning, the one deeper in the header is meant (小计 below
 * “三公”经费 beside a 合计 that takes in more); where both stand equally deep, neither is taken.
 */
function withoutRivals(amounts: readonly BoundColumn[]): BoundColumn[] {
  return amounts.filter((one) =>
    amounts.every(
      (other) =>
        other === one || other.column !== one.column || other.line !== one.line || rank(other) < rank(one),
    ),
  );
}

const rank = ({ source, byName }: BoundColumn): number => source.path.length * 2 + (byName === true ? 1 : 0);

/** Beside 会议费 and 培训费 a total that does not stand below “三公”经费 may take them in: it is not taken. */
function withoutWiderTotal(form: Form, items: readonly BoundColumn[]): BoundColumn[] {
  const isOptional = (id: string | undefined): boolean =>
    form.lines.find((line) => line.id === id)?.optional === true;
  if (!items.some(({ line }) => isOptional(line))) return [...items];
  return items.filter(
    ({ line, source }) => line !== TOTAL_LINE || source.path.some((word) => word.includes('三公经费')),
  );
}

/** 三公: budget or actual above or below the item's name, or items as lines. */
function bindItems(form: Form, region: Region, amounts: readonly RegionColumn[]): ColumnGroup[] {
  const items = amounts.flatMap((source): BoundColumn[] => {
    const column = form.columns.find(({ paths }) => source.path.some((word) => paths.includes(word)));
    const words = source.path.filter((word) => !column?.paths.includes(word));
    const isGroup = form.lines.some(
      ({ id, labels }) => id === 'vehicles' && labels.includes(words.at(-2) ?? ''),
    );
    for (const rest of withoutFrames(words)) {
      // Below 公务用车购置及运行维护费 its parts are named in many ways, 小计 apart.
      const line =
        form.lines.find(({ labels }) => labels.includes(rest.join(''))) ??
        (isGroup
          ? form.lines.find(
              ({ id, labels }) => id.startsWith('vehicle') && labels.includes(rest.at(-1) ?? ''),
            )
          : undefined);
      const byName = line?.labels[0] === rest.join('');
      if (line) return [{ source, line: line.id, byName, ...(column && { column }) }];
    }
    return [];
  });
  if (items.length > 0) {
    const names = region.columns.filter(({ role }) => role === 'name');
    return [{ codes: [], names, amounts: withoutWiderTotal(form, withoutRivals(items)) }];
  }

  const labels = labelsOf(form);
  const printsItems = hasRow(region, (label) => labels.has(label.replace(/^(?:.+?[、.]|\(.+?\))/u, '')));
  if (!printsItems) return [];
  return splitGroups(region.columns).map((columns) => ({
    codes: [],
    names: columns.filter(({ role }) => role === 'name' || role === 'code'),
    amounts: boundTo(form.columns, columns, region),
  }));
}
