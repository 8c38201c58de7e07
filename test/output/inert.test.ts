import { Parser } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { checkReport } from '../../src/engine/check.js';
import type { RunResult } from '../../src/engine/outcome.js';
import { FORMATS, type Format } from '../../src/output/formats.js';
import { reportOf } from '../../src/rules/example.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { scanXml } from '../../src/source/xml.js';
import { rendered } from './rendered.js';

/** A result in which a text from a file stands wherever one may. */
function resultWith(text: string): RunResult {
  const checked = checkReport(
    reportOf({
      figures: { '支出表[合计].本年支出合计': '-90.00' },
      departments: { 支出表: '甲局' },
      loose: ['联系'],
    }),
    builtInRules().filter(({ id }) => ['T3-ROW', 'T3-SUM', 'X-PE'].includes(id)),
  );
  const location = { file: 'a.xlsx', sheet: text, cell: 'B7' };
  const findings = checked.findings.map((finding) => ({
    ...finding,
    message: text,
    advice: text,
    evidence: [
      { role: 'actual', label: text, printed: text, location },
      { role: 'addend', label: text, printed: text, location: { ...location, cell: 'B8' } },
    ],
    suspects: [],
  }));
  return {
    reports: [
      {
        ...checked,
        report: { ...checked.report, department: text },
        findings,
        undecided: [{ ruleId: 'X-PE', reason: text, count: 1 }],
        crashes: [{ ruleId: 'T3-SUM', message: text }],
        images: [
          { file: 'a.xlsx', sheet: text, rows: [[], ...Array<string[]>(7).fill([text, text])], merges: [] },
        ],
      },
    ],
    problems: [{ file: 'b.xlsx', message: text, kind: 'broken' }],
  };
}

const HOSTILE: Readonly<Record<string, string>> = {
  formula: '=HYPERLINK("http://example.org","点此")',
  'formula after a blank': ' =1+1',
  'formula of wide signs': '＝1+1',
  'sum, difference, function': '+1-1@SUM(1)',
  'minus sign': '-1+1',
  'at sign': '@SUM(A1)',
  tab: '\t=1+1',
  script: '<script>alert(1)</script>',
  'end of an attribute': '"/><x y=\'&amp;',
  'end of a CDATA section': ']]>',
  'command of a workflow': '::set-output name=a::b\n::stop-commands::x',
  'command of an older one': '##[add-mask]x ##vso[task.setvariable]x',
  'escaped command': '%0A::error::x',
  'colour of a terminal': '\u001b[31m红\u001b]0;x\u0007',
  'cells of a table': 'a | b\n| --- |\n',
  code: '`a` ```b``` ~~~c~~~',
  'heading, quote, list': '# a\n> b\n- c\n1. d',
  emphasis: '*a* **b** _c_ ~~d~~ $e$',
  links: '[a](http://example.org) ![b](c) <http://example.org> [1](1) {0}',
  addresses: 'http://example.org www.example.org a@example.org',
  mentions: '@somebody #12 somebody/else#12 GH-12 :smile:',
  'character references': '&lt;b&gt; &#x1b;',
  backslashes: '\\a\\|\\`',
  'bidirectional overrides': '\u202e局\u202c\u2067',
  'line separators': '甲\u2028乙\u2029丙\u0085丁',
  'line breaks': '甲\r\n乙\r丙\n丁',
  'half a pair': '甲\ud800乙\udc00',
  'what XML forbids': '\u0000\u0008\u000b\ufffe\uffff',
  'a quotation mark and a comma': '甲","乙',
  long: '很'.repeat(40_000),
};

