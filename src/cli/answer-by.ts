import { answering, type Answer } from '../batch/answer.js';
import type { ReadInput } from '../batch/run.js';
import type { FormVariant } from '../forms/catalogue.js';
import type { Policy } from '../engine/policy.js';
import { tellIn } from '../language/catalogues.js';
import type { Tell } from '../language/message.js';
import { defined } from '../model/defined.js';
import { STREAMED, type RenderOptions } from '../output/formats.js';
import type { Limits } from '../source/limits.js';
import type { RuleOptions } from './main.js';
import { ruleSet } from './rule-set.js';

/** A streamed format, and whether it is read on a screen that shows colours. */
export interface StreamedFormat {
  readonly format: keyof typeof STREAMED;
  readonly color: boolean;
}

/** All that an answer depends on but the files, as a thread can be handed it. */
export interface Settings {
  readonly rules: RuleOptions;
  readonly policy: Policy | undefined;
  readonly variants: readonly FormVariant[] | undefined;
  readonly limits: Limits;
  readonly formats: readonly StreamedFormat[];
  readonly render: Pick<RenderOptions, 'verbose' | 'language' | 'tool'>;
}

/** How a streamed format is written; nothing in it is a link. */
export const streamOptions = (
  render: Settings['render'],
  tell: Tell,
  { color }: StreamedFormat,
): RenderOptions => ({
  ...render,
  tell,
  color,
  linkTo: () => undefined,
});

/**
 * Answers as the command line asks for it.
 *
 * @param onReport told of a report, by its first file, before it is judged
 */
export async function answerBy(
  { rules: asked, policy, variants, formats, render }: Settings,
  read: ReadInput,
  onReport?: (file: string) => void,
): Promise<Answer> {
  const { rules, profiles } = await ruleSet(asked);
  const tell = await tellIn(render.language);
  const writers = await Promise.all(
    formats.map(async (format) => {
      const { report } = await STREAMED[format.format]();
      const options = streamOptions(render, tell, format);
      return (checked: Parameters<typeof report>[0]) => report(checked, options);
    }),
  );
  return answering(rules, read, { profiles, policy, variants, tell, ...defined({ onReport }) }, writers);
}
