import { zh } from '../language/message.js';

/**
 * The paths that were dropped on gouji.cmd, out of the command line that Explorer made:
 * `cmd.exe /c ""D:\gouji\gouji.cmd" D:\a&b.xlsx "D:\c d.xlsx""`. Explorer quotes a path for its blanks alone, so
 * that the shell tears others apart at `&` or swallows `^`; here they are still whole.
 */
export function droppedPaths(commandLine: string): string[] {
  const [, call = ''] = /\s\/c\s(.*)$/isu.exec(commandLine) ?? [];
  const words = call
    .trim()
    .replace(/^"(?=")(.*)"$/su, '$1')
    .matchAll(/"(?<quoted>[^"]*)"|[^\s"]+/gu);
  const [, ...paths] = Array.from(words, ({ 0: word, groups }) => groups?.quoted ?? word);
  return paths;
}

/** For somebody who clicked gouji.cmd to see what happens. */
export const HOW_TO_DROP = zh`gouji 核对部门决算公开表。

把决算工作簿，或装有工作簿的文件夹，拖到 gouji.cmd 的图标上松开，就开始核对。
一次可以拖多个文件；文件很多时请拖整个文件夹。

也可以在命令行中使用：gouji.cmd --help
详见同一文件夹中的《使用说明.txt》。
`;
