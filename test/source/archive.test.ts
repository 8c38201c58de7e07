import { describe, expect, test } from 'vitest';
import { toGb18030 } from '../../fixtures/gb18030.mjs';
import { zip, type ZipEntry } from '../../fixtures/hostile/zip.mjs';
import { openArchive, type Archive } from '../../src/source/archive.js';
import { DEFAULT_LIMITS } from '../../src/source/limits.js';
import { piecesOf, type Pieces } from '../../src/source/zip-entries.js';

const gbk = (name: string): Buffer => Buffer.from(toGb18030(name));
const text = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();
const LOCAL = 0; // no flag: the name is in the encoding of the packing machine

const opened = (...args: Parameters<typeof zip>): { archive: Archive | undefined; pieces: Pieces } => {
  const pieces = piecesOf(zip(...args));
  return { archive: openArchive(pieces), pieces };
};
const contentIn = (entries: readonly ZipEntry[], name: string): Uint8Array | undefined => {
  const { archive, pieces } = opened(entries);
  return archive?.content(pieces, name, DEFAULT_LIMITS);
};
const flood = (count: number): Buffer =>
  zip(
    Array.from({ length: count }, (_, index) => ({ name: `${index}.csv` })),
    { zip64: true },
  );

describe('names are those that the packing machine wrote', () => {
  test.each<[string, ZipEntry[], string[]]>([
    ['UTF-8, declared', [{ name: '甲局/决算.xlsx' }], ['甲局/决算.xlsx']],
    ['UTF-8, not declared', [{ name: '甲局/决算.xlsx', flags: LOCAL }], ['甲局/决算.xlsx']],
    ['GBK', [{ name: gbk('甲局/决算.xlsx'), flags: LOCAL }], ['甲局/决算.xlsx']],
    [
      'GBK that would pass for UTF-8, beside GBK that would not',
      [
        { name: gbk('联通.csv'), flags: LOCAL },
        { name: gbk('决算.csv'), flags: LOCAL },
      ],
      ['联通.csv', '决算.csv'],
    ],
    [
      'GBK beside UTF-8 that is declared',
      [{ name: gbk('决算.csv'), flags: LOCAL }, { name: '预算.csv' }],
      ['决算.csv', '预算.csv'],
    ],
    ['backslashes, and steps that lead nowhere', [{ name: '.\\甲局\\\\决算.csv' }], ['甲局/决算.csv']],
    [
      'a character whose second byte in GBK is a backslash',
      [{ name: gbk('乗.csv'), flags: LOCAL }],
      ['乗.csv'],
    ],
    ['folders are no files', [{ name: '甲局/' }, { name: '甲局/决算.csv' }], ['甲局/决算.csv']],
    [
      'names of object properties',
      [{ name: '__proto__' }, { name: 'constructor' }],
      ['__proto__', 'constructor'],
    ],
  ])('%s', (_, entries, names) => {
    expect(opened(entries).archive?.names).toEqual(names);
  });
});

test.each([
  ['a workbook', [{ name: '[Content_Types].xml' }, { name: 'xl/workbook.xml' }]],
  ['an OpenDocument sheet', [{ name: 'mimetype', method: 0 }, { name: 'content.xml' }]],
])('%s is no archive of files', (_, entries) => {
  expect(opened(entries).archive).toBeUndefined();
});

test('what is no zip is no archive', () => {
  expect(openArchive(piecesOf(Buffer.from('Rar!')))).toBeUndefined();
  expect(openArchive(piecesOf(Buffer.alloc(0)))).toBeUndefined();
});

test('only the file that is asked for is read and unpacked', () => {
  const bytes = zip([
    { name: '甲.csv', data: 'a'.repeat(5000), method: 0 },
    { name: '乙.csv', data: 'b', method: 0 },
  ]);
  const whole = piecesOf(bytes);
  let taken = 0;
  const archive = openArchive(whole);
  const metered: Pieces = {
    ...whole,
    piece: (start, end) => {
      taken += end - start;
      return whole.piece(start, end);
    },
  };
  expect(text(archive?.content(metered, '乙.csv', DEFAULT_LIMITS))).toBe('b');
  expect(taken).toBeLessThan(100);
  expect(archive?.content(metered, '丙.csv', DEFAULT_LIMITS)).toBeUndefined();
});

