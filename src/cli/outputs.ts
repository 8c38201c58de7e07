import type { ReportOutline, RunOutline } from '../engine/outline.js';
import { joined, zh } from '../language/message.js';
import { FORMATS, type Pieces, type RenderOptions } from '../output/formats.js';
import { replacementOf, type Replacement } from './output-file.js';
import { pagesBeside } from './pages.js';
import { print, type EncodingChoice } from './print.js';
import { spoolOf, type OwnSpool } from './spool.js';
import type { Target } from './targets.js';
import { UsageError } from './usage-error.js';

/** An output that is written report by report. */
export interface Output {
  readonly add: (pieces: Pieces, outline: ReportOutline) => Promise<void>;
  readonly end: (outline: RunOutline) => Promise<void>;
  /** Leaves what was there before, unless it has ended. */
  readonly drop: () => Promise<void>;
  /** Why it could not be written, if so: the other outputs are still written. */
  readonly failure: () => UsageError | undefined;
}

/** Begins an output where it goes. */
export async function outputTo(
  { format, file }: Target,
  options: RenderOptions,
  encoding: EncodingChoice,
): Promise<Output> {
  const { assemble } = await FORMATS[format]();
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
  const spools: OwnSpool[] = [];
  const pages = file === undefined || format !== 'html' ? undefined : pagesBeside(file);
  let sink: Replacement | undefined;
  await attempt(async () => {
    sink = file === undefined ? screen(format === 'text' ? encoding : 'utf-8') : await replacementOf(file);
  });
  const { add, end } = assemble(
    {
      write: async (content) => sink?.write(content),
      spool: () => {
        const spool = spoolOf();
        spools.push(spool);
        return spool;
      },
      ...(pages && { beside: pages }),
    },
    options,
  );
  const closeSpools = (): void => {
    for (const spool of spools.splice(0)) spool.close();
  };
  return {
    add: (pieces, outline) => attempt(() => add(pieces, outline)),
    end: (outline) =>
      attempt(async () => {
        await end(outline);
        await pages?.finish();
        await sink?.finish();
        sink = undefined;
        closeSpools();
      }),
    drop: async () => {
      closeSpools();
      await pages?.drop();
      await sink?.drop();
    },
    failure: () => failure,
  };
}

/** @throws UsageError that names every output that could not be written */
export function refuseFailed(outputs: readonly Output[]): void {
  const failures = outputs.flatMap(({ failure }) => failure() ?? []);
  if (failures.length > 0)
    throw new UsageError(
      joined(
        failures.map(({ said }) => said),
        zh`；`,
      ),
    );
}

const screen = (encoding: EncodingChoice): Replacement => ({
  write: (content) => (typeof content === 'string' ? print(content, encoding) : Promise.resolve()),
  finish: () => Promise.resolve(),
  drop: () => Promise.resolve(),
});
