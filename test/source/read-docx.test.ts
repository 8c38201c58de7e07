import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import type { Document } from '../../src/source/document.js';
import { readDocument } from '../../src/source/read-document.js';

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const RELATION = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

interface Parts {
  readonly styles?: string;
  readonly numbering?: string;
}

function pack(body: string, { styles = '', numbering = '' }: Parts = {}): Uint8Array {
  const relations = (...list: readonly (readonly [string, string])[]): string =>
    `<Relationships>${list.map(([type, target], id) => `<Relationship Id="r${id}" Type="${RELATION}/${type}" Target="${target}"/>`).join('')}</Relationships>`;
  return zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    '_rels/.rels': strToU8(relations(['officeDocument', 'word/document.xml'])),
    'word/_rels/document.xml.rels': strToU8(
      relations(['styles', 'styles.xml'], ['numbering', 'numbering.xml']),
    ),
    'word/styles.xml': strToU8(`<w:styles ${W}>${styles}</w:styles>`),
    'word/numbering.xml': strToU8(`<w:numbering ${W}>${numbering}</w:numbering>`),
    'word/document.xml': strToU8(
      `<?xml version="1.0"?><w:document ${W} xmlns:mc="x" xmlns:v="y"><w:body>${body}</w:body></w:document>`,
    ),
  });
}

const read = (body: string, parts?: Parts): Promise<Document> => readDocument('说明.docx', pack(body, parts));
const run = (text: string, properties = ''): string =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`;
const paragraph = (content: string, properties = ''): string =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content}</w:p>`;
const textsOf = ({ paragraphs }: Document): string[] => paragraphs.map(({ text }) => text);

describe('a paragraph is read as it is printed', () => {
  test.each([
    ['runs joined', run('收入3') + run('32.', '<w:b/>') + run('82万元'), '收入332.82万元'],
    [
      'tabs and breaks kept',
      '<w:r><w:t>甲</w:t><w:tab/><w:t>乙</w:t><w:br/><w:t>丙</w:t></w:r>',
      '甲\t乙\n丙',
    ],
    ['no break for the end of a page', `${run('甲')}<w:r><w:br w:type="page"/></w:r>${run('乙')}`, '甲乙'],
    ['tab stops are no tabs', run('甲'), '甲', '<w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs>'],
    ['a hyphen that does not break', `<w:r><w:t>1</w:t><w:noBreakHyphen/><w:t>2</w:t></w:r>`, '1-2'],
    ['deletions left out', `${run('甲')}<w:del><w:r><w:delText>乙</w:delText></w:r></w:del>`, '甲'],
    ['insertions kept', `${run('甲')}<w:ins>${run('乙')}</w:ins>`, '甲乙'],
    [
      'what was moved away left out',
      `<w:moveFrom>${run('甲')}</w:moveFrom><w:moveTo>${run('乙')}</w:moveTo>`,
      '乙',
    ],
    [
      'links and controls kept',
      `<w:hyperlink>${run('甲')}</w:hyperlink><w:sdt><w:sdtPr><w:t>x</w:t></w:sdtPr><w:sdtContent>${run('乙')}</w:sdtContent></w:sdt>`,
      '甲乙',
    ],
    ['codes of fields left out', `<w:r><w:instrText>PAGE</w:instrText></w:r>${run('甲')}`, '甲'],
    [
      'hidden text left out',
      run('甲') + run('乙', '<w:vanish/>') + run('丙', '<w:vanish w:val="0"/>'),
      '甲丙',
    ],
    [
      'readings left out',
      `<w:r><w:ruby><w:rt>${run('fù')}</w:rt><w:rubyBase>${run('付')}</w:rubyBase></w:ruby></w:r>`,
      '付',
    ],
    [
      'one of two ways',
      `<mc:AlternateContent><mc:Choice>${run('甲')}</mc:Choice><mc:Fallback>${run('甲')}</mc:Fallback></mc:AlternateContent>`,
      '甲',
    ],
    [
      'the other way alone',
      `<mc:AlternateContent><mc:Fallback>${run('甲')}</mc:Fallback></mc:AlternateContent>`,
      '甲',
    ],
  ])('%s', async (_, content, text, properties = '') => {
    expect(textsOf(await read(paragraph(content, properties)))).toEqual([text]);
  });

  test('however it is split into runs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc
          .string({ unit: 'grapheme', maxLength: 30 })
          .map((text) => text.replace(/[\u0000-\u001f<&>\ufffe\uffff]/gu, '')),
        fc.array(fc.nat(30), { maxLength: 5 }),
        async (text, cuts) => {
          const whole = `2023年度收入${text}332.82万元`;
          const characters = Array.from(whole);
          const places = [0, ...cuts.map((cut) => cut % characters.length), characters.length].sort(
            (one, other) => one - other,
          );
          const runs = places
            .slice(1)
            .map((end, index) => run(characters.slice(places[index], end).join('')));
          expect(textsOf(await read(paragraph(runs.join(''))))).toEqual([whole]);
        },
      ),
      { numRuns: 100 },
    );
  });
});

