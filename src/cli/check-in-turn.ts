import { inOrder, together } from '../batch/in-order.js';
import { inflated, type FolderAnswer } from '../batch/answer.js';
import type { Folder, InputFile } from '../batch/run.js';
import { INTERRUPTED, unchecked, unreadAmong } from '../batch/unchecked.js';
import { unitsOf } from '../batch/units.js';
import { isWaived, type Problem } from '../engine/outcome.js';
import { outlineKeeper, type ReportOutline, type RunOutline } from '../engine/outline.js';
import { followUpsOf, settling } from '../engine/waiver.js';
import { zh } from '../language/message.js';
import type { ReportFacts } from '../rules/between/facts.js';
import type { Unread } from '../rules/between/unread.js';
import { NOTHING_DECIDED, reportOptions, type FormatChoice, type Settings } from './answer-by.js';
import type { Kept } from './kept-answers.js';
import { linksFrom } from './links.js';
import { outputTo, refuseFailed } from './outputs.js';
import { print, type EncodingChoice } from './print.js';
import { progressOn } from './progress.js';
import type { RuleSet } from './rule-set.js';
import { shelfOf } from './shelf.js';
import type { Target } from './targets.js';
import { keepHeapSmall } from './v8-settings.js';
import { workshopFor } from './workshop.js';

/** More reports than that are compared by tables that are not kept in memory. */
const REPORTS_IN_MEMORY = 500;

/** How a run goes, whatever comes of it. */
export interface RunAs {
  readonly jobs?: number;
  readonly encoding: EncodingChoice;
  /** Ends it before its time, in order. */
  readonly signal?: AbortSignal;
  /** Where answers come from that need not be worked out. */
  readonly kept?: Kept;
}

/**
 * Checks files folder by folder, on as many cores as `jobs` says, and writes every report as soon as those before
 * it are written, so that thousands of them take little more memory than some.
 *
 * @param settings what answers depend on; every target is one of its formats
 * @param finish everything to tell of files, and of reports together; where it throws, no file is written
 */
export async function checkInTurn(
  inputs: readonly InputFile[],
  targets: readonly (Target & FormatChoice)[],
  settings: Settings,
  { rules, archives }: { readonly rules: RuleSet; readonly archives: readonly string[] },
  { jobs, encoding, signal, kept }: RunAs,
  finish: (
    problems: readonly Problem[],
    facts: readonly ReportFacts[],
    unread: Unread,
  ) => Promise<Pick<RunOutline, 'problems' | 'between' | 'districtOf'>>,
): Promise<RunOutline> {
  const units = unitsOf(inputs);
  const workshop = await workshopFor(units, settings, jobs);
  const answer = kept?.answer(workshop.answer, units) ?? workshop.answer;
  // What is kept is kept unit by unit.
  const inTurn = kept ? inOrder : together;
  const options = await reportOptions(settings.render, rules);
  const { tell } = options;
  const progress = progressOn(process.stderr, inputs.length, tell);
  const outputs = await Promise.all(
    targets.map(async ({ color, ...target }) => {
      const linkTo = linksFrom(target.file ?? '', new Map(), archives);
      const output = await outputTo(target, { ...options, color, linkTo }, encoding);
      return { output, writtenAs: formatIn(settings, { format: target.format, color }) };
    }),
  );
  const reports: ReportOutline[] = [];
  const facts: ReportFacts[] = [];
  const shelf = shelfOf();
  const problems: Problem[] = [];
  const checked = new Set<string>();
  const small = outlineKeeper();
  const followUps = settings.decisions && followUpsOf(settings.decisions.waivers);
  const onDone = (unit: Folder): void => {
    progress.advance(unit.map(({ file }) => file));
  };
  try {
    for await (const answered of inTurn(units, answer, workshop.atOnce, onDone, signal)) {
      for (const { file } of answered.files) checked.add(file);
      problems.push(...answered.problems);
      progress.count(countsOf(answered));
      for (const { outline, facts: own, written, met } of answered.reports) {
        const report = small(outline);
        reports.push(report);
        facts.push(facts.length < REPORTS_IN_MEMORY ? own : shelved(own, shelf));
        followUps?.add(met);
        progress.clear();
        for (const { output, writtenAs } of outputs) await output.add(inflated(written[writtenAs]), report);
      }
    }
    // What follows needs no thread, and the memory of theirs.
    await workshop.close();
    if (facts.length > REPORTS_IN_MEMORY) keepHeapSmall();
    progress.clear();
    if (facts.length > 1) progress.begin(zh`正在比较 ${facts.length} 份报告`);
    problems.push(...unchecked(inputs, checked, kept?.lacking() ?? INTERRUPTED));
    const { config } = settings.render;
    const unread = unreadAmong(inputs, checked, problems);
    const { between, ...told } = await finish(problems, facts, unread);
    progress.clear();
    const together = between && settling(settings.decisions ?? NOTHING_DECIDED).between(between);
    if (together) followUps?.addBetween(together.met);
    const outline: RunOutline = {
      reports,
      ...told,
      ...(together && { between: together.settled }),
      ...(followUps && { followUps: followUps.all() }),
      ...(config !== undefined && { config }),
    };
    for (const { output } of outputs) await output.end(outline);
    for (const complaint of kept?.complaints() ?? [])
      await print(`${tell(complaint)}\n`, encoding, process.stderr);
    refuseFailed(outputs.map(({ output }) => output));
    return outline;
  } finally {
    progress.clear();
    for (const { output } of outputs) await output.drop();
    shelf.close();
    await workshop.close();
  }
}

/** The same facts, whose tables are read when they are asked for. */
function shelved({ cells, ...facts }: ReportFacts, shelf: ReturnType<typeof shelfOf>): ReportFacts {
  const read = shelf.put(cells);
  return {
    ...facts,
    get cells() {
      return read();
    },
  };
}

/** Which of the formats of an answer is meant. */
const formatIn = ({ formats }: Settings, asked: FormatChoice): number =>
  formats.findIndex(({ format, color }) => format === asked.format && color === asked.color);

function countsOf({ reports, problems }: FolderAnswer): { errors: number; broken: number } {
  const errors = reports
    .flatMap(({ outline }) => outline.tallies)
    .filter((tally) => tally.severity === 'error' && !isWaived(tally))
    .reduce((sum, { count }) => sum + count, 0);
  return { errors, broken: problems.filter(({ kind }) => kind === 'broken').length };
}
