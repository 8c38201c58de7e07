import { zh, type Message } from '../language/message.js';
import type { Limits } from './limits.js';
import { isTable } from './read-text.js';
import { UnreadableFile } from './unreadable-file.js';
import { isWebArchive, pageIn } from './web-archive.js';
import { openPackage, type Package } from './zip.js';

/** What a file is by its first bytes and inner parts; its suffix is asked only where a text may be several things. */
export type Content =
  | { readonly kind: 'xlsx' | 'docx'; readonly pack: Package }
  | { readonly kind: 'package'; readonly format: 'xlsb' | 'ods'; readonly pack: Package }
  | { readonly kind: 'compound' }
  /** A table saved as text, as a web page that is called a workbook, or as SpreadsheetML. */
  | { readonly kind: 'table'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'page'; readonly text: string };

const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/**
 * Tells the content of a file.
 *
 * @throws UnreadableFile when it is of a kind that gouji does not read, saying what to do instead
 */
export function sniff(file: string, bytes: Uint8Array, limits: Limits): Content {
  if (bytes.length === 0) throw new UnreadableFile(zh`空文件（0 字节），请重新导出或索取原件`, 'broken');
  if (startsWith(bytes, 0x50, 0x4b)) return sniffPackage(bytes, limits);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return { kind: 'compound' };
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) {
    throw new UnreadableFile(zh`是 PDF 文件，暂不能读取；请改用原始的 Excel 决算表`, 'unsupported');
  }
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1');
  if (isWebArchive(head)) return sniffArchive(file, bytes);
  const suffix = /\.([^./\\]*)$/u.exec(file)?.[1]?.toLowerCase() ?? '';
  const isPage = /^(?:s?html?|xhtml)$/u.test(suffix);
  const isText = /^(?:txt|text|md|markdown)$/u.test(suffix);
  if ((isPage && /<[a-z!]/iu.test(head)) || (isText && WHOLE_PAGE.test(head)))
    return { kind: 'page', text: decodePage(file, bytes, undefined) };
  const text = decodeText(file, bytes);
  if (isPage) return { kind: HAS_TAG.test(text) ? 'page' : 'text', text };
  return { kind: isText && !isTable(text) ? 'text' : 'table', text };
}

const HEAD = 4000;
const WHOLE_PAGE = /^\W{0,20}<(?:!doctype html|html)[\s>]/iu;
const HAS_TAG = /<(?:html|body|table|div|p)[\s>]/iu;

function sniffArchive(file: string, bytes: Uint8Array): Content {
  const page = pageIn(bytes);
  if (!page)
    throw new UnreadableFile(zh`是邮件或网页归档，其中没有网页；请另存为 .html 或 .docx`, 'unsupported');
  return { kind: 'page', text: decodePage(file, page.bytes, page.charset) };
}

function sniffPackage(bytes: Uint8Array, limits: Limits): Content {
  const pack = openPackage(bytes, limits);
  const has = (start: string): boolean => pack.names.some((part) => part.startsWith(start));
  if (has('xl/workbook.bin')) return { kind: 'package', format: 'xlsb', pack };
  if (has('xl/')) return { kind: 'xlsx', pack };
  if (has('word/')) return { kind: 'docx', pack };
  if (has('OFD.xml')) {
    throw new UnreadableFile(zh`是 OFD 版式文件，暂不能读取；请改用原始的 Excel 决算表`, 'unsupported');
  }
  if (has('content.xml')) return { kind: 'package', format: 'ods', pack };
  throw new UnreadableFile(
    zh`是压缩包，但不是工作簿；扩展名是 .zip 的可以直接核对，其他的请先解压`,
    'unsupported',
  );
}

/**
 * A page in the encoding that it or its archive declares. Browsers show one with a stray byte as well: what
 * that spoils is seen, and no reason to lose the rest.
 */
function decodePage(file: string, bytes: Uint8Array, given: string | undefined): string {
  const head = Buffer.from(bytes.subarray(0, HEAD)).toString('latin1');
  const declared = given ?? /<meta[^>]{1,200}?charset\s*=\s*["']?([\w-]+)/iu.exec(head)?.[1];
  const isMarked = startsWith(bytes, 0xff, 0xfe) || startsWith(bytes, 0xfe, 0xff);
  try {
    return decodeText(file, bytes);
  } catch (cause) {
    if (isMarked || declared === undefined) throw cause;
    try {
      const text = new TextDecoder(declared).decode(bytes);
      return text.replace(/[\u0000-\u0008\u000b\u000e-\u001f]/gu, '');
    } catch {
      throw cause; // no encoding that is known
    }
  }
}

/** UTF-8 (with or without BOM), UTF-16 with BOM, else GB18030; anything that is none of them is refused. */
function decodeText(file: string, bytes: Uint8Array): string {
  const encodings = startsWith(bytes, 0xff, 0xfe)
    ? ['utf-16le']
    : startsWith(bytes, 0xfe, 0xff)
      ? ['utf-16be']
      : ['utf-8', 'gb18030'];
  for (const encoding of encodings) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes);
      // Control characters (tab, line feed, form feed and carriage return apart) never stand in a text.

      if (!/[\u0000-\u0008\u000b\u000e-\u001f]/u.test(text)) return text;
    } catch {
      continue; // not in this encoding: the next one is tried, and the last refusal is reported below
    }
  }
  throw unknown(file, bytes);
}

const ARCHIVE = zh`是 .zip 以外的压缩包，不能读取；请先解压，或改用 .zip`;
const PICTURE = zh`是图片，不能读取；请改用 Excel、WPS 或 CSV 格式的决算表`;

/** What lies beside accounts and is no text, by its first bytes: RAR, 7z, gzip; JPEG, PNG, GIF. */
const FOREIGN: readonly (readonly [said: Message, ...signature: number[]])[] = [
  [ARCHIVE, 0x52, 0x61, 0x72, 0x21],
  [ARCHIVE, 0x37, 0x7a, 0xbc, 0xaf],
  [ARCHIVE, 0x1f, 0x8b],
  [PICTURE, 0xff, 0xd8, 0xff],
  [PICTURE, 0x89, 0x50, 0x4e, 0x47],
  [PICTURE, 0x47, 0x49, 0x46, 0x38],
];

/** Names of the kinds of files that are read, and those without a suffix. */
const READ =
  /\.(?:xls[xmb]?|xlt[xm]?|et|ods|csv|tsv|xml|txt|text|md|markdown|docx?|wps|s?html?|xhtml|mht|mhtml|zip)$|(?:^|[/\\])[^./\\]*$/iu;

/** Whether a file that cannot be read is missed in a run; a film or a font beside the accounts is not. */
export const kindOfUnknown = (file: string): UnreadableFile['kind'] =>
  READ.test(file) ? 'broken' : 'unsupported';

function unknown(file: string, bytes: Uint8Array): UnreadableFile {
  const [said] = FOREIGN.find(([, ...signature]) => startsWith(bytes, ...signature)) ?? [];
  if (said !== undefined) return new UnreadableFile(said, 'unsupported');
  return new UnreadableFile(
    zh`不是可识别的文件（既非工作簿，也非文本）；请改用 Excel、WPS 或 CSV 格式`,
    kindOfUnknown(file),
  );
}
