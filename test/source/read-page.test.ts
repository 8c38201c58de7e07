import { describe, expect, test } from 'vitest';
import { toGb18030 } from '../../fixtures/gb18030.mjs';
import type { Document } from '../../src/source/document.js';
import { readDocument } from '../../src/source/read-document.js';

const read = (body: string, name = '决算.html'): Promise<Document> =>
  readDocument(name, new TextEncoder().encode(`<!DOCTYPE html><html><body>${body}</body></html>`));
const textsOf = ({ paragraphs }: Document): string[] => paragraphs.map(({ text }) => text);
const shown = ({ sheets }: Document): string[][] =>
  sheets.map(({ rows }) => rows.map((cells) => Array.from(cells, (one) => one?.shown ?? '').join('|')));

const links = Array.from(
  { length: 12 },
  (_, index) => `<li><a href="/${index}.html">栏目${index}</a></li>`,
).join('');
const SENTENCES = [
  '一、收入情况',
  '2023年度收入合计332.82万元，比上年减少。',
  '二、支出情况',
  '支出合计324.49万元，比上年减少。',
];
const PROSE = SENTENCES.map((text) => `<p>${text}</p>`).join('\n');
const FOOTER = '版权所有：某某区政府，未经许可不得转载。';

describe('of a page the article is read, wherever it stands', () => {
  test.each([
    ['in an article', `<nav><ul>${links}</ul></nav><article>${PROSE}</article><footer>${FOOTER}</footer>`],
    [
      'in containers of any name',
      `<div class="top"><ul>${links}</ul></div><div><div>${links}</div><div class="x">${PROSE}</div></div><div class="footer">${FOOTER}</div>`,
    ],
    [
      'in a table that holds the whole page',
      `<table><tr><td colspan="2"><ul>${links}</ul></td></tr><tr><td><ul>${links}</ul></td><td><table><tr><td>${PROSE}</td></tr></table></td></tr></table>`,
    ],
    ['beside a menu in itself', `<div class="article">${PROSE}<ul class="share">${links}</ul></div>`],
    [
      'in two containers',
      `<div><ul>${links}</ul><div><div>${SENTENCES.slice(0, 2)
        .map((text) => `<p>${text}</p>`)
        .join('')}</div><div>${SENTENCES.slice(2)
        .map((text) => `<p>${text}</p>`)
        .join('')}</div></div></div>`,
    ],
    ['after a footer that is named so', `<div id="footer">${FOOTER}</div><div>${PROSE}</div>`],
    [
      'among programs and controls',
      `<script>var a = "<p>x。</p>";</script><style>p{}</style><select><option>x</option></select>${PROSE}`,
    ],
  ])('%s', async (_, body) => {
    expect(textsOf(await read(body))).toEqual(SENTENCES);
  });

  test('with its title, which stands above it', async () => {
    const { paragraphs } = await read(
      `<div><h1>某某局2023年度部门决算</h1><div>来源：本站</div><div class="view">${PROSE}</div></div>`,
    );
    expect(paragraphs[0]).toEqual({ text: '某某局2023年度部门决算', line: 1, heading: 1 });
    expect(paragraphs).toHaveLength(5);
  });

  test('with the tables that stand beside its text', async () => {
    const table = '<table><tr><td>项目</td><td>合计</td></tr><tr><td>甲</td><td>1.50</td></tr></table>';
    const document = await read(`<div><div>${PROSE}</div><div><p>收入决算表</p>${table}</div></div>`);
    expect(textsOf(document)).toEqual([...SENTENCES, '收入决算表']);
    expect(shown(document)).toEqual([['收入决算表', '项目|合计', '甲|1.50']]);
  });
});

describe('paragraphs are those that a reader sees', () => {
  test.each([
    ['elements joined', '<p>收入<b>3</b><span>32.</span>82万元</p>', ['收入332.82万元']],
    [
      'line breaks of the source are none between wide characters',
      '<p>收入\n合计 1\n2</p>',
      ['收入合计 1 2'],
    ],
    ['entities', '<p>&ldquo;三公&rdquo;&nbsp;&#20803;&amp;</p>', ['“三公”\u00a0元&']],
    [
      'a break before an indentation ends one',
      '<div>收入情况<br>　　支出情况</div>',
      ['收入情况', '支出情况'],
    ],
    ['a break after a sentence ends one', '<div>收入增长。<br/>支出下降</div>', ['收入增长。', '支出下降']],
    ['a break before a number ends one', '<div>收入<br>（一）支出</div>', ['收入', '（一）支出']],
    ['any other is kept', '<div>收入合计<br>332.82万元</div>', ['收入合计\n332.82万元']],
    ['items of a numbered list', '<ol><li>收入</li><li>支出</li></ol>', ['1. 收入', '2. 支出']],
    ['what is hidden is left out', '<p>甲<span style="display: none">乙</span></p><p hidden>丙</p>', ['甲']],
    [
      'conditions of Word are no text',
      '<p><![if !supportLists]><span>一、</span><![endif]>收入<o:p></o:p></p>',
      ['一、收入'],
    ],
    ['comments are no text', '<p>甲<!-- 乙 --></p>', ['甲']],
  ])('%s', async (_, body, texts) => {
    expect(textsOf(await read(body))).toEqual(texts);
  });

  test('headings have their level, and are counted like all others', async () => {
    const { paragraphs } = await read('<h2>一、收入</h2><p></p><p>332.82万元</p>');
    expect(paragraphs).toEqual([
      { text: '一、收入', line: 1, heading: 2 },
      { text: '332.82万元', line: 2 },
    ]);
  });

  test('hidden text is counted with its place', async () => {
    const { hidden } = await read('<p>甲</p><p>乙<span style="display:none">丙</span></p>');
    expect(hidden).toEqual([{ what: 'hidden-text', place: { line: 2 } }]);
  });
});