test('paragraphs are counted without the empty ones and those in tables', async () => {
  const table = `<w:tbl><w:tr><w:tc>${paragraph(run('a'))}</w:tc><w:tc>${paragraph(run('b'))}</w:tc></w:tr></w:tbl>`;
  const { paragraphs } = await read(
    paragraph(run('甲')) + paragraph('') + paragraph(run(' ')) + table + paragraph(run('乙')),
  );
  expect(paragraphs).toEqual([
    { text: '甲', line: 1 },
    { text: '乙', line: 2 },
  ]);
});

test('the text of a box follows its paragraph, in whichever way it is stored', async () => {
  const box = `<w:txbxContent>${paragraph(run('框'))}</w:txbxContent>`;
  const both = `<w:r><mc:AlternateContent><mc:Choice>${box}</mc:Choice><mc:Fallback><w:pict><v:textbox>${box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>`;
  expect(textsOf(await read(paragraph(run('甲') + both + run('乙')) + paragraph(run('丙'))))).toEqual([
    '甲乙',
    '框',
    '丙',
  ]);
});

test('where the end of a paragraph is deleted, the next one goes on', async () => {
  const deleted = paragraph(run('收入3'), '<w:rPr><w:del/></w:rPr>');
  expect(textsOf(await read(deleted + paragraph(run('32.82万元'))))).toEqual(['收入332.82万元']);
});

const styles = `
  <w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/></w:style>
  <w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/></w:style>
  <w:style w:type="paragraph" w:styleId="own"><w:name w:val="章"/><w:basedOn w:val="1"/></w:style>
  <w:style w:type="paragraph" w:styleId="level"><w:name w:val="节"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="plain"><w:basedOn w:val="1"/><w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>
  <w:style w:type="paragraph" w:styleId="loop"><w:basedOn w:val="loop"/></w:style>
  <w:style w:type="character" w:styleId="gone"><w:rPr><w:vanish/></w:rPr></w:style>
  <w:style w:type="table" w:styleId="t"><w:tblStylePr><w:rPr><w:vanish/></w:rPr></w:tblStylePr></w:style>`;

describe('a heading is told by the marks of the file', () => {
  test.each([
    ['<w:pStyle w:val="1"/>', 1],
    ['<w:pStyle w:val="own"/>', 1],
    ['<w:pStyle w:val="level"/>', 3],
    ['<w:pStyle w:val="1"/><w:outlineLvl w:val="3"/>', 4],
    ['<w:pStyle w:val="plain"/>', undefined],
    ['<w:pStyle w:val="loop"/>', undefined],
    ['<w:pStyle w:val="none"/>', undefined],
    ['', undefined],
  ])('%s', async (properties, heading) => {
    const { paragraphs } = await read(paragraph(run('收入'), properties), { styles });
    expect(paragraphs[0]?.heading).toBe(heading);
  });
});

