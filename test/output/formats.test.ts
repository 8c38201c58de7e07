import { readdirSync, readFileSync } from 'node:fs';
import { Ajv, type ValidateFunction } from 'ajv';
import { expect, test } from 'vitest';
import { run, type Run } from '../../src/batch/run.js';
import type { Finding, RunResult } from '../../src/engine/outcome.js';
import { settle } from '../../src/engine/waiver.js';
import { told } from '../../src/language/message.js';
import { FORMATS, type Format } from '../../src/output/formats.js';
import { renderInspection, renderInspectionJson } from '../../src/output/inspect.js';
import { readDocument } from '../../src/source/read-document.js';
import { scanXml } from '../../src/source/xml.js';
import { rendered } from './rendered.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { SEVERITIES, VERDICTS } from '../../src/rules/judgement.js';

const rules = builtInRules();

const findingsOf = ({ reports, between }: RunResult): Finding[] => [
  ...reports.flatMap(({ findings }) => findings),
  ...(between?.findings ?? []),
];

const runOn = (file: string): Promise<Run> =>
  run([{ file, folder: '.', named: true }], rules, (name) => readDocument(name, readFileSync(name)), {
    keepsImages: true,
  });

const fixtures = ['published', 'made', 'broken', 'independent', 'evaluation'].flatMap((folder) =>
  readdirSync(`fixtures/${folder}`)
    .filter((name) => /\.(?:xlsx|xls|ods|csv|tsv)$/u.test(name) && name !== 'xinhua-2023.csv')
    .map((name) => `fixtures/${folder}/${name}`),
);

const schemaIn = (file: string): object => JSON.parse(readFileSync(file, 'utf8')) as object;
const resultSchema = schemaIn('src/output/schema.json');
const ajv = new Ajv({ allowUnionTypes: true }).addSchema(resultSchema, 'schema.json');
// One pattern of the standard's own schema is no Unicode pattern.
const sarif = new Ajv({ strict: false, unicodeRegExp: false, validateFormats: false });
const conformsTo =
  (validate: ValidateFunction) =>
  (value: unknown): void => {
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  };
const isResult = conformsTo(ajv.compile(resultSchema));
const isLine = conformsTo(ajv.compile(schemaIn('src/output/ndjson.schema.json')));
const isSarif = conformsTo(sarif.compile(schemaIn('test/output/sarif-2.1.0.schema.json')));

const columnsOf = (line: string): number =>
  Array.from(line).reduce(
    (sum, character) =>
      sum +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
        character,
      )
        ? 2
        : 1),
    0,
  );

/** What each format promises of its output. */
const PROMISES: Readonly<Record<Format, (text: string, result: RunResult) => void>> = {
  text: (text) => {
    expect(text.split('\n').filter((line) => columnsOf(line) > 82)).toEqual([]);
  },
  json: (text) => {
    isResult(JSON.parse(text));
  },
  ndjson: (text, { reports, between }) => {
    const lines = text.trimEnd().split('\n');
    // A line of its own for what they say together, and one that sums up.
    expect(lines).toHaveLength(reports.length + (between ? 2 : 1));
    for (const line of lines) isLine(JSON.parse(line));
  },
  csv: (text, result) => {
    const [head, ...rows] = text.slice(1).trimEnd().split('\r\n');
    expect(head).toMatch(/^"级别"/u);
    const findings = rows.filter((row) => /^"(?:错误|需说明|提示)"/u.test(row));
    expect(findings).toHaveLength(findingsOf(result).length);
  },
  markdown: (text) => {
    expect(text.length).toBeLessThanOrEqual(65_536);
  },
  sarif: (text) => {
    isSarif(JSON.parse(text));
  },
  junit: (text) => {
    const counted = { testcase: 0, failure: 0, error: 0 };
    let promised = '';
    scanXml(text, 'testsuites', {
      open: (name, attributes) => {
        if (name === 'testsuites') promised = attributes.trim();
        if (name in counted) counted[name as keyof typeof counted] += 1;
      },
    });
    const { testcase, failure, error } = counted;
    expect(promised).toBe(`name="gouji" tests="${testcase}" failures="${failure}" errors="${error}"`);
  },
  xlsx: (text, result) => {
    const listed = findingsOf(result).filter(({ verdict }) => verdict !== 'holds-within-rounding');
    // The first sheet is the first part.
    const [list = ''] = /<sheetData>.*?<\/sheetData>/su.exec(text) ?? [];
    expect(list.match(/<row /gu)).toHaveLength(listed.length + 1);
  },
  html: (text, result) => {
    const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, one = '']) => one);
    const ids = all(/ ?\bid="([^"]*)"/gu);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(all(/href="#([^"]*)"/gu).filter((id) => !ids.includes(id))).toEqual([]);
    expect(all(/<article\s+id="([^"]*)"/gu)).toHaveLength(findingsOf(result).length);
    expect(text).not.toMatch(/(?:src|href)="(?!#)|undefined|NaN|\[object/u);
    expect(Buffer.byteLength(text)).toBeLessThan(2_000_000);
  },
  github: (text, result) => {
    const lines = text.split('\n').slice(0, -1);
    expect(lines.length).toBeGreaterThanOrEqual(findingsOf(result).length);
    for (const line of lines)
      expect(line).toMatch(/^::(?:error|warning|notice) (?:file=[^:,]+,)?(?:line=\d+,)?title=[^:,]+::[^:]/u);
  },
};

