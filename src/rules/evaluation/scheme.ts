import { Decimal } from 'decimal.js';
import { GROUP_NAMES } from '../../forms/evaluation.js';
import { joined, sentence, zh, type Message } from '../../language/message.js';
import { read, type EvaluationSheet, type Indicator } from '../../model/evaluation.js';
import { groupBy } from '../../model/group-by.js';
import { agreement, caseOf, expectedUnder, type Case } from './indicator.js';
import type { PointGroup, Profile, Profiles } from './profile.js';

/** How the scheme of a form is known: the sheets declare it, their scores show it, or it is only assumed. */
type Basis = 'declared' | 'inferred' | 'assumed';

/** The scheme that the sheets of one form and layout follow. */
export interface Scheme {
  readonly form: EvaluationSheet['form'];
  readonly layout: string;
  readonly profile: Profile;
  readonly basis: Basis;
  /** Schemes that may be meant: more than one only where none is declared or shown. The first is `profile`. */
  readonly admissible: readonly Profile[];
  /** Schemes that the form would allow and that its scores speak against. */
  readonly others: readonly Profile[];
  /** Indexes whose score the scheme explains, of those that could be recomputed. */
  readonly explained: number;
  readonly total: number;
  /** In words: what declares it, or on how many indexes it was told from others. */
  readonly why: Message;
}

/** Fewer indexes than this on which schemes differ say too little. */
const FEWEST_TELLING = 3;

export const schemeKey = ({ form, layout }: Pick<EvaluationSheet, 'form' | 'layout'>): string =>
  `${form}/${layout}`;

/** The schemes of all sheets, by form and layout. */
export function schemesOf(sheets: readonly EvaluationSheet[], known: Profiles): ReadonlyMap<string, Scheme> {
  const schemes = [...groupBy(sheets, schemeKey)].map(
    ([key, group]) => [key, schemeOf(group, known)] as const,
  );
  return new Map(schemes.flatMap(([key, scheme]) => (scheme ? [[key, scheme] as const] : [])));
}

function schemeOf(sheets: readonly EvaluationSheet[], { profiles }: Profiles): Scheme | undefined {
  const [first] = sheets;
  if (!first) return undefined;
  const { form, layout } = first;
  const known = profiles.filter(
    ({ forms, layouts }) => forms.includes(form) && layouts?.includes(layout) !== false,
  );
  const fits = statesInverse(sheets) ? known.map(withInverse) : known;
  const fallback = fits.find((profile) => profile.fallback === true) ?? fits[0] ?? profiles[0];
  if (!fallback) return undefined;
  const rows = scoredRows(sheets);
  const made = (
    profile: Profile,
    basis: Basis,
    why: Message,
    rest: Partial<Pick<Scheme, 'admissible' | 'others'>> = {},
  ): Scheme => ({
    form,
    layout,
    profile,
    basis,
    admissible: [profile],
    others: [],
    explained: rows.filter((row) => isExplained(profile, row)).length,
    total: rows.length,
    why,
    ...rest,
  });
  const declared = declaration(sheets, fits);
  if (declared) return made(declared.profile, 'declared', declared.why);

  const verdicts = rows.map((row) => fits.map((profile) => isExplained(profile, row)));
  const telling = verdicts.filter((row) => row.includes(true) && row.includes(false));
  if (telling.length >= FEWEST_TELLING) {
    const counts = fits.map((_, index) => telling.filter((row) => row[index] === true).length);
    const most = Math.max(...counts);
    const best = fits.filter((_, index) => counts[index] === most);
    // Schemes that explain the same say the same here: the general one stands for them.
    const profile = best.find((one) => one === fallback) ?? best[0] ?? fallback;
    return made(
      profile,
      'inferred',
      zh`各方案算法不同的 ${telling.length} 个指标中，${sentence(profile.name)}解释 ${most} 个`,
      { others: [fallback, ...fits.filter((one) => one !== fallback)].filter((one) => one !== profile) },
    );
  }
  return made(fallback, 'assumed', zh`表中未载明方案，各方案算法不同的指标只有 ${telling.length} 个`, {
    admissible: [fallback, ...fits.filter((one) => one !== fallback)],
  });
}

interface ScoredRow {
  readonly name: string;
  readonly case: Case;
  readonly weight: Decimal;
  readonly score: Decimal;
  readonly coarse: boolean;
}

