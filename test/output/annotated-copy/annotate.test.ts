import { readdirSync, readFileSync } from 'node:fs';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { describe, expect, test } from 'vitest';
import { run } from '../../../src/batch/run.js';
import { told } from '../../../src/language/message.js';
import { annotated } from '../../../src/output/annotated-copy/annotate.js';
import { marksOf, type Mark, type Shade } from '../../../src/output/annotated-copy/marks.js';
import { builtInRules } from '../../../src/rules/catalogue.js';
import { DEFAULT_LIMITS } from '../../../src/source/limits.js';
import { readDocument } from '../../../src/source/read-document.js';
import { openPackage } from '../../../src/source/zip.js';

const rules = builtInRules();
type Texts = Record<string, string>;

const textsOf = (bytes: Uint8Array): Texts =>
  Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, content]) => [name, strFromU8(content)]));
const packed = (texts: Texts): Uint8Array =>
  zipSync(Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, strToU8(text)])));
const annotate = (bytes: Uint8Array, marks: readonly Mark[]): Texts =>
  textsOf(annotated(openPackage(bytes, DEFAULT_LIMITS), marks, told));
const mark = (cell: string, shade: Shade = 'error', text = '有误'): Mark => ({
  location: { file: 'a.xlsx', sheet: '表', cell },
  shade,
  text,
});

const fixtures = ['made', 'independent'].flatMap((folder) =>
  readdirSync(`fixtures/${folder}`)
    .filter((name) => name.endsWith('.xlsx'))
    .map((name) => `fixtures/${folder}/${name}`),
);

describe.each([
  ...fixtures,
  'fixtures/published/xinhua-2023.henan.xlsm',
  'fixtures/evaluation/xinhua-2023.with-tables.xlsx',
])('%s', (file) => {
  test('reads the same when annotated, in the same bytes twice, and no other part is touched', async () => {
    const bytes = readFileSync(file);
    const input = { file, folder: '.', named: true };
    const { reports } = await run([input], rules, (name) => readDocument(name, bytes));
    const marks = marksOf(reports, told).get(file) ?? [];
    const copy = annotated(openPackage(bytes, DEFAULT_LIMITS), marks, told);
    expect(annotated(openPackage(bytes, DEFAULT_LIMITS), marks, told)).toEqual(copy);
    const [shown, original] = [await readDocument(file, copy), await readDocument(file, bytes)];
    // Comments are all that was added.
    const added = shown.hidden?.filter(({ what }) => what !== 'comment');
    const kept = original.hidden?.filter(({ what }) => what !== 'comment');
    expect({ ...shown, hidden: added }).toEqual({ ...original, hidden: kept });
    const [before, after] = [textsOf(bytes), textsOf(copy)];
    const changed = Object.keys(before).filter((name) => before[name] !== after[name]);
    const sheets = new Set(marks.map(({ location }) => location.sheet));
    expect(
      changed.filter(
        (name) =>
          !/^(?:xl\/(?:styles|worksheets\/sheet\d+|worksheets\/_rels\/.*)\.(?:xml|rels)|\[Content_Types\]\.xml)$/u.test(
            name,
          ),
      ),
    ).toEqual([]);
    const restyled = changed.filter((name) => name.startsWith('xl/worksheets/sheet'));
    // What is said of a hidden sheet stands on one that is seen.
    expect(restyled.length).toBeLessThanOrEqual(sheets.size + 1);
  });
});

const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';

/** A workbook of one sheet, in as few parts as it takes. */
const bookOf = (sheet: string, more: Texts = {}): Uint8Array =>
  packed({
    '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    '_rels/.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="a" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="表" sheetId="1" r:id="s"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="s" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="t" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${MAIN}"><fills count="1"><fill/></fills><cellXfs count="2"><xf/><xf numFmtId="4"><alignment/></xf></cellXfs></styleSheet>`,
    'xl/worksheets/sheet1.xml': sheet,
    ...more,
  });

const sheetOf = (data: string, behind = ''): string =>
  `<worksheet xmlns="${MAIN}">${data}${behind}</worksheet>`;

