import { zh, joined, type Message } from '../../language/message.js';
import type { Location } from '../../model/location.js';
import { groupBy } from '../../model/group-by.js';
import { folderOf } from '../../model/file-path.js';
import { onceFor } from '../../model/once-for.js';
import { isItself, namePartsOf, withDistrict } from '../../model/department-name.js';
import type { ReportFacts } from './facts.js';
import { ownerKey, ownerName, type Owner, type Reports } from './reports.js';
import { unreadOf, type Unread } from './unread.js';

/** A department's report of a year, and the reports of its units for that year. */
export interface Membership {
  readonly department: ReportFacts;
  readonly units: readonly ReportFacts[];
  /** What says whose units they are, and which there are; `place` is where they lie. */
  readonly source: 'text' | 'list' | 'name' | 'place';
  /** Where the list of units stands. */
  readonly listed?: { readonly words: string; readonly location: Location; readonly count: number };
  /** How many units the text says there are. */
  readonly stated?: number;
  /** Units of the list that were not given, or were given in ways that leave open which is meant. */
  readonly missing: readonly Message[];
  /** Units given that the text does not list. */
  readonly unlisted: readonly ReportFacts[];
  /** Whether a list names all units, and all of them were given. */
  readonly isComplete: boolean;
  /** Of a list that only puts them below the department: whether they do not lie where it lies, or others do, too. */
  readonly isByOrder?: boolean;
  /** Of what lies together: far from the sum. */
  readonly isFar?: true;
  /** A file beside them that cannot be read, and may be the report of the department. */
  readonly broken?: string;
}

/**
 * Departments with units of which at least one was given, year by year; one that nothing but a name or a folder tells
 * of may come twice, since only the sums say which is meant.
 */
export const membershipsIn = (reports: Reports): Membership[] => [
  ...namedIn(reports),
  ...byPlace(unlistedIn(reports), reports.unread),
];

const namedIn = onceFor((reports: Reports): readonly Membership[] =>
  [...reports.owners.values()].flatMap((owner) =>
    owner.itself
      ? []
      : [...owner.years.keys()].flatMap((year) => namedMembership(owner, year, reports) ?? []),
  ),
);

/** Reports with totals of which no list says what they are. */
const unlistedIn = onceFor((reports: Reports): readonly ReportFacts[] => {
  const listed = new Set(
    namedIn(reports).flatMap(({ source, department, units }) =>
      source === 'name' ? [] : [department, ...units],
    ),
  );
  return reports.all.filter(
    (report) => !listed.has(report) && report.fiscalYear !== undefined && report.totals !== undefined,
  );
});

/**
 * The same with one unit more, where a list names all units and they do not sum up: of the reports that no list names,
 * those with just the revenue that is lacking.
 */
export function withOneMore(membership: Membership, reports: Reports): Membership[] {
  const { department, units, isComplete } = membership;
  if (!isComplete) return [];
  const lacking = sizeOf(department) - units.reduce((sum, unit) => sum + sizeOf(unit), 0);
  const inexactness = YUAN_LOST_IN_PRINT * (units.length + 2);
  return unlistedIn(reports)
    .filter(
      (report) =>
        report.fiscalYear === department.fiscalYear &&
        sizeOf(report) > inexactness &&
        Math.abs(sizeOf(report) - lacking) <= inexactness,
    )
    .map((unit) => ({ ...membership, units: [...units, unit], unlisted: [unit], isComplete: false }));
}

/** An amount in 万元 with two decimals is exact to 50 元. */
const YUAN_LOST_IN_PRINT = 50;

interface Listed {
  readonly name: string;
  readonly by: ReportFacts;
}

