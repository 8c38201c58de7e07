import { inOrder } from '../batch/in-order.js';
import { inflated, type FolderAnswer } from '../batch/answer.js';
import type { Folder, InputFile } from '../batch/run.js';
import { INTERRUPTED, unchecked } from '../batch/unchecked.js';
import { unitsOf } from '../batch/units.js';
import { isWaived, type Problem, type ReportOutline, type RunOutline } from '../engine/outcome.js';
import { tellIn } from '../language/catalogues.js';
import { STREAMED } from '../output/formats.js';
import type { ReportFacts } from '../rules/between/facts.js';
import { streamOptions, type Settings, type StreamedFormat } from './answer-by.js';
import { replacementOf, type Replacement } from './output-file.js';
import { print, type EncodingChoice } from './print.js';
import { progressOn } from './progress.js';
import type { Kept } from './kept-answers.js';
import { UsageError } from './usage-error.js';
import { workshopFor } from './workshop.js';

/** A streamed format and the file that it goes to, if not to the screen. */
export interface StreamedTarget extends StreamedFormat {
  readonly file?: string;
}

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
 * @param finish what else is to be told of the run; where it throws, no file is written
 */
export async function checkInTurn(
  inputs: readonly InputFile[],
  targets: readonly StreamedTarget[],
  settings: Settings,
  { jobs, encoding, signal, kept }: RunAs,
  finish: (problems: readonly Problem[], facts: readonly ReportFacts[]) => Omit<RunOutline, 'reports'>,
): Promise<RunOutline> {
  const units = unitsOf(inputs);
  const workshop = await workshopFor(units, settings, jobs);
  const answer = kept?.answer(workshop.answer, units) ?? workshop.answer;
  const tell = await tellIn(settings.render.language);
  const progress = progressOn(process.stderr, inputs.length, tell);
  const outputs = await Promise.all(
    targets.map(async (target) => ({
      ...(await outputTo(target, settings.render, encoding)),
      format: settings.formats.findIndex(
        ({ format, color }) => format === target.format && color === target.color,
      ),
    })),
  );
  const reports: ReportOutline[] = [];
  const facts: ReportFacts[] = [];
  const problems: Problem[] = [];
  try {
    const checked = new Set<string>();
    const onDone = (unit: Folder): void => {
      progress.advance(unit.map(({ file }) => file));
    };
    for await (const answered of inOrder(units, answer, workshop.atOnce, onDone, signal)) {
      for (const { file } of answered.files) checked.add(file);
      problems.push(...answered.problems);
      progress.count(countsOf(answered));
      for (const { outline, facts: own, written } of answered.reports) {
        reports.push(outline);
        facts.push(own);
        progress.clear();
        for (const output of outputs) await output.write(inflated(written[output.format]));
      }
    }
    progress.clear();
    problems.push(...unchecked(inputs, checked, kept?.lacking() ?? INTERRUPTED, tell));
    const outline = { reports, ...finish(problems, facts) };
    for (const output of outputs) await output.end(outline);
    for (const complaint of kept?.complaints() ?? [])
      await print(`${tell(complaint)}\n`, encoding, process.stderr);
    const failures = outputs.flatMap(({ failure }) => failure() ?? []);
    if (failures.length > 0) throw new UsageError(failures.map(({ message }) => message).join('；'));
    return outline;
  } finally {
    progress.clear();
    for (const output of outputs) await output.drop();
    await workshop.close();
  }
}

function countsOf({ reports, problems }: FolderAnswer): { errors: number; broken: number } {
  const errors = reports.flatMap(({ outline }) =>
    outline.findings.filter((finding) => finding.severity === 'error' && !isWaived(finding)),
  );
  return { errors: errors.length, broken: problems.filter(({ kind }) => kind === 'broken').length };
}

interface Output {
  readonly write: (report: string) => Promise<void>;
  readonly end: (outline: RunOutline) => Promise<void>;
  /** Leaves what was there before, unless it has ended. */
  readonly drop: () => Promise<void>;
  /** Why it could not be written, if so: the other outputs are still written. */
  readonly failure: () => UsageError | undefined;
}

async function outputTo(
  target: StreamedTarget,
  render: Settings['render'],
  encoding: EncodingChoice,
): Promise<Output> {
  const { separator, terminator, end } = await STREAMED[target.format]();
  const tell = await tellIn(render.language);
  let failure: UsageError | undefined;
  const attempt = async (step: () => Promise<void>): Promise<void> => {
    if (failure) return;
    try {
      await step();
    } catch (error) {
      if (!(error instanceof UsageError)) throw error;
      failure = error;
    }
  };
  let sink: Replacement | undefined;
  await attempt(async () => {
    sink =
      target.file === undefined
        ? screen(target.format === 'text' ? encoding : 'utf-8')
        : await replacementOf(target.file);
  });
  let isFirst = true;
  const write = (piece: string): Promise<void> =>
    attempt(async () => {
      await sink?.write(isFirst ? piece : separator + piece);
      isFirst = false;
    });
  return {
    write,
    end: async (outline) => {
      for (const piece of end(outline, streamOptions(render, tell, target))) await write(piece);
      await attempt(async () => {
        await sink?.write(terminator);
        await sink?.finish();
        sink = undefined;
      });
    },
    drop: async () => sink?.drop(),
    failure: () => failure,
  };
}

const screen = (encoding: EncodingChoice): Replacement => ({
  write: (content) => (typeof content === 'string' ? print(content, encoding) : Promise.resolve()),
  finish: () => Promise.resolve(),
  drop: () => Promise.resolve(),
});