describe('automatic numbers stand before their paragraphs', () => {
  const level = (number: number, format: string, text: string, more = ''): string =>
    `<w:lvl w:ilvl="${number}"><w:start w:val="1"/><w:numFmt w:val="${format}"/>${more}<w:lvlText w:val="${text}"/></w:lvl>`;
  const numbering = `
    <w:abstractNum w:abstractNumId="0">
      ${level(0, 'chineseCounting', '%1、')}${level(1, 'japaneseCounting', '（%2）')}${level(2, 'decimal', '%3.')}
    </w:abstractNum>
    <w:abstractNum w:abstractNumId="1">${level(0, 'decimal', '%1', '<w:pStyle w:val="1"/>')}${level(1, 'upperRoman', '%1.%2', '<w:isLgl/>')}</w:abstractNum>
    <w:abstractNum w:abstractNumId="2">${level(0, 'bullet', '')}</w:abstractNum>
    <w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="2"><w:abstractNumId w:val="0"/></w:num>
    <w:num w:numId="3"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
    <w:num w:numId="4"><w:abstractNumId w:val="1"/></w:num>
    <w:num w:numId="5"><w:abstractNumId w:val="2"/></w:num>`;
  const inList = (list: number, at: number, text: string): string =>
    paragraph(run(text), `<w:numPr><w:ilvl w:val="${at}"/><w:numId w:val="${list}"/></w:numPr>`);

  test.each([
    [
      'in Chinese, from the top level down',
      [
        [1, 0],
        [1, 1],
        [1, 1],
        [1, 2],
        [1, 0],
        [1, 1],
      ],
      ['一、', '（一）', '（二）', '1. ', '二、', '（一）'],
    ],
    [
      'counting on in another use of the list',
      [
        [1, 0],
        [2, 0],
      ],
      ['一、', '二、'],
    ],
    [
      'beginning anew where a use says so',
      [
        [1, 0],
        [1, 0],
        [3, 0],
        [3, 0],
      ],
      ['一、', '二、', '一、', '二、'],
    ],
    [
      'with the numbers of the levels above',
      [
        [4, 0],
        [4, 1],
        [4, 1],
      ],
      ['1 ', '1.1 ', '1.2 '],
    ],
    ['none for marks', [[5, 0]], ['']],
    [
      'none for no list',
      [
        [0, 0],
        [9, 0],
      ],
      ['', ''],
    ],
  ])('%s', async (_, places, numbers) => {
    const body = places.map(([list = 0, at = 0]) => inList(list, at, '2023年')).join('');
    expect(textsOf(await read(body, { numbering }))).toEqual(numbers.map((number) => `${number}2023年`));
  });

  test('up to the hundreds', async () => {
    const body = inList(1, 0, '项').repeat(121);
    const texts = textsOf(await read(body, { numbering }));
    expect([10, 11, 20, 21, 100, 101, 110, 121].map((number) => texts[number - 1])).toEqual(
      ['十、', '十一、', '二十、', '二十一、', '一百、', '一百零一、', '一百一十、', '一百二十一、'].map(
        (number) => `${number}项`,
      ),
    );
  });

  test('by the style of the paragraph', async () => {
    const listed = `<w:style w:type="paragraph" w:styleId="1"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style>`;
    const body = paragraph(run('概况'), '<w:pStyle w:val="1"/>').repeat(2);
    expect(textsOf(await read(body, { numbering, styles: listed }))).toEqual(['1 概况', '2 概况']);
  });
});

