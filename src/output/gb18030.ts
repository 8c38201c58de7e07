/** Encodings that Chinese Windows takes for text: GBK is the one- and two-byte part of GB18030. */
export type ChineseEncoding = 'gbk' | 'gb18030';

/** Signs that gouji prints itself, and their likes within GBK. */
const IN_GBK: Readonly<Record<string, string>> = { '✓': '√', '✗': '×', '−': '-' };

/**
 * Encodes text in GB18030, or in GBK for a reader that knows no more. There a character outside GBK becomes
 * “?”: its four bytes would be read as other characters, digits among them.
 */
export function encodeChinese(text: string, encoding: ChineseEncoding): Uint8Array {
  const bytes: number[] = [];
  const twoBytes = twoByteCodes();
  let fourBytes: ReadonlyMap<string, number> | undefined;
  for (const given of text) {
    const character = encoding === 'gbk' ? (IN_GBK[given] ?? given) : given;
    const codePoint = character.codePointAt(0) ?? 0;
    const code = twoBytes.get(character);
    if (codePoint < 0x80) bytes.push(codePoint);
    else if (code !== undefined) bytes.push(code >> 8, code & 0xff);
    else if (encoding === 'gbk') bytes.push(UNKNOWN);
    else {
      fourBytes ??= fourByteIndices();
      const index = codePoint < 0x10000 ? fourBytes.get(character) : SUPPLEMENTARY + codePoint - 0x10000;
      bytes.push(...(index === undefined ? [UNKNOWN] : fourByteCode(index)));
    }
  }
  return Uint8Array.from(bytes);
}

const UNKNOWN = 0x3f; // ?

// Node decodes GB18030 but does not encode it: its tables are what the decoder makes of every code in turn.

function twoByteCodes(): Map<string, number> {
  const codes: number[] = [];
  for (let lead = 0x81; lead <= 0xfe; lead += 1)
    for (let trail = 0x40; trail <= 0xfe; trail += 1) if (trail !== 0x7f) codes.push((lead << 8) | trail);
  const characters = decode(Uint8Array.from(codes.flatMap((code) => [code >> 8, code & 0xff])));
  // Backwards, since of two codes for one character (the blank) the first is the usual one.
  return new Map(characters.map((character, index) => [character, codes[index] ?? 0] as const).reverse());
}

/** Four-byte codes are counted through: first the basic plane as far as it has no shorter ones, then the others. */
const BASIC = 39_420;
const SUPPLEMENTARY = 189_000;

function fourByteIndices(): Map<string, number> {
  const codes = new Uint8Array(4 * BASIC);
  for (let index = 0; index < BASIC; index += 1) codes.set(fourByteCode(index), 4 * index);
  return new Map(decode(codes).map((character, index) => [character, index]));
}

function fourByteCode(index: number): number[] {
  return [
    0x81 + Math.floor(index / 12_600),
    0x30 + (Math.floor(index / 1_260) % 10),
    0x81 + (Math.floor(index / 10) % 126),
    0x30 + (index % 10),
  ];
}

function decode(bytes: Uint8Array): string[] {
  return Array.from(new TextDecoder('gb18030').decode(bytes));
}