test.each(fixtures)('%s: every output keeps its promises, twice the same', async (file) => {
  const [one, two] = [await runOn(file), await runOn(file)];
  for (const format of Object.keys(FORMATS) as Format[]) {
    const text = await rendered(format, one);
    PROMISES[format](text, one);
    expect(await rendered(format, two)).toBe(text);
  }
  for (const render of [renderInspection, renderInspectionJson])
    expect(render(two, told)).toBe(render(one, told));
});

test('the summary counts findings by severity', async () => {
  const result = await runOn('fixtures/independent/broken.xlsx');
  const parsed = JSON.parse(await rendered('json', result)) as {
    summary: Record<string, number>;
    reports: { findings: { severity: string }[]; outcomes: Record<string, number> }[];
  };
  const [report] = parsed.reports;
  for (const severity of SEVERITIES) {
    expect(parsed.summary[`${severity}s`]).toBe(
      report?.findings.filter((finding) => finding.severity === severity).length,
    );
  }
  expect(Object.keys(report?.outcomes ?? {})).toEqual([...VERDICTS]);
});

test('earlier decisions are told, and fit the schema', async () => {
  const result = await runOn('fixtures/made/planted-fault.xlsx');
  const location = { file: '疑点清单.xlsx' };
  const waivers = [
    { ruleId: 'T3-ROW', decision: 'accepted', reason: '上级批复', who: '甲', location },
    { ruleId: 'T3-HIER', decision: 'corrected', reason: '', location },
    { ruleId: 'T2-ROW', decision: 'corrected', reason: '', location },
  ] as const;
  const settled = { ...result, ...settle(result, waivers, '2026-11-24') };
  const json = JSON.parse(await rendered('json', settled)) as {
    reports: { findings: { ruleId: string; status: string; waiver?: { state: string } }[] }[];
    waivers: { state: string }[];
  };
  isResult(json);
  expect(json.waivers.map(({ state }) => state)).toEqual(['waived', 'uncorrected', 'corrected']);
  expect(json.reports[0]?.findings.slice(0, 2)).toMatchObject([
    { ruleId: 'T3-ROW', status: 'waived', waiver: { state: 'waived', who: '甲' } },
    { ruleId: 'T3-HIER', status: 'open', waiver: { state: 'uncorrected' } },
  ]);
  const text = await rendered('text', settled);
  expect(text).toContain('已认可（甲）：上级批复');
  // What follows from a finding that was accepted is a finding of its own.
  expect(text).toContain('错误 1\n  1  支出表上级科目等于下级科目之和  [T3-HIER]');
  expect(text).toContain('处理结果  已认可 1 · 标为已更正而仍存在 1 · 已销号 1');
});

test('control characters and bidirectional overrides of a file are spelled out', async () => {
  const csv =
    '支出决算表\n部门：甲\u001b[31m局\u202e\n单位：万元\n科目编码,科目名称,本年支出合计,基本支出,项目支出,上缴上级支出,经营支出,对附属单位补助支出\n合计,,1.00,0.50,0.60,0,0,0\n';
  const bytes = new TextEncoder().encode(csv.replace('\u001b', '\u0085'));
  const input = { file: 'a.csv', folder: '.', named: true };
  const result = await run([input], rules, (name) => readDocument(name, bytes));
  const text = await rendered('text', result);
  expect(text).not.toMatch(/[\u0080-\u009f\u202e]/u);
  expect(text).toContain('甲');
});
