import { readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import * as XLSX from 'xlsx';
import { check, readReports } from '../../src/index.js';
import { readDocument } from '../../src/source/read-document.js';

const WORKBOOK = unzipSync(readFileSync('fixtures/published/xinhua-2023.henan.xlsx'));
const TEXT = unzipSync(readFileSync('fixtures/narrative/xinhua-2023.docx'));
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const CORE = 'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties';

const relation = (type: string, target: string): string =>
  `<Relationship Id="x-${target}" Type="${type}" Target="${target}"/>`;

/** A package with parts written anew, and relations added to those that a part has. */
function withParts(
  parts: Readonly<Record<string, Uint8Array>>,
  own: Readonly<Record<string, string>>,
  relations: Readonly<Record<string, string>>,
): Uint8Array {
  const changed = Object.entries(relations).map(([part, more]): [string, Uint8Array] => {
    const before = parts[part] ? strFromU8(parts[part]) : '<Relationships></Relationships>';
    return [part, strToU8(before.replace('</Relationships>', `${more}</Relationships>`))];
  });
  const written = Object.entries(own).map(([part, text]): [string, Uint8Array] => [part, strToU8(text)]);
  return zipSync({ ...parts, ...Object.fromEntries([...changed, ...written]) });
}

const core = (creator: string, editor: string): Readonly<Record<string, string>> => ({
  'core.xml': `<cp:coreProperties xmlns:cp="a" xmlns:dc="b"><dc:creator>${creator}</dc:creator><cp:lastModifiedBy>${editor}</cp:lastModifiedBy></cp:coreProperties>`,
});
const app = {
  'app.xml': '<Properties><Application>x</Application><Company>某市财政局</Company></Properties>',
};
const comments = {
  'xl/comments9.xml':
    '<comments><commentList><comment ref="B3"><text><t>待核</t></text></comment></commentList></comments>',
};
const linked = { 'xl/externalLinks/externalLink1.xml': '<externalLink/>' };
const ROOT = '_rels/.rels';
const hasCore = { [ROOT]: relation(CORE, 'core.xml') };

describe.each([
  ['a workbook', 'a.xlsx', WORKBOOK],
  ['a document', 'a.docx', TEXT],
])('of %s', (_, file, parts) => {
  test.each<[string, Parameters<typeof withParts>[1], Record<string, string>, string[]]>([
    ['author and last editor', core('张三', '李四'), hasCore, ['author', 'last-editor']],
    ['names of programs', core('openpyxl', ''), hasCore, []],
    ['company', app, { [ROOT]: relation(`${OFFICE}/extended-properties`, 'app.xml') }, ['company']],
    ['properties that cannot be read', { 'core.xml': '<a><b></a>' }, hasCore, ['unread']],
    ['properties that are missing', {}, hasCore, []],
  ])('%s', async (_name, own, relations, expected) => {
    const { hidden } = await readDocument(file, withParts(parts, own, relations));
    expect(hidden?.map(({ what }) => what)).toEqual(expected);
  });
});

describe('of a workbook', () => {
  test('comments have the cell that they stand at', async () => {
    const bytes = withParts(WORKBOOK, comments, {
      'xl/worksheets/_rels/sheet2.xml.rels': relation(`${OFFICE}/comments`, '../comments9.xml'),
    });
    const { hidden, sheets } = await readDocument('a.xlsx', bytes);
    expect(hidden).toEqual([{ what: 'comment', place: { sheet: sheets[1]?.name, row: 2, column: 1 } }]);
  });

  test('links to other files are counted', async () => {
    const bytes = withParts(WORKBOOK, linked, {
      'xl/_rels/workbook.xml.rels': relation(`${OFFICE}/externalLink`, 'externalLinks/externalLink1.xml'),
    });
    expect((await readDocument('a.xlsx', bytes)).hidden).toEqual([{ what: 'external-link' }]);
  });

  test('the older formats tell them, too', async () => {
    const book = XLSX.read(readFileSync('fixtures/published/xinhua-2023.henan.xls'));
    book.Props = { Author: '张三', Company: '某市财政局' };
    const bytes = XLSX.write(book, { type: 'buffer', bookType: 'biff8' }) as Uint8Array;
    const { hidden } = await readDocument('a.xls', bytes);
    expect(hidden?.map(({ what }) => what)).toEqual(['author', 'company']);
  });
});

test('a document without tables tells what it hides, and not what that says', async () => {
  const bytes = withParts(TEXT, core('张三', '李四'), hasCore);
  const [report] = await readReports([
    'fixtures/published/xinhua-2023.henan.xlsx',
    { file: '说明.docx', bytes },
  ]);
  if (!report) throw new Error('no report');
  const told = check(report).findings.filter(({ ruleId }) => ruleId === 'PV-HIDDEN');
  expect(told.map(({ message, evidence }) => [message, evidence[0]?.location])).toEqual([
    ['文件中有作者姓名（文件属性） 1 处，公开文件时会一同公开', { file: '说明.docx' }],
    ['文件中有最后保存者姓名（文件属性） 1 处，公开文件时会一同公开', { file: '说明.docx' }],
  ]);
});