describe('tables', () => {
  test('have merged cells, and none of what is hidden', async () => {
    const { sheets } = await read(
      `<table><caption>收入决算表</caption><thead><tr><th rowspan="2">项</th><th colspan="2">计</th></tr></thead>
       <tbody><tr><td>甲</td><td>乙</td></tr><tr style="display:none"><td>x</td><td>y</td></tr><tr><td>丙<td>1<td>2</table>`,
    );
    expect(shown({ sheets } as Document)).toEqual([['收入决算表', '项|计', '|甲|乙', '丙|1|2']]);
    expect(sheets[0]?.merges).toEqual([
      { top: 1, left: 0, bottom: 2, right: 0 },
      { top: 1, left: 1, bottom: 1, right: 2 },
    ]);
  });
});

describe('the encoding is the one that the page is in, whatever it says', () => {
  const page = (charset: string): string =>
    `<html><head><meta http-equiv="Content-Type" content="text/html; charset=${charset}"></head><body><p>收入</p></body></html>`;
  test.each([
    ['UTF-8', Buffer.from(page('utf-8'))],
    ['UTF-8 that is called GB2312', Buffer.from(page('gb2312'))],
    ['GB18030', toGb18030(page('gb2312'))],
    ['GB18030 that says nothing', toGb18030('<html><body><p>收入</p></body></html>')],
    ['UTF-16', Buffer.from(`\ufeff${page('utf-16')}`, 'utf16le')],
  ])('%s', async (_, bytes) => {
    expect(textsOf(await readDocument('a.htm', bytes))).toEqual(['收入']);
  });

  test('a stray byte spoils no more than itself', async () => {
    const bytes = Buffer.concat([toGb18030(page('gb2312')), Buffer.from([0xff]), toGb18030('<p>支出</p>')]);
    expect(textsOf(await readDocument('a.htm', bytes))).toContain('支出');
  });
});

describe('a page saved as one file', () => {
  const archive = (type: string, encoding: string, body: string): Uint8Array =>
    Buffer.from(
      [
        'From: <Saved by Blink>',
        'Subject: =?utf-8?Q?x?=',
        'MIME-Version: 1.0',
        'Content-Type: multipart/related;',
        '\ttype="text/html";',
        '\tboundary="----b----"',
        '',
        '',
        '------b----',
        `Content-Type: ${type}`,
        `Content-Transfer-Encoding: ${encoding}`,
        'Content-Location: https://example.org/',
        '',
        body,
        '------b----',
        'Content-Type: text/css',
        '',
        '<p>no</p>',
        '------b------',
      ].join('\r\n'),
    );
  const quoted = (bytes: Uint8Array): string =>
    Array.from(bytes, (byte) => `=${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('=\r\n');
  test.each([
    ['quoted', 'text/html', 'quoted-printable', quoted(Buffer.from('<p>收入</p>'))],
    [
      'in base64',
      'text/html; charset="gb2312"',
      'base64',
      Buffer.from(toGb18030('<p>收入</p>')).toString('base64'),
    ],
    ['as it is', 'text/html; charset=utf-8', '8bit', '<p>收入</p>'],
  ])('%s', async (_, type, encoding, body) => {
    const document = await readDocument('a.mht', archive(type, encoding, body));
    expect(document.format).toBe('page');
    expect(textsOf(document)).toEqual(['收入']);
  });

  test('without a page is refused', async () => {
    await expect(readDocument('a.mht', archive('text/plain', '8bit', 'x'))).rejects.toMatchObject({
      kind: 'unsupported',
    });
  });
});

test.each([
  ['决算.xls', 'html'],
  ['决算.html', 'page'],
  ['决算.HTM', 'page'],
  ['决算.txt', 'page'],
])('a page that is called %s is read as %s', async (name, format) => {
  expect((await read('<table><tr><td>1</td></tr></table>', name)).format).toBe(format);
});

describe('a page that no site has is refused, or read, in time', () => {
  test.each([
    ['a hundred thousand containers', '<div>'.repeat(100_000), '嵌套过深'],
    ['a hundred thousand pictures within each other', '<svg><g>'.repeat(100_000), '嵌套过深'],
    ['a million elements', '<p>a</p>'.repeat(1_000_001), '1000000'],
    ['a paragraph of a million letters', `<p>${'收'.repeat(1_000_000)}</p>`, '200000 字'],
    ['a row without end', `<table><tr>${'<td>1</td>'.repeat(20_000)}</tr><tr><td>1<td>2</table>`, '16384'],
  ])('%s', async (_, body, said) => {
    const started = performance.now();
    await expect(read(body)).rejects.toThrow(said);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  test.each([
    ['a megabyte of blanks', `<p>甲${' '.repeat(1_000_000)}</p>`],
    ['a megabyte of breaks', `<p>甲${'<br>'.repeat(250_000)}</p>`],
    ['a hundred thousand brackets', `<p>甲</p>${'<'.repeat(100_000)}`],
    [
      'spans beyond the table',
      '<p>甲</p><table><tr><td rowspan="99999" colspan="99999">1<td>2<tr><td>1<td>2</table>',
    ],
  ])('%s', async (_, body) => {
    const started = performance.now();
    expect(textsOf(await read(body))[0]).toMatch(/^甲/u);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
