import { inUnit, type Figure } from '../../figure/figure.js';
import { zh, type Message } from '../../language/message.js';
import { namePartsOf, withDistrict } from '../../model/department-name.js';
import { folderOf } from '../../model/file-path.js';
import { groupBy } from '../../model/group-by.js';
import { unpackTables, type CellTables } from '../../model/packed-tables.js';
import type { Fact } from '../../model/report.js';
import { compareTwins } from '../compare.js';
import type { Judgement } from '../judgement.js';
import { districtsBy } from './districts.js';
import type { Expected, ListedName } from './expected.js';
import type { ReportFacts } from './facts.js';
import { naming, type Identity } from './naming.js';
import { NOTHING_UNREAD, type Unread } from './unread.js';

/** What a rule between reports came to, and whose report it is told of. */
export interface BetweenJudgement extends Judgement {
  readonly about: Pick<ReportFacts, 'file' | 'department' | 'fiscalYear'>;
}

/** The reports of one department or unit, by year. */
export interface Owner {
  readonly id: string;
  /** The department itself (本级), apart from the units below it. */
  readonly itself: boolean;
  readonly years: ReadonlyMap<number, OfYear>;
}

/** All that was given for one department or unit and one year. */
export interface OfYear {
  readonly reports: readonly ReportFacts[];
  /** The one whose figures stand for the year; undefined where reports contradict each other or none has tables. */
  readonly figures: () => ReportFacts | undefined;
}

/** Reports together, as rules between them see them. */
export interface Reports {
  readonly all: readonly ReportFacts[];
  readonly owners: ReadonlyMap<string, Owner>;
  readonly ownerOf: (report: ReportFacts) => Owner | undefined;
  /** Whose name it is that a report prints beside its own. */
  readonly identify: (name: string, by: ReportFacts) => Identity;
  /** Whose name it is that the list of those who must publish gives. */
  readonly identifyListed: (entry: ListedName) => Identity;
  /** Reports whose department could be one or another. */
  readonly doubtful: readonly { readonly report: ReportFacts; readonly names: readonly string[] }[];
  readonly tablesOf: (report: ReportFacts) => CellTables;
  readonly expected: Expected | undefined;
  readonly unread: Unread;
}

/** What an owner is found by. */
export const ownerKey = ({ id, itself }: { readonly id: string; readonly itself: boolean }): string =>
  itself ? `${id}（本级）` : id;

/** Unpacked tables that are kept: those of a department with some units. */
const MOST_UNPACKED = 16;