/** Indexes that can be recomputed: target, achievement, weight and score are read. */
function scoredRows(sheets: readonly EvaluationSheet[]): ScoredRow[] {
  return sheets.flatMap((sheet) => {
    const coarse = isCoarse(sheet);
    return sheet.indicators.flatMap((indicator): ScoredRow[] => {
      const weight = read(indicator.weight)?.value;
      const score = read(indicator.score)?.value;
      const own = caseOf(indicator);
      if (!weight || !score || own.kind === 'undecidable') return [];
      return [{ name: indicator.name, case: own, weight, score, coarse: coarse && !isFull(score, weight) }];
    });
  });
}

/** No score of the sheet has decimals: they may have been rounded to whole points. */
export function isCoarse({ indicators, funding, management, total }: EvaluationSheet): boolean {
  return [...indicators, ...funding, ...management, ...(total ? [total] : [])].every(
    ({ score }) => (read(score)?.decimals ?? 0) === 0,
  );
}

/** Full points are claimed, and no score rounded up to them. */
export const isFull = (score: Decimal | undefined, weight: Decimal | undefined): boolean =>
  score !== undefined && weight !== undefined && score.equals(weight);

function isExplained(profile: Profile, row: ScoredRow): boolean {
  return expectedUnder(profile, row.case, row.name, row.weight).some(
    (expected) => agreement(expected, row.score, profile.decimals.score, row.coarse) !== 'none',
  );
}

/** 若为反向指标，则得分计算方法应用年度指标值（A）/全年实际值（B）*该指标分值: a footnote that decides whatever the scheme. */
const INVERSE = /反向指标[^正]{0,20}?指标值A?(?:全年)?实际(?:完成)?值/u;

const statesInverse = (sheets: readonly EvaluationSheet[]): boolean =>
  sheets.every(({ notes }) => notes.some(({ text }) => INVERSE.test(plain(text))));

const withInverse = (profile: Profile): Profile => ({
  ...profile,
  quantitative: { ...profile.quantitative, reverse: ['inverse'] },
});

/** What the sheets of a layout declare: a user's scheme, a footnote, a grade, or their points. */
function declaration(
  sheets: readonly EvaluationSheet[],
  fits: readonly Profile[],
): { profile: Profile; why: Message } | undefined {
  const given = fits.find((profile) => profile.given === true);
  if (given) return { profile: given, why: zh`由使用者给定` };
  const mostly = (
    test: (profile: Profile, sheet: EvaluationSheet) => boolean,
  ): { profile: Profile; count: number } | undefined =>
    fits
      .map((profile) => ({ profile, count: sheets.filter((sheet) => test(profile, sheet)).length }))
      .filter(({ count }) => count > 0)
      .toSorted((one, other) => other.count - one.count)[0];

  const byNote = mostly(({ declaredBy }, { notes }) => {
    const text = plain(notes.map((note) => note.text).join(''));
    const phrases = declaredBy?.phrases ?? [];
    return phrases.length > 0 && phrases.every((phrase) => text.includes(plain(phrase)));
  });
  if (byNote) return { profile: byNote.profile, why: zh`${byNote.count} 张表的附注写明了计分办法` };
  const byGrade = mostly(
    ({ declaredBy }, { grade }) => grade !== undefined && declaredBy?.grades?.includes(grade.value) === true,
  );
  if (byGrade) return { profile: byGrade.profile, why: zh`${byGrade.count} 张表使用该方案的等级名称` };

  const byPoints = fits
    .filter(({ declaredBy }) => declaredBy?.weights === true)
    .map((profile) => {
      const groups = sheets.flatMap((sheet) => groupPoints(sheet, profile) ?? []);
      return { profile, share: groups.filter(({ fits: same }) => same).length / Math.max(groups.length, 1) };
    })
    .filter(({ share }) => share > 0.5)
    .toSorted((one, other) => other.share - one.share)[0];
  if (!byPoints) return undefined;
  const points = byPoints.profile.weights.map((weight) => weight.points).join('/');
  return { profile: byPoints.profile, why: zh`版式和各组分值（${points}）与该方案相符` };
}