describe('tables', () => {
  const cell = (content: string, properties = ''): string =>
    `<w:tc>${properties && `<w:tcPr>${properties}</w:tcPr>`}${content.startsWith('<') ? content : paragraph(run(content))}</w:tc>`;
  const row = (...cells: readonly string[]): string => `<w:tr>${cells.join('')}</w:tr>`;
  const table = (...rows: readonly string[]): string => `<w:tbl>${rows.join('')}</w:tbl>`;
  const shown = ({ sheets }: Document): string[][] =>
    sheets.map(({ rows }) => rows.map((cells) => Array.from(cells, (one) => one?.shown ?? '').join('|')));

  test('are sheets, below the lines that may be their titles', async () => {
    const document = await read(
      paragraph(run('收入已经完成。')) +
        paragraph(run('收入决算表')) +
        paragraph(run('单位：万元')) +
        table(row(cell('项目'), cell('合计')), row(cell('甲'), cell('1.50'))) +
        paragraph(run('注：本表反映收入。')) +
        paragraph(run('正文')) +
        table(row(cell('a'), cell('b'))),
    );
    expect(shown(document)).toEqual([
      ['收入决算表', '单位：万元', '项目|合计', '甲|1.50', '注：本表反映收入。'],
      ['正文', 'a|b'],
    ]);
    expect(document.sheets.map(({ name, around }) => [name, around])).toEqual([
      ['表格1', { tables: [{ name: '表格1', firstRow: 2 }], lines: [2, 3, undefined, undefined, 4] }],
      ['表格2', { tables: [{ name: '表格2', firstRow: 1 }], lines: [5] }],
    ]);
  });

  test('with merged cells', async () => {
    const { sheets } = await read(
      table(
        row(cell('项', '<w:gridSpan w:val="2"/>'), cell('计', '<w:vMerge w:val="restart"/>')),
        row(cell('甲'), cell('乙'), cell('', '<w:vMerge/>')),
        `<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>${cell('丙')}</w:tr>`,
      ),
    );
    expect(sheets[0]?.merges).toEqual([
      { top: 0, left: 0, bottom: 0, right: 1 },
      { top: 0, left: 2, bottom: 1, right: 2 },
    ]);
    expect(sheets[0]?.rows[2]?.[1]?.shown).toBe('丙');
  });

  test('without rows whose deletion is tracked', async () => {
    const deleted = `<w:tr><w:trPr><w:del/></w:trPr>${cell('x')}${cell('y')}</w:tr>`;
    expect(shown(await read(table(row(cell('a'), cell('b')), deleted, row(cell('c'), cell('d')))))).toEqual([
      ['a|b', 'c|d'],
    ]);
  });

  test('within a cell are part of its text; a table of one cell is a frame', async () => {
    const inner = table(row(cell('1'), cell('2')));
    expect(shown(await read(table(row(cell(inner), cell('b')))))).toEqual([['1\n2|b']]);
    const framed = await read(table(row(cell(paragraph(run('甲')) + inner))));
    expect(shown(framed)).toEqual([['甲', '1|2']]);
    expect(textsOf(framed)).toEqual(['甲']);
  });

  test('that only a page parts are one, each with its name', async () => {
    const rows = table(row(cell('a'), cell('b')));
    const { sheets } = await read(rows + paragraph('') + paragraph(run('- 2 -')) + rows);
    expect(sheets.map(({ around }) => around?.tables)).toEqual([
      [
        { name: '表格1', firstRow: 0 },
        { name: '表格2', firstRow: 1 },
      ],
    ]);
  });
});

test('what is not seen is counted, with its place, and not kept', async () => {
  const comment = '<w:r><w:commentReference w:id="1"/></w:r>';
  const secret = run('密', '<w:vanish/>');
  const removed = '<w:del><w:r><w:delText>密</w:delText></w:r></w:del>';
  const document = await read(
    paragraph(run('甲') + comment) +
      paragraph(run('乙') + secret + secret) +
      paragraph(run('密', '<w:rStyle w:val="gone"/>')) +
      `<w:tbl><w:tr><w:tc>${paragraph(run('a'))}</w:tc><w:tc>${paragraph(removed)}</w:tc></w:tr></w:tbl>`,
    { styles },
  );
  expect(document.hidden).toEqual([
    { what: 'comment', place: { line: 1 } },
    { what: 'hidden-text', place: { line: 2 } },
    { what: 'hidden-text', place: { line: 2 } },
    { what: 'deleted-text', place: { sheet: '表格1', row: 0, column: 1 } },
  ]);
  expect(JSON.stringify(document)).not.toContain('密');
});

describe('a document that cannot be read is one clear line', () => {
  const without = (part: string): Uint8Array =>
    zipSync({ 'word/x.xml': strToU8('<x/>'), ...(part === '' ? {} : { [part]: strToU8('') }) });
  test.each([
    ['without its text', without(''), '缺少'],
    ['cut short', pack('<w:p>'), '损坏'],
    ['with a document type', pack('<!DOCTYPE x>'), '损坏'],
    ['nested too deep', pack('<w:p>'.repeat(300) + '</w:p>'.repeat(300)), '损坏'],
    ['a paragraph of a million letters', pack(paragraph(run('收'.repeat(1_000_000)))), '200000 字'],
  ])('%s', async (_, bytes, said) => {
    await expect(readDocument('a.docx', bytes)).rejects.toThrow(said);
  });
});