describe('the cell that is coloured', () => {
  const rowsIn = (texts: Texts): string =>
    /<(\w:)?sheetData.*sheetData>/su.exec(texts['xl/worksheets/sheet1.xml'] ?? '')?.[0] ?? '';

  test.each([
    [
      'keeps all but its style',
      '<sheetData><row r="2"><c s="1" t="n" r="B2"><v>1</v></c></row></sheetData>',
      '<sheetData><row r="2"><c t="n" r="B2" s="2"><v>1</v></c></row></sheetData>',
    ],
    [
      'may have a prefix',
      '<x:sheetData xmlns:x="m"><x:row r="2"><x:c r="B2"/></x:row></x:sheetData>',
      '<x:sheetData xmlns:x="m"><x:row r="2"><x:c r="B2" s="2"/></x:row></x:sheetData>',
    ],
    [
      'may have no address',
      '<sheetData><row/><row><c/><c/></row></sheetData>',
      '<sheetData><row/><row><c/><c s="2"/></row></sheetData>',
    ],
    [
      'is put between others',
      '<sheetData><row r="2" spans="1:1"><c r="A2"/><c r="C2"/></row></sheetData>',
      '<sheetData><row r="2"><c r="A2"/><c r="B2" s="2"/><c r="C2"/></row></sheetData>',
    ],
    [
      'is put behind others',
      '<sheetData><row r="2"><c r="A2"/></row></sheetData>',
      '<sheetData><row r="2"><c r="A2"/><c r="B2" s="2"/></row></sheetData>',
    ],
    [
      'is put into an empty row',
      '<sheetData><row r="2" ht="9"/></sheetData>',
      '<sheetData><row r="2" ht="9"><c r="B2" s="2"/></row></sheetData>',
    ],
    [
      'is put into a row of its own',
      '<sheetData><row r="1"/><row r="3"/></sheetData>',
      '<sheetData><row r="1"/><row r="2"><c r="B2" s="2"/></row><row r="3"/></sheetData>',
    ],
    [
      'is put behind all rows',
      '<sheetData><row r="1"/></sheetData>',
      '<sheetData><row r="1"/><row r="2"><c r="B2" s="2"/></row></sheetData>',
    ],
    [
      'is put into an empty sheet',
      '<sheetData/>',
      '<sheetData><row r="2"><c r="B2" s="2"/></row></sheetData>',
    ],
  ])('%s', (_, before, after) => {
    expect(rowsIn(annotate(bookOf(sheetOf(before)), [mark('B2')]))).toBe(after);
  });

  test('has the style of its row or column where it was blank', () => {
    const columns = '<cols><col min="2" max="2" style="1"/></cols>';
    const styles = annotate(bookOf(sheetOf(`${columns}<sheetData/>`)), [mark('B2')])['xl/styles.xml'];
    expect(styles).toContain('<xf numFmtId="4" fillId="2" applyFill="1"><alignment/></xf></cellXfs>');
  });

  test('is the one of merged cells that shows', () => {
    const merged = sheetOf(
      '<sheetData><row r="1"><c r="A1"/><c r="B1"/></row></sheetData>',
      '<mergeCells><mergeCell ref="A1:B2"/></mergeCells>',
    );
    const texts = annotate(bookOf(merged), [mark('B2')]);
    expect(rowsIn(texts)).toBe('<sheetData><row r="1"><c r="A1" s="2"/><c r="B1"/></row></sheetData>');
    expect(texts['xl/comments1.xml']).toContain('ref="A1"');
  });

  test('has the colour of its worst finding, and one comment with all', () => {
    const texts = annotate(bookOf(sheetOf('<sheetData><row><c/></row></sheetData>')), [
      mark('A1', 'related', '参见'),
      mark('A1', 'error', '一'),
      mark('A1', 'warning', '二'),
    ]);
    expect(texts['xl/styles.xml']).toContain('<xf fillId="2" applyFill="1"/>');
    expect(texts['xl/comments1.xml']?.match(/<comment /gu)).toHaveLength(1);
    expect(texts['xl/comments1.xml']).toContain('一\n\n二\n\n参见');
  });

  test('gets fills behind those that every program takes for granted', () => {
    const styles = annotate(bookOf(sheetOf('<sheetData/>')), [mark('A1')])['xl/styles.xml'] ?? '';
    expect(/<fills.*<\/fills>/u.exec(styles)?.[0]).toMatch(
      /^<fills count="6"><fill\/><fill><patternFill patternType="gray125">/u,
    );
  });

  test('gets a style where the workbook has none at all', () => {
    const texts = textsOf(bookOf(sheetOf('<sheetData/>')));
    const relations = texts['xl/_rels/workbook.xml.rels'] ?? '';
    delete texts['xl/styles.xml'];
    texts['xl/_rels/workbook.xml.rels'] = relations.replace(/<Relationship Id="t".*?\/>/u, '');
    const after = annotate(packed(texts), [mark('A1')]);
    expect(after['xl/styles1.xml']).toContain('<xf fillId="2" applyFill="1"/>');
    expect(after['xl/_rels/workbook.xml.rels']).toContain('/xl/styles1.xml');
    expect(after['[Content_Types].xml']).toContain('/xl/styles1.xml');
  });
});