/** Punctuation and blanks differ from copy to copy. */
const plain = (text: string): string => text.normalize('NFKC').replace(/[\s\p{P}\p{S}]/gu, '');

/** Points that a sheet gives to the groups of a scheme, beside those that the scheme gives. */
export interface GroupPoints {
  readonly label: Message;
  readonly groups: readonly PointGroup[];
  readonly printed: Decimal;
  readonly expected: Decimal;
  readonly fits: boolean;
}

const POINT_GROUP_NAMES: Readonly<Record<PointGroup, Message>> = { ...GROUP_NAMES, execution: zh`预算执行` };

/**
 * The weight of 预算执行: as printed on the total line, or the scheme's where no cell is printed. A sheet that prints
 * none and whose other points come to 100 has none, or has it among its indexes; without the line it is not known.
 */
export function executionWeight(sheet: EvaluationSheet, profile: Profile): Decimal | undefined {
  const line = sheet.funding.find(({ kind }) => kind === 'total');
  if (line?.weight?.state === 'unreadable') return undefined;
  const printed = read(line?.weight)?.value;
  if (printed) return printed;
  if (pointsBeside(sheet).equals(FULL_POINTS)) return new Decimal(0);
  return line && new Decimal(schemePoints(profile, 'execution'));
}

/** 财预〔2020〕10号: 满分 100 分. */
export const FULL_POINTS = 100;

/** What all weights that were read come to, but for that of 预算执行. */
export const pointsBeside = ({ management, indicators }: EvaluationSheet): Decimal =>
  [...management, ...indicators.filter(isRow)].reduce(
    (sum, { weight }) => sum.plus(read(weight)?.value ?? 0),
    new Decimal(0),
  );

const schemePoints = (profile: Profile, group: PointGroup): number =>
  profile.weights.find(({ groups }) => groups.includes(group))?.points ?? 0;

/**
 * Sums of the points by group, the shifts of the scheme applied: a project without a cost index gives its
 * points to the output. Undefined where a weight cannot be read or an index belongs to no known group.
 */
export function groupPoints(sheet: EvaluationSheet, profile: Profile): GroupPoints[] | undefined {
  const execution = executionWeight(sheet, profile);
  if (!execution || sheet.indicators.length === 0) return undefined;
  const parts: { group: PointGroup; weight: Decimal }[] = [{ group: 'execution', weight: execution }];
  for (const { weight } of sheet.management) {
    const value = read(weight)?.value;
    if (!value) return undefined;
    parts.push({ group: 'management', weight: value });
  }
  for (const indicator of sheet.indicators.filter(isRow)) {
    const value = read(indicator.weight)?.value;
    if (!value || indicator.group === 'unknown') return undefined;
    parts.push({ group: indicator.group, weight: value });
  }
  const present = new Set(parts.map(({ group }) => group));
  const shifts = (profile.shifts ?? []).filter(({ absent }) => !present.has(absent));
  const known = profile.weights.map(({ groups, points }): GroupPoints => {
    const taken = shifts
      .filter(({ to }) => groups.includes(to))
      .reduce((sum, { absent }) => sum + schemePoints(profile, absent), 0);
    const isLeft = groups.every((group) => shifts.some(({ absent }) => absent === group));
    return pointsOf(parts, groups, isLeft ? 0 : points + taken);
  });
  const foreign = [...present].filter(
    (group) => !profile.weights.some(({ groups }) => groups.includes(group)),
  );
  return [...known, ...foreign.map((group) => pointsOf(parts, [group], 0))];
}

function pointsOf(
  parts: readonly { readonly group: PointGroup; readonly weight: Decimal }[],
  groups: readonly PointGroup[],
  points: number,
): GroupPoints {
  const printed = parts
    .filter(({ group }) => groups.includes(group))
    .reduce((sum, { weight }) => sum.plus(weight), new Decimal(0));
  const expected = new Decimal(points);
  const label = joined(
    groups.map((group) => POINT_GROUP_NAMES[group]),
    zh`与`,
  );
  return { label, groups, printed, expected, fits: printed.equals(expected) };
}

/** An index, not a placeholder row that the form prints and the department left empty. */
export const isRow = ({ name, target, achieved, weight, score }: Indicator): boolean =>
  name !== '' ||
  [target, achieved, weight, score].some((reading) => reading !== undefined && reading.state !== 'blank');
