import { Socket } from 'node:net';
import { zh } from '../language/message.js';
import type { ChineseEncoding } from '../output/gb18030.js';

export type EncodingChoice = 'auto' | 'utf-8' | 'gb18030';

/**
 * Prints text for people, in the encoding that its reader takes.
 *
 * @throws UsageError when it cannot be written, saying why
 */
export async function print(
  text: string,
  choice: EncodingChoice,
  stream: NodeJS.WriteStream = process.stdout,
): Promise<void> {
  const kind = stream.isTTY ? 'console' : stream instanceof Socket ? 'pipe' : 'file';
  const encoding = await encodingFor(choice, { platform: process.platform, kind }, consoleCodePage);
  const bytes =
    encoding === 'utf-8' ? text : (await import('../output/gb18030.js')).encodeChinese(text, encoding);
  const error = await new Promise<NodeJS.ErrnoException | null | undefined>((resolve) => {
    stream.write(bytes, resolve);
  });
  // A reader such as head that has seen enough is no failure.
  if (!error || error.code === 'EPIPE') return;
  const { UsageError } = await import('./usage-error.js');
  const { reasonOf } = await import('./output-file.js');
  throw new UsageError(zh`没有输出完整：${reasonOf(error)}`, { cause: error });
}

/**
 * A console of Windows takes Unicode from Node whatever its code page, but what comes through a pipe Windows
 * decodes by that code page. Files, and pipes elsewhere, are UTF-8.
 *
 * @param codePage asked only where the answer matters
 */
export async function encodingFor(
  choice: EncodingChoice,
  output: { readonly platform: NodeJS.Platform; readonly kind: 'console' | 'pipe' | 'file' },
  codePage: () => Promise<number | undefined>,
): Promise<'utf-8' | ChineseEncoding> {
  const isWindows = output.platform === 'win32';
  if (isWindows && output.kind === 'console') return 'utf-8';
  if (choice !== 'auto') return choice;
  if (!isWindows || output.kind !== 'pipe') return 'utf-8';
  return ENCODING_OF_CODE_PAGE.get(await codePage()) ?? 'utf-8';
}

const ENCODING_OF_CODE_PAGE = new Map<number | undefined, ChineseEncoding>([
  [936, 'gbk'],
  [54936, 'gb18030'],
]);

async function consoleCodePage(): Promise<number | undefined> {
  const { execFile } = await import('node:child_process');
  const answer = await new Promise<Uint8Array | undefined>((resolve) => {
    execFile('chcp.com', { encoding: 'buffer' }, (error, stdout) => {
      resolve(error ? undefined : stdout);
    });
  });
  return answer && codePageIn(answer);
}

/** The code page in what chcp answers: “活动代码页: 936”, “Active code page: 65001”, in the code page itself. */
export function codePageIn(answer: Uint8Array): number | undefined {
  // No byte of a Chinese character is a digit in any of these encodings.
  const [digits] = /\d+(?=\D*$)/u.exec(Buffer.from(answer).toString('latin1')) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
