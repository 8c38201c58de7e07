import { answering, type Answer, type Keep } from '../batch/answer.js';
import type { ReadInput, RunOptions } from '../batch/run.js';
import type { FormVariant } from '../forms/catalogue.js';
import type { Policy } from '../engine/policy.js';
import { settling, type Decisions } from '../engine/waiver.js';
import { tellIn } from '../language/catalogues.js';
import { defined } from '../model/defined.js';
import { DRAWING, FORMATS, type Format, type ReportOptions } from '../output/formats.js';
import type { Limits } from '../source/limits.js';
import type { RuleOptions } from './main.js';
import { ruleSet, type RuleSet } from './rule-set.js';

/** A format, and whether it is read on a screen that shows colours. */
export interface FormatChoice {
  readonly format: Format;
  readonly color: boolean;
}

/** All that an answer depends on but the files, as a thread can be handed it. */
export interface Settings {
  readonly rules: RuleOptions;
  readonly policy: Policy | undefined;
  readonly variants: readonly FormVariant[] | undefined;
  /** Absent where nothing was given that decides on findings. */
  readonly decisions?: Decisions;
  readonly limits: Limits;
  readonly formats: readonly FormatChoice[];
  readonly render: Pick<ReportOptions, 'verbose' | 'language' | 'tool' | 'config'>;
}

/** Where nothing was given that decides on findings. */
export const NOTHING_DECIDED: Decisions = { waivers: [], today: '' };

/** How every report of a run is written, whatever the format. */
export const reportOptions = async (
  render: Settings['render'],
  { rules }: Pick<RuleSet, 'rules'>,
): Promise<Omit<ReportOptions, 'color'>> => ({ ...render, tell: await tellIn(render.language), rules });

/**
 * Answers as the command line asks for it.
 *
 * @param onReport told of a report, by its first file, before it is judged
 */
export async function answerBy(
  settings: Settings,
  read: ReadInput,
  { onReport, keep }: { readonly onReport?: RunOptions['onReport']; readonly keep?: Keep } = {},
): Promise<Answer> {
  const { policy, variants, formats, decisions = NOTHING_DECIDED } = settings;
  const { rules, profiles } = await ruleSet(settings.rules);
  const written = await reportOptions(settings.render, { rules });
  const writers = await Promise.all(
    formats.map(async ({ format, color }) => {
      const { report } = await FORMATS[format]();
      return (checked: Parameters<typeof report>[0]) => report(checked, { ...written, color });
    }),
  );
  const keepsImages = formats.some(({ format }) => DRAWING.has(format));
  const options = { profiles, policy, variants, keepsImages, tell: written.tell, ...defined({ onReport }) };
  return answering(rules, read, options, writers, settling(decisions).report, keep);
}
