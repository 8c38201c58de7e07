import type { ReadInput } from '../batch/run.js';
import { tellIn } from '../language/catalogues.js';
import { LANGUAGES, zh } from '../language/message.js';
import { answersIn, type Answers } from '../output/issue-list/read.js';
import { UnreadableFile } from '../source/unreadable-file.js';
import { UsageError } from './usage-error.js';

/** The answers in a list of findings that came back. */
export async function answersFrom(file: string, read: ReadInput): Promise<Answers> {
  let answers: Answers | undefined;
  try {
    // Whatever language this run is in, the list may have been written in another.
    const tells = await Promise.all(LANGUAGES.map(tellIn));
    answers = answersIn(await read(file), tells);
  } catch (cause) {
    const why = cause instanceof UnreadableFile ? cause.said : zh`请检查路径`;
    throw new UsageError(zh`读不了 ${file}：${why}`, { cause });
  }
  if (!answers) throw new UsageError(zh`${file} 不是疑点清单：没有“指纹”“处理结果”等各列`);
  return answers;
}