const workbook = (): Buffer => zip([{ name: '[Content_Types].xml' }]);

test.each<[string, ZipEntry[], string, string]>([
  ['a path that leads outside', [{ name: '../../x.csv' }], '../../x.csv', '路径不正常'],
  ['a path that leads outside by the way', [{ name: 'a/../../x.csv' }], 'a/../../x.csv', '路径不正常'],
  ['a path from the root', [{ name: '/etc/passwd' }], '/etc/passwd', '路径不正常'],
  ['a path on a drive', [{ name: 'C:\\x.csv' }], 'C:/x.csv', '路径不正常'],
  ['a path with a control character', [{ name: 'a\u0000b.csv' }], 'a\u0000b.csv', '路径不正常'],
  [
    'two files of one path',
    [
      { name: 'a.csv', data: '1' },
      { name: './a.csv', data: '2' },
    ],
    'a.csv',
    '2 个文件',
  ],
  ['a password', [{ name: 'a.csv', flags: 1 }], 'a.csv', '密码'],
  ['an archive in it', [{ name: '乙.zip', data: zip([{ name: 'a.csv' }]) }], '乙.zip', '压缩包里的压缩包'],
  ['more than was declared', [{ name: 'a.csv', data: 'x'.repeat(1000), size: 10 }], 'a.csv', '已损坏'],
  ['less than was declared', [{ name: 'a.csv', data: 'x', size: 10 }], 'a.csv', '已损坏'],
  ['another checksum', [{ name: 'a.csv', data: 'x', crc: 1 }], 'a.csv', '已损坏'],
  ['an unknown method', [{ name: 'a.csv', method: 12, packed: Buffer.from('x') }], 'a.csv', '已损坏'],
  [
    'another name before its content',
    [{ name: 'a.csv', local: { name: Buffer.from('b.csv') } }],
    'a.csv',
    '已损坏',
  ],
  ['more than one file may be large', [{ name: 'a.csv', size: 2 ** 31 }], 'a.csv', '文件超过 100 MB'],
])('a file is refused, and those beside it are not: %s', (_, entries, name, said) => {
  const beside = { name: '旁.csv', data: 'ok' };
  expect(() => contentIn([...entries, beside], name)).toThrow(said);
  expect(text(contentIn([...entries, beside], '旁.csv'))).toBe('ok');
});

test('a workbook that is called .zip within an archive is a workbook', () => {
  expect(contentIn([{ name: 'a.zip', data: workbook() }], 'a.zip')).toEqual(workbook());
});

const sound = zip([{ name: 'a.csv', data: 'x' }]);

test.each<[string, Buffer, string]>([
  ['cut off', sound.subarray(0, -1), '已损坏'],
  ['nothing but its signature', Buffer.from('PK'), '已损坏'],
  [
    'entries that overlap',
    zip([
      { name: 'a.csv', data: 'x'.repeat(50), method: 0 },
      { name: 'b.csv', at: 10 },
    ]),
    '已损坏',
  ],
  ['entries that are one', zip([{ name: 'a.csv' }, { name: 'b.csv', at: 0 }]), '已损坏'],
  ['a count of more entries than are listed', zip([{ name: 'a.csv' }], { end: { count: 9 } }), '已损坏'],
  ['a directory elsewhere', zip([{ name: 'a.csv' }], { end: { start: 2 ** 31 } }), '已损坏'],
  [
    'a second archive in its comment',
    zip([{ name: 'a.csv' }], { comment: zip([{ name: 'b.csv' }]).toString('latin1') }),
    '已损坏',
  ],
  ['10^5 files', flood(100_000), '超过 50000 个'],
  [
    'more than accounts have, unpacked',
    zip(Array.from({ length: 4 }, (_, index) => ({ name: `${index}.csv`, size: 3 * 2 ** 30 }))),
    '10240 MB',
  ],
])('an archive is refused as a whole: %s', (_, bytes, said) => {
  expect(() => openArchive(piecesOf(bytes))).toThrow(said);
});

test('an archive of as many files as a province has is opened', () => {
  expect(openArchive(piecesOf(flood(30_000)))?.names).toHaveLength(30_000);
});