function namedMembership(owner: Owner, year: number, reports: Reports): Membership | undefined {
  const of = owner.years.get(year);
  const department = of?.figures();
  if (!of || !department) return undefined;
  const text = of.reports.find(({ units }) => units !== undefined);
  const inText = (text?.units?.names ?? []).map((name): Listed => ({ name, by: text ?? department }));
  const below = unitsOfList(reports).get(owner.id) ?? [];
  const inList = below.map(({ name }): Listed => ({ name, by: department }));
  const itself = reports.owners.get(ownerKey({ id: owner.id, itself: true }))?.years.get(year);
  const listed = inText.length > 0 ? inText : inList;
  const found = listed.map((one) => foundUnit(one, owner, year, reports));
  const unitsOf = (some: typeof found): ReportFacts[] => some.flatMap(({ unit }) => unit ?? []);
  const ofText = new Set(unitsOf(found));
  const byOrder = below.some(({ isBelowByOrder = false }) => isBelowByOrder);
  const beside =
    inText.length > 0 && !byOrder ? inList.map((one) => foundUnit(one, owner, year, reports)) : [];
  const own = itself?.figures();
  const others = [...new Set([...unitsOf(beside), ...(own ? [own] : [])])].filter(
    (unit) => !ofText.has(unit),
  );
  const all = [...ofText, ...others].filter((unit) => unit !== department);
  const unlisted = inText.length > 0 ? others : [];
  if (all.length === 0) return undefined;
  const missing = found.flatMap((one) => one.missing ?? []);
  const stated = text?.units?.stated;
  const isWhole = stated === undefined || stated === listed.length;
  const isByOrder = inText.length === 0 && byOrder && !liesApart([department, ...all], reports);
  return {
    department,
    units: all,
    source: inText.length > 0 ? 'text' : inList.length > 0 ? 'list' : 'name',
    ...(text?.units && {
      listed: { words: text.units.words, location: text.units.location, count: inText.length },
      ...(stated !== undefined && { stated }),
    }),
    missing,
    unlisted,
    isComplete: listed.length > 0 && isWhole && missing.length === 0 && unlisted.length === 0 && !isByOrder,
    isByOrder,
  };
}

/** Whether reports of a department and its units lie in one folder, and no others of their year do. */
function liesApart(own: readonly ReportFacts[], reports: Reports): boolean {
  const [first] = own;
  const beside = (first && byFolder(reports).get(folderAndYear(first))) ?? [];
  return own.every((report) => beside.includes(report)) && beside.every((report) => own.includes(report));
}

const folderAndYear = ({ file, fiscalYear }: ReportFacts): string =>
  `${folderOf(file)}\u0000${fiscalYear ?? ''}`;
const byFolder = onceFor(({ all }: Reports) => groupBy(all, folderAndYear));

/** The report of a unit that a list names, or why there is none. */
function foundUnit(
  { name, by }: Listed,
  department: Owner,
  year: number,
  reports: Reports,
): { readonly unit?: ReportFacts; readonly missing?: Message } {
  const identity = reports.identify(name, by);
  if ('doubt' in identity) return { missing: zh`${name}（不能确定是哪一份）` };
  // A department that lists its own name means itself, without its units.
  const isOwn = identity.id === department.id;
  const owner = reports.owners.get(ownerKey(isOwn ? { id: identity.id, itself: true } : identity));
  const given = owner?.years.get(year);
  if (!given) {
    const file = unreadOf(name, reports.unread);
    return { missing: file === undefined ? name : zh`${name}（${file} 读不了，可能是它的）` };
  }
  const unit = given.figures();
  return unit ? { unit } : { missing: zh`${name}（有 ${given.reports.length} 份数字不同的报告）` };
}

/** The units that the list of those who must publish puts below departments, by what these are known by. */
const unitsOfList = onceFor(({ expected, identifyListed }: Reports) =>
  groupBy(expected?.entries ?? [], ({ department }) => {
    const identity = department && identifyListed(department);
    return identity && 'id' in identity ? identity.id : undefined;
  }),
);

