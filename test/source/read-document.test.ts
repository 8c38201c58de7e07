import { readFile } from 'node:fs/promises';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { readDocument } from '../../src/source/read-document.js';
import { shownNumber } from '../../src/source/shown.js';
import { UnreadableFile } from '../../src/source/unreadable-file.js';

const text = (content: string): Uint8Array => new TextEncoder().encode(content);

describe('a file that cannot be read is one clear line', () => {
  test.each([
    ['empty.xlsx', 'broken', '空文件'],
    ['truncated.xlsx', 'broken', '损坏'],
    ['encrypted.xlsx', 'broken', '打开密码'],
    ['random-bytes.xls', 'broken', '不是可识别的文件'],
    ['pdf-named.xlsx', 'unsupported', 'PDF'],
  ])('%s', async (name, kind, message) => {
    const bytes = await readFile(`fixtures/broken/${name}`);
    const error: unknown = await readDocument(name, bytes).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UnreadableFile);
    expect(error).toMatchObject({ kind });
    expect(error instanceof Error && error.message).toContain(message);
  });

  test.each([
    ['a damaged Word file', 'broken', '文档已损坏', '[Content_Types].xml', 'word/document.xml'],
    ['an OFD file', 'unsupported', 'OFD', 'OFD.xml', 'Doc_0/Document.xml'],
  ])('%s is told by its parts', async (_, kind, said, ...parts) => {
    const { zipSync } = await import('fflate');
    const bytes = zipSync(Object.fromEntries(parts.map((part) => [part, new Uint8Array(1)])));
    const reading = readDocument('决算.xlsx', bytes);
    await expect(reading).rejects.toMatchObject({ kind });
    await expect(reading).rejects.toThrow(said);
  });
});

test('an old document of Word is told how to be converted', async () => {
  // The library declares its writer of compound files without types.
  const { utils, write } = ((await import('xlsx')) as { readonly CFB: unknown }).CFB as {
    utils: { cfb_new: () => object; cfb_add: (container: object, name: string, content: Uint8Array) => void };
    write: (container: object, options: { type: 'buffer' }) => Uint8Array;
  };
  const container = utils.cfb_new();
  utils.cfb_add(container, 'WordDocument', Buffer.from('x'));
  const bytes = write(container, { type: 'buffer' });
  for (const name of ['说明.doc', '说明.wps'])
    await expect(readDocument(name, bytes)).rejects.toMatchObject({
      kind: 'unsupported',
      message: expect.stringContaining('另存为 .docx') as string,
    });
});

describe('the content decides, not the suffix', () => {
  test.each([
    ['xinhua-2023.html.xls', 'html'],
    ['xinhua-2023.henan.et', 'xls'],
    ['xinhua-2023.henan.ods', 'ods'],
    ['xinhua-2023.one-sheet.gb18030.csv', 'csv'],
    ['xinhua-2023.one-sheet.tsv', 'tsv'],
  ])('%s is %s', async (name, format) => {
    const document = await readDocument(name, await readFile(`fixtures/published/${name}`));
    expect(document.format).toBe(format);
  });

  test('codes of a csv stay text', async () => {
    const { sheets } = await readDocument('表.csv', text('科目,金额\n0101,1.10\n'));
    expect(sheets[0]?.name).toBe('表');
    expect(sheets[0]?.rows[1]?.map((cell) => cell?.shown)).toEqual(['0101', '1.10']);
  });

  test.each(['xinhua-2023.one-sheet.csv', 'xinhua-2023.one-sheet.tsv', 'xinhua-2023.html.xls'])(
    '%s reads the same with the line ends of Windows',
    async (name) => {
      const bytes = await readFile(`fixtures/published/${name}`);
      const other = text(bytes.toString().replace(/\r?\n/gu, '\r\n'));
      expect(await readDocument(name, other)).toEqual(await readDocument(name, bytes));
      expect(other).not.toEqual(new Uint8Array(bytes));
    },
  );
});

test('what an OpenDocument workbook does not show', async () => {
  const cells = (count: number, text: string): string =>
    `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`.repeat(count);
  const content = `<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
<office:automatic-styles><style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>
<office:body><office:spreadsheet>
<table:table table:name="甲"><table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/>
<table:table-row>${cells(3, '一')}</table:table-row>
<table:table-row table:number-rows-repeated="2" table:visibility="collapse">${cells(3, '二')}</table:table-row>
<table:table-row table:visibility="filter">${cells(3, '四')}</table:table-row>
<table:table-row>${cells(3, '五')}</table:table-row></table:table>
<table:table table:name="乙" table:style-name="off"><table:table-row>${cells(1, '一')}</table:table-row></table:table>
</office:spreadsheet></office:body></office:document-content>`;
  const bytes = zipSync({
    mimetype: strToU8('application/vnd.oasis.opendocument.spreadsheet'),
    'META-INF/manifest.xml': strToU8('<manifest/>'),
    'content.xml': strToU8(content),
  });
  const { sheets } = await readDocument('a.ods', bytes);
  expect(sheets.map(({ state }) => state)).toEqual(['visible', 'hidden']);
  expect(sheets[0]?.rows.map((row) => row.map((cell) => cell?.hidden))).toEqual([
    [false, false, true],
    [true, true, true],
    [true, true, true],
    [true, true, true],
    [false, false, true],
  ]);
});

test('hidden sheets, rows, columns, formulas and their values are kept', async () => {
  const { sheets } = await readDocument('a.xlsx', await readFile('fixtures/made/hidden-rows.xlsx'));
  expect(sheets[2]?.rows[10]?.[0]).toMatchObject({ kind: 'text', hidden: true });
  expect(sheets[4]?.rows[10]?.[1]).toMatchObject({ hidden: true });
  const faults = await readDocument('b.xlsx', await readFile('fixtures/made/error-cells.xlsx'));
  expect(faults.sheets[4]?.rows[10]?.[3]).toMatchObject({
    kind: 'fault',
    formula: 'SUM(A1:A2)',
    stored: null,
  });
});

describe('the shown number is rounded half-up on the decimal number', () => {
  test.each([
    [1.005, '1.00', '1.01'],
    [0.145, '0.14', '0.15'],
    [322.37, '322.37', '322.37'],
    [0.9959, '99.59%', '99.59%'],
    [24490, '24.49', '24.49'],
  ])('%d formatted as %s shows %s', (stored, formatted, shown) => {
    expect(shownNumber(stored, formatted)).toBe(shown);
  });
});

test('a number without a format of its own counts in full, however wide its column', () => {
  expect(shownNumber(387261396.98, '387261397', true)).toBe('387261396.98');
  expect(shownNumber(322.37000000000006, '322.37', true)).toBe('322.37');
});