/** CSV by its letter: RFC 4180. */
const cellsOf = (csv: string): string[][] =>
  csv
    .slice(1)
    .split(/\r\n(?=(?:[^"]*"[^"]*")*[^"]*$)/u)
    .map((row) => [...row.matchAll(/(?:^|,)(?:"(?<text>(?:[^"]|"")*)"|(?<bare>[^,]*))/gu)])
    .map((row) => row.map(({ groups }) => groups?.text ?? groups?.bare ?? ''));

const keysOf = (value: unknown): unknown =>
  typeof value !== 'object' || value === null
    ? typeof value
    : Array.isArray(value)
      ? value.map(keysOf)
      : Object.entries(value).map(([key, one]) => [key, keysOf(one)]);

/** What is no text in an output: a text from a file must not change it. */
const STRUCTURE: Readonly<Record<Format, (output: string) => unknown>> = {
  text: (output) => output.match(/^合计 {4}/gmu)?.length,
  json: (output) => keysOf(JSON.parse(output)),
  ndjson: (output) =>
    output
      .trimEnd()
      .split('\n')
      .map((line) => keysOf(JSON.parse(line))),
  sarif: (output) => keysOf(JSON.parse(output)),
  csv: (output) => cellsOf(output).map((row) => row.length),
  markdown: (output) => output.split('\n').map((line) => line.replaceAll(/&#\d+;|[^|*`~<>[\]$@\\]/gu, '')),
  junit: (output) => {
    const tags: string[] = [];
    scanXml(output, 'testsuites', {
      open: (name, attributes) => tags.push(name, ...(attributes.match(/\b[a-z]+(?==")/gu) ?? [])),
      close: (name) => tags.push(`/${name}`),
    });
    return tags;
  },
  xlsx: (output) => output.match(/<\/?[A-Za-z:]+/gu),
  html: (output) => {
    const tags: string[] = [];
    const parser = new Parser({
      onopentag: (name, attributes) => tags.push(name, ...Object.keys(attributes)),
      onclosetag: (name) => tags.push(`/${name}`),
    });
    parser.end(output);
    return tags;
  },
  github: (output) =>
    output.split('\n').map((line) => line.replace(/(?<=title=)[^:,]*(?=::)|(?<=::.*::).*/gu, '')),
};

/** What an output must hold nowhere, whatever stands in a file. */
const NOWHERE =
  /[\u0000-\u0009\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufffe\uffff\p{Cs}]|##\w*\[|^\s*::(?!error |warning |notice )/mu;

/** A workbook is no log of a build service, and keeps tabs and line feeds. */
const HIDING =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufffe\uffff\p{Cs}]/u;

describe.each(Object.keys(FORMATS) as Format[])('a text from a file is inert: %s', (format) => {
  test.each(Object.entries(HOSTILE))('%s', async (_, text) => {
    const output = await rendered(format, resultWith(text));
    expect(STRUCTURE[format](output)).toEqual(STRUCTURE[format](await rendered(format, resultWith('甲'))));
    expect((format === 'xlsx' ? HIDING : NOWHERE).exec(output)).toBeNull();
  });
});

test.each([...Object.entries(HOSTILE), ['number', '0101'], ['date', '3-1'], ['power', '1E5']])(
  'no spreadsheet takes it for more than a text: %s',
  async (_, text) => {
    const [head = [], ...rows] = cellsOf(await rendered('csv', resultWith(text)));
    const amounts = ['应为', '实为', '差额', '尾差限', '年度'];
    for (const row of rows) {
      for (const [index, cell] of row.entries()) {
        if (amounts.includes(head[index] ?? '')) expect(cell).toMatch(/^(?:-?\d+(?:\.\d+)?)?$/u);
        else expect(cell).not.toMatch(/^\s*[=+\-@＝＋－＠]|^[\d.,:/e+-]+$/iu);
      }
    }
  },
);

test('a negative amount stays a number', async () => {
  const rows = cellsOf(await rendered('csv', resultWith('-1.00')));
  const difference = rows[0]?.indexOf('差额') ?? 0;
  expect(rows.some((row) => /^-\d+\.\d+$/u.test(row[difference] ?? ''))).toBe(true);
});

test('no link and no place for an argument is left in a message of SARIF', async () => {
  const output = await rendered('sarif', resultWith(HOSTILE.links ?? ''));
  const messages = output.match(/"text": .*/gu) ?? [];
  expect(messages.filter((message) => message.includes('example.org')).length).toBeGreaterThan(4);
  expect(messages.filter((message) => /\]\(|\{\d/u.test(message))).toEqual([]);
});

test.each(Object.keys(FORMATS) as Format[])('a rule that crashed is told: %s', async (format) => {
  expect(await rendered(format, resultWith('甲'))).toMatch(/T3-SUM 出错|规则出错/u);
});