/** Departments that the list puts units below and whose report is not known: how many units, and why. */
export function unknownDepartments(reports: Reports): { readonly name: string; readonly reason: Message }[] {
  const { expected, identifyListed, owners } = reports;
  const entries = expected?.entries ?? [];
  const rows = new Set(
    entries.flatMap((entry) => {
      const identity = identifyListed(entry);
      return 'id' in identity ? ownerKey(identity) : [];
    }),
  );
  const named = groupBy(
    entries,
    ({ department }) => department && withDistrict(department.name, department.district),
  );
  return [...named].flatMap(([name, units]) => {
    const [{ department } = {}] = units;
    const identity = department && identifyListed(department);
    if (!identity || ('id' in identity && [owners, rows].some((known) => known.has(ownerKey(identity)))))
      return [];
    const said = zh`名单写明 ${units.length} 个单位的主管部门是“${name}”`;
    const reason =
      'id' in identity
        ? zh`${said}，名单和报告中都没有这个部门，没有核对它的合计`
        : zh`${said}，可能是几个部门中的一个，没有核对它的合计`;
    return [{ name, reason }];
  });
}

/** Where neither text nor list names units: of the reports of a folder and year, whether one is the sum of the others. */
function byPlace(free: readonly ReportFacts[], { broken }: Unread): Membership[] {
  const brokenIn = new Map(broken.map((file) => [folderOf(file), file]));
  return [...groupBy(free, folderAndYear).values()].flatMap((own): Membership[] => {
    if (own.length < 3) return [];
    const [department, ...units] = own.toSorted((one, other) => sizeOf(other) - sizeOf(one));
    if (!department || sizeOf(department) === 0 || isItself(department.department ?? '')) return [];
    const rest = units.reduce((sum, unit) => sum + sizeOf(unit), 0);
    const isFar = Math.abs(rest - sizeOf(department)) > sizeOf(department) / 10;
    // Whatever they are, they are not its units.
    if (isFar && (units.length > MOST_UNITS_OF_A_FOLDER || units.every(isDepartment))) return [];
    const unread = brokenIn.get(folderOf(department.file));
    return [
      {
        department,
        units: units.filter((unit) => sizeOf(unit) > 0),
        source: 'place',
        missing: [],
        unlisted: [],
        isComplete: false,
        ...(isFar && { isFar }),
        ...(unread !== undefined && { broken: unread }),
      },
    ];
  });
}

/** More than that in a folder are the reports of a district. */
const MOST_UNITS_OF_A_FOLDER = 50;

/** Whether a report is of a department, as its name goes, and of no unit below one. */
const isDepartment = ({ department = '' }: ReportFacts): boolean =>
  !isItself(department) &&
  /(?:局|委员会|委|厅|办公室|办|部|政府|法院|检察院)$/u.test(namePartsOf(department).body);

/** Only to tell who might be whose; amounts are compared exactly elsewhere. */
const sizeOf = ({ totals }: ReportFacts): number => Number(totals?.[0] ?? 0);

/** Why the units cannot be known to be complete. */
export function incompleteness({
  department,
  units,
  source,
  missing,
  unlisted,
  listed,
  stated,
  isByOrder,
  broken,
}: Membership): Message {
  const named = ownerName(department);
  if (broken !== undefined)
    return zh`没有单位名单，${broken} 读不了，可能是部门的报告，不能确定同一文件夹里的 ${units.length + 1} 份报告是不是它的单位`;
  if (source === 'place')
    return zh`没有单位名单，同一文件夹里另外 ${units.length} 份报告的合计与${named}的不符，不能确定是不是它的单位`;
  if (isByOrder)
    return zh`名单没有写明主管部门，依次列在${named}之下的 ${units.length} 个单位合计与它不符，不能确定是不是它的单位；请在名单中加“主管部门”一列`;
  if (missing.length > 0) return zh`${named}的单位没有给全：缺${joined(missing, zh`、`)}，不能判断合计`;
  if (unlisted.length > 0)
    return zh`${named}的单位名单里没有${joined(unlisted.map(ownerName), zh`、`)}，却有它的报告，不能判断合计`;
  if (source !== 'name' && listed && stated !== undefined)
    return zh`${named}写有 ${stated} 个单位，能读出名称的 ${listed.count} 个，不能判断合计`;
  return zh`${named}没有单位名单，也不能由合计看出单位是否给全`;
}