/** Puts reports together; the order in which they are given does not matter. */
export function reportsOf(
  given: readonly ReportFacts[],
  expected?: Expected,
  unread: Unread = NOTHING_UNREAD,
): Reports {
  const all = given.toSorted((one, other) => compareText(one.file, other.file));
  const districtOf = districtsBy(expected);
  const places = all.flatMap((report) => {
    const { file, department } = report;
    if (department === undefined) return [];
    // Of a name that is on the list in several districts, the folder tells which is meant.
    const name = withDistrict(department, districtOf?.({ file, department }) ?? '');
    return [{ report, name, place: placeOf(report) }];
  });
  const identity = naming([
    ...places.map(({ name, place }) => ({ name, place })),
    ...(expected?.entries ?? []).map(({ name, district }) => ({
      name: withDistrict(name, district),
      place: '',
    })),
  ]);
  const doubtful: { report: ReportFacts; names: readonly string[] }[] = [];
  const keyOf = new Map<ReportFacts, { id: string; itself: boolean }>();
  for (const { report, name, place } of places) {
    const found = identity({ name, place });
    if ('doubt' in found) doubtful.push({ report, names: found.doubt });
    else keyOf.set(report, found);
  }
  const unpacked = new Map<ReportFacts, CellTables>();
  const tablesOf = (report: ReportFacts): CellTables => {
    const known = unpacked.get(report);
    const tables = known ?? unpackTables(report.cells);
    // The one that was asked for least lately goes first.
    unpacked.delete(report);
    unpacked.set(report, tables);
    const [oldest] = unpacked.keys();
    if (unpacked.size > MOST_UNPACKED && oldest) unpacked.delete(oldest);
    return tables;
  };
  const owned = groupBy(keyOf.keys(), (report) => {
    const key = keyOf.get(report);
    return key && ownerKey(key);
  });
  const owners = new Map(
    [...owned].map(([key, reports]): [string, Owner] => {
      const [first] = reports;
      const { id = '', itself = false } = (first && keyOf.get(first)) ?? {};
      const byYear = [...groupBy(reports, ({ fiscalYear }) => fiscalYear)].sort(
        ([one], [other]) => one - other,
      );
      const years = byYear.map(([year, own]): [number, OfYear] => [year, ofYear(own, tablesOf)]);
      return [key, { id, itself, years: new Map(years) }];
    }),
  );
  return {
    all,
    owners,
    ownerOf: (report) => {
      const key = keyOf.get(report);
      return key && owners.get(ownerKey(key));
    },
    identify: (name, by) => {
      const { district = '' } = by.department === undefined ? {} : namePartsOf(by.department);
      return identity({ name, place: placeOf(by) }, district);
    },
    identifyListed: ({ name, district }) => identity({ name, place: '' }, district),
    doubtful,
    tablesOf,
    expected,
    unread,
  };
}

const compareText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** A path without the years in its names: of one unit there is a file or a folder for every year. */
export const withoutYears = (path: string): string => path.replace(/20\d{2}(?:年度?)?/gu, '');

export const placeOf = ({ file }: ReportFacts): string => withoutYears(folderOf(file));

function ofYear(reports: readonly ReportFacts[], tablesOf: Reports['tablesOf']): OfYear {
  let known: { readonly figures: ReportFacts | undefined } | undefined;
  return {
    reports,
    figures: () => {
      known ??= { figures: representative(reports, tablesOf) };
      return known.figures;
    },
  };
}

/** Of several prints of one report the one with most amounts; undefined where two contradict each other. */
function representative(
  reports: readonly ReportFacts[],
  tablesOf: Reports['tablesOf'],
): ReportFacts | undefined {
  const withTables = reports.filter(({ cells }) => cells !== '');
  const [fullest, ...others] = withTables.toSorted((one, other) => other.amounts - one.amounts);
  if (!fullest) return undefined;
  return others.every((other) => isSamePrint(fullest, other, tablesOf)) ? fullest : undefined;
}

/** Whether two reports print the same figures, in whatever layout or unit of measure. */
function isSamePrint(one: ReportFacts, other: ReportFacts, tablesOf: Reports['tablesOf']): boolean {
  if (one.figures === other.figures) return true;
  const [ours, theirs] = [tablesOf(one), tablesOf(other)];
  return [...ours].every(([form, table]) => {
    const other = theirs.get(form);
    return table.facts().every((fact) => {
      const twin = other?.fact(fact.line, fact.column);
      return !twin || agree(fact, twin);
    });
  });
}

/** Whether two cells that can be read print the same amount. */
export function agree(one: Fact, other: Fact): boolean {
  if (one.state === 'unreadable' || other.state === 'unreadable') return true;
  const own = one.figure;
  const twin = figureIn(other.figure, own.unit);
  return compareTwins([own, twin], own.value.minus(twin.value)).verdict !== 'fails';
}

/** An amount in another unit of measure. */
export const figureIn = (figure: Figure, unit: Figure['unit']): Figure =>
  figure.unit === unit ? figure : { ...inUnit(figure, figure.unit, unit), unit };

/** Whose report of which year, as messages call it. */
export const ownerName = ({ department = '', fiscalYear }: BetweenJudgement['about']): Message =>
  fiscalYear === undefined ? department : zh`${department} ${fiscalYear} 年度`;