describe('comments that are there', () => {
  const ROW = '<sheetData><row><c/></row></sheetData>';
  const withComments = (more: Texts = {}, relations = ''): Uint8Array =>
    bookOf(sheetOf(ROW, `<legacyDrawing xmlns:r="${OFFICE}" r:id="v"/>`), {
      'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="c" Type="${OFFICE}/comments" Target="../c.xml"/><Relationship Id="v" Type="${OFFICE}/vmlDrawing" Target="../v.vml"/>${relations}</Relationships>`,
      'xl/c.xml': `<comments xmlns="${MAIN}"><authors><author>甲</author></authors><commentList><comment ref="A1" authorId="0"><text><t>原有</t></text></comment></commentList></comments>`,
      'xl/v.vml':
        '<xml xmlns:v="urn:schemas-microsoft-com:vml"><v:shape id="_x0000_s2050"><br></v:shape></xml>',
      ...more,
    });

  test('are added to, and keep their drawing', () => {
    const texts = annotate(withComments(), [mark('A1'), mark('B1')]);
    expect(texts['xl/c.xml']).toContain('<t>原有</t><r><t xml:space="preserve">\n——\n有误</t></r></text>');
    expect(texts['xl/c.xml']).toContain('<author>甲</author><author>gouji</author>');
    expect(texts['xl/c.xml']).toContain('<comment ref="B1" authorId="1">');
    expect(texts['xl/v.vml']).toContain('<v:shape id="_x0000_s2050"><br></v:shape>');
    expect(texts['xl/v.vml']).toContain('id="_x0000_s2051"');
    expect(texts['xl/v.vml']?.match(/<v:shape /gu)).toHaveLength(2);
    expect(texts['xl/worksheets/sheet1.xml']?.match(/legacyDrawing/gu)).toHaveLength(1);
  });

  test('with conversations are answered in them', () => {
    const THREADS = 'http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments';
    const PERSONS = 'http://schemas.microsoft.com/office/2017/10/relationships';
    const bytes = withComments(
      {
        'xl/t.xml': `<ThreadedComments xmlns="${THREADS}"><threadedComment ref="A1" personId="{P}" id="{T}"><text>原有</text></threadedComment></ThreadedComments>`,
        'xl/persons/person.xml': `<personList xmlns="${THREADS}"/>`,
        'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="s" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="t" Type="${OFFICE}/styles" Target="styles.xml"/><Relationship Id="p" Type="${PERSONS}/person" Target="persons/person.xml"/></Relationships>`,
      },
      `<Relationship Id="t" Type="${PERSONS}/threadedComment" Target="../t.xml"/>`,
    );
    const texts = annotate(bytes, [mark('A1')]);
    expect(texts['xl/t.xml']).toMatch(
      /<text>原有<\/text><\/threadedComment><threadedComment ref="A1" personId="\{[\dA-F-]{36}\}" id="\{[\dA-F-]{36}\}" parentId="\{T\}"><text>有误<\/text>/u,
    );
    expect(texts['xl/persons/person.xml']).toContain('displayName="gouji"');
  });

  test('of a sheet without any are drawn where the order of its parts wants it', () => {
    const sheet = sheetOf(
      ROW,
      '<pageMargins/><drawing/><mc:AlternateContent xmlns:mc="m"><controls/></mc:AlternateContent><tableParts/>',
    );
    expect(annotate(bookOf(sheet), [mark('A1')])['xl/worksheets/sheet1.xml']).toContain(
      '<drawing/><legacyDrawing ',
    );
  });
});

