import type { Problem } from '../engine/outcome.js';
import type { Unread } from '../rules/between/unread.js';
import { zh, type Message } from '../language/message.js';
import type { InputFile } from './run.js';

/** One line for all files of a run that were not checked. */
export function unchecked(
  inputs: readonly InputFile[],
  checked: ReadonlySet<string>,
  why: Message,
): Problem[] {
  const [first, ...others] = inputs.filter(({ file }) => !checked.has(file));
  if (!first) return [];
  const message =
    others.length === 0 ? zh`没有核对：${why}` : zh`连同另外 ${others.length} 个文件没有核对：${why}`;
  return [{ file: first.file, message, kind: 'broken', unchecked: others.length + 1 }];
}

/** The files of a run that say nothing, and may be reports. */
export const unreadAmong = (
  inputs: readonly InputFile[],
  checked: ReadonlySet<string>,
  problems: readonly Problem[],
): Unread => ({
  left: inputs.filter(({ file }) => !checked.has(file)).length,
  broken: problems.flatMap(({ file, kind }) => (kind === 'broken' ? file : [])),
});

/** Why files of a run that was told to stop were not checked. */
export const INTERRUPTED = zh`运行被中断；加 --resume 文件夹 运行的，再运行一次会接着核对`;
