import type { ReadInput } from '../batch/run.js';
import { answersIn, type Answers } from '../output/issue-list/read.js';
import { UnreadableFile } from '../source/unreadable-file.js';
import { UsageError } from './usage-error.js';

/** The answers in a list of findings that came back. */
export async function answersFrom(file: string, read: ReadInput): Promise<Answers> {
  let answers: Answers | undefined;
  try {
    answers = answersIn(await read(file));
  } catch (cause) {
    const why = cause instanceof UnreadableFile ? cause.message : '请检查路径';
    throw new UsageError(`读不了 ${file}：${why}`, { cause });
  }
  if (!answers) throw new UsageError(`${file} 不是疑点清单：没有“指纹”“处理结果”等各列`);
  return answers;
}
