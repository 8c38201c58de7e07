import { zh } from '../../language/message.js';
import { groupBy } from '../../model/group-by.js';
import type { ReportFacts } from './facts.js';
import { agree, ownerName, placeOf, withoutYears, type BetweenJudgement, type Reports } from './reports.js';
import { undecided, type Say } from './saying.js';

/** A department or unit in a year for which its name is new, or in the last year that has it. */
interface Edge {
  readonly report: ReportFacts;
  readonly itself: boolean;
  readonly year: number;
}

/**
 * Names that are new in a year, beside one that the year before has in the same place and no longer: where the file is
 * called the same, or both are alone and the balance is carried over, it may be one department under two names. Its
 * years are not compared.
 */
export function* judgeRenamed(reports: Reports, say: Say): Generator<BetweenJudgement, void, undefined> {
  const [appeared, gone] = [edges(reports, -1), edges(reports, 1)];
  const byFile = (edge: Edge, year: number): string => keyOf(edge, withoutYears(edge.report.file), year);
  const byPlace = (edge: Edge, year: number): string => keyOf(edge, placeOf(edge.report), year);
  const goneByFile = groupBy(gone, (edge) => byFile(edge, edge.year + 1));
  const goneByPlace = groupBy(gone, (edge) => byPlace(edge, edge.year + 1));
  const appearedByPlace = groupBy(appeared, (edge) => byPlace(edge, edge.year));
  for (const edge of appeared) {
    const place = byPlace(edge, edge.year);
    const isAlone = appearedByPlace.get(place)?.length === 1;
    const last =
      onlyOf(goneByFile.get(byFile(edge, edge.year))) ??
      onlyOf(isAlone ? goneByPlace.get(place)?.filter((other) => isCarried(edge, other, reports)) : []);
    if (!last) continue;
    const reason = zh`没有${edge.report.department ?? ''}上年的报告，同一处有${ownerName(last.report)}的，可能改了名称，没有与它比较`;
    yield undecided(say, edge.report, 'renamed', reason);
  }
}

/** The last year's reports without one of the next (1), or those of a year without one of the last (-1). */
const edges = ({ owners }: Reports, away: 1 | -1): Edge[] =>
  [...owners.values()].flatMap(({ itself, years }) =>
    [...years].flatMap(([year, { reports }]) =>
      years.has(year + away) ? [] : reports.slice(0, 1).map((report) => ({ report, itself, year })),
    ),
  );

const keyOf = ({ itself }: Edge, place: string, year: number): string => [place, itself, year].join('\u0000');

const onlyOf = ([only, ...others]: readonly Edge[] = []): Edge | undefined =>
  others.length === 0 ? only : undefined;

/** Whether a year opens with the balance, other than zero, that the last closes with. */
function isCarried(now: Edge, last: Edge, { tablesOf }: Reports): boolean {
  const opening = tablesOf(now.report).get('summary')?.fact('openingCarryover', 'actual');
  const closing = tablesOf(last.report).get('summary')?.fact('closingCarryover', 'actual');
  return (
    opening?.state === 'figure' &&
    !opening.figure.value.isZero() &&
    closing?.state === 'figure' &&
    agree(opening, closing)
  );
}
