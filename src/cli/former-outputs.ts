import type { InputFile } from '../batch/run.js';
import type { Problem } from '../engine/outcome.js';
import { zh } from '../language/message.js';
import { withAllowed } from './allow-unreadable.js';
import { replacedBy } from './output-file.js';
import { UsageError } from './usage-error.js';

/** @throws UsageError when there is a file that an output would replace */
export function refuse(replaced: readonly string[]): void {
  const [file] = replaced;
  if (file !== undefined) throw new UsageError(zh`不能让结果覆盖读入的文件 ${file}；请换一个文件名`);
}

/** What was found before anything was checked. */
interface Given {
  readonly inputs: readonly InputFile[];
  /** Of files that are not checked. */
  readonly problems: readonly Problem[];
  readonly allowUnreadable?: number | undefined;
}

/**
 * Everything to tell of files, once they are checked: what an earlier run wrote among those that were found is no
 * input, and nothing to be told of.
 *
 * @returns throws UsageError when an output would replace what was read
 */
export async function tellingBeside(
  { problems, inputs, allowUnreadable = 0 }: Given,
  outputs: readonly string[],
): Promise<(checked: readonly Problem[]) => readonly Problem[]> {
  const found = inputs.flatMap((input) => (input.named ? [] : input.file));
  const former = await replacedBy(outputs, found);
  return (checked) => {
    const isFormer = ({ file, kind }: Problem): boolean => kind === 'skipped' && former.includes(file);
    const left = checked.filter(isFormer).map(({ file }) => file);
    refuse(former.filter((file) => !left.includes(file)));
    const told = [...problems, ...checked.filter((problem) => !isFormer(problem))];
    return withAllowed(told, inputs, allowUnreadable);
  };
}