describe('a mark without a cell', () => {
  const BOOK = bookOf(sheetOf('<sheetData><row><c/></row></sheetData>'));
  test.each<[string, Mark['location'], string]>([
    ['of a range stands at its corner', { file: 'a.xlsx', sheet: '表', range: 'B3:F9' }, 'B3'],
    ['of a sheet stands in its first cell', { file: 'a.xlsx', sheet: '表' }, 'A1'],
    ['of a file stands in the first cell of its first sheet', { file: 'a.xlsx' }, 'A1'],
  ])('%s, which is not coloured', (_, location, cell) => {
    const texts = annotate(BOOK, [{ location, text: '缺表' }]);
    expect(texts['xl/comments1.xml']).toContain(`ref="${cell}"`);
    expect(texts['xl/styles.xml']).toBe(textsOf(BOOK)['xl/styles.xml']);
  });

  test('of a hidden sheet stands where it is seen', () => {
    const texts = textsOf(BOOK);
    const hidden = packed({
      ...texts,
      'xl/workbook.xml':
        texts['xl/workbook.xml']?.replace(
          '<sheets>',
          '<sheets><sheet name="藏" sheetId="2" state="hidden" r:id="h"/>',
        ) ?? '',
      'xl/_rels/workbook.xml.rels':
        texts['xl/_rels/workbook.xml.rels']?.replace(
          '<Relationship ',
          `<Relationship Id="h" Type="${OFFICE}/worksheet" Target="worksheets/sheet2.xml"/><Relationship `,
        ) ?? '',
      'xl/worksheets/sheet2.xml': sheetOf('<sheetData/>'),
    });
    const after = annotate(hidden, [{ location: { file: 'a.xlsx', sheet: '藏' }, text: '隐藏' }]);
    expect(after['xl/worksheets/_rels/sheet1.xml.rels']).toContain('comments1.xml');
    expect(after).not.toHaveProperty('xl/worksheets/_rels/sheet2.xml.rels');
  });
});

test('a workbook of the strict variant gets parts of that variant', () => {
  const strict = Object.fromEntries(
    Object.entries(textsOf(bookOf(sheetOf('<sheetData/>')))).map(([name, text]) => [
      name,
      text
        .replaceAll(MAIN, 'http://purl.oclc.org/ooxml/spreadsheetml/main')
        .replaceAll(OFFICE, 'http://purl.oclc.org/ooxml/officeDocument/relationships'),
    ]),
  );
  const texts = annotate(packed(strict), [mark('A1')]);
  expect(texts['xl/comments1.xml']).toContain('xmlns="http://purl.oclc.org/ooxml/spreadsheetml/main"');
  expect(JSON.stringify(texts)).not.toContain(OFFICE);
});

test('a part of comments that is none is refused in one line', () => {
  const bytes = bookOf(sheetOf('<sheetData/>'), {
    'xl/worksheets/_rels/sheet1.xml.rels': `<Relationships xmlns="${RELATIONS}"><Relationship Id="c" Type="${OFFICE}/comments" Target="../c.xml"/></Relationships>`,
    'xl/c.xml': '<comments><authors/>',
  });
  expect(() => annotate(bytes, [mark('A1')])).toThrow('无法标注');
});
