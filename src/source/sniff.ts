import type { Limits } from './limits.js';
import { UnreadableFile } from './unreadable-file.js';
import { openPackage, type Package } from './zip.js';

/** What a file is by its first bytes and inner parts; its suffix is never asked. */
export type Content =
  | { readonly kind: 'xlsx'; readonly pack: Package }
  | { readonly kind: 'package'; readonly format: 'xlsb' | 'ods'; readonly pack: Package }
  | { readonly kind: 'compound' }
  | { readonly kind: 'text'; readonly text: string };

const startsWith = (bytes: Uint8Array, ...signature: number[]): boolean =>
  signature.every((byte, index) => bytes[index] === byte);

/**
 * Tells the content of a file.
 *
 * @throws UnreadableFile when it is of a kind that gouji does not read, saying what to do instead
 */
export function sniff(bytes: Uint8Array, limits: Limits): Content {
  if (bytes.length === 0) throw new UnreadableFile('空文件（0 字节），请重新导出或索取原件', 'broken');
  if (startsWith(bytes, 0x50, 0x4b)) return sniffPackage(bytes, limits);
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1)) return { kind: 'compound' };
  if (startsWith(bytes, 0x25, 0x50, 0x44, 0x46)) {
    throw new UnreadableFile('是 PDF 文件，暂不能读取；请改用原始的 Excel 决算表', 'unsupported');
  }
  return { kind: 'text', text: decodeText(bytes) };
}

function sniffPackage(bytes: Uint8Array, limits: Limits): Content {
  const pack = openPackage(bytes, limits);
  const has = (start: string): boolean => pack.names.some((part) => part.startsWith(start));
  if (has('xl/workbook.bin')) return { kind: 'package', format: 'xlsb', pack };
  if (has('xl/')) return { kind: 'xlsx', pack };
  if (has('word/')) {
    throw new UnreadableFile('是 Word 文档，暂不能读取；请把其中的决算表另存为 Excel 工作簿', 'unsupported');
  }
  if (has('OFD.xml')) {
    throw new UnreadableFile('是 OFD 版式文件，暂不能读取；请改用原始的 Excel 决算表', 'unsupported');
  }
  if (has('content.xml')) return { kind: 'package', format: 'ods', pack };
  throw new UnreadableFile('是压缩包，但不是工作簿；请先解压，再检查其中的决算表', 'unsupported');
}

/** UTF-8 (with or without BOM), UTF-16 with BOM, else GB18030; anything that is none of them is refused. */
function decodeText(bytes: Uint8Array): string {
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
  throw new UnreadableFile(
    '不是可识别的文件（既非工作簿，也非文本）；请改用 Excel、WPS 或 CSV 格式',
    'broken',
  );
}
