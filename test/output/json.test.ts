import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/batch/run.js';
import { settle } from '../../src/engine/waiver.js';
import { renderJson } from '../../src/output/json.js';
import { renderText } from '../../src/output/text.js';
import { renderInspection, renderInspectionJson } from '../../src/output/inspect.js';
import { readDocument } from '../../src/source/read-document.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { SEVERITIES, VERDICTS } from '../../src/rules/judgement.js';
import type { Run } from '../../src/batch/run.js';

const rules = builtInRules();
const TOOL = { name: 'gouji', version: '0.0.0' };

const runOn = (file: string): Promise<Run> =>
  run([{ file, folder: '.', named: true }], rules, (name) => readDocument(name, readFileSync(name)));

const fixtures = ['published', 'made', 'broken', 'independent', 'evaluation'].flatMap((folder) =>
  readdirSync(`fixtures/${folder}`)
    .filter((name) => /\.(?:xlsx|xls|ods|csv|tsv)$/u.test(name) && name !== 'xinhua-2023.csv')
    .map((name) => `fixtures/${folder}/${name}`),
);

const schema = JSON.parse(readFileSync('src/output/schema.json', 'utf8')) as object;
const validate = new Ajv({ allowUnionTypes: true }).compile(schema);

describe('every fixture', () => {
  test.each(fixtures)(
    '%s: JSON fits its schema, every output twice the same, text within 80 columns',
    async (file) => {
      const [one, two] = [await runOn(file), await runOn(file)];
      const json = renderJson(one, TOOL);
      expect(validate(JSON.parse(json)), JSON.stringify(validate.errors)).toBe(true);
      expect(renderJson(two, TOOL)).toBe(json);
      const text = renderText(one, { color: false, verbose: true });
      expect(renderText(two, { color: false, verbose: true })).toBe(text);
      const inspection = (result: Run): string[] => {
        const seen = {
          recognitions: result.recognitions,
          reports: result.reports,
          problems: result.problems,
        };
        return [renderInspection(seen), renderInspectionJson(seen)];
      };
      expect(inspection(two)).toEqual(inspection(one));
      const tooWide = text
        .split('\n')
        .filter(
          (line) =>
            Array.from(line).reduce(
              (sum, character) =>
                sum +
                (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
                  character,
                )
                  ? 2
                  : 1),
              0,
            ) > 82,
        );
      expect(tooWide).toEqual([]);
    },
  );
});

test('the summary counts findings by severity', async () => {
  const result = await runOn('fixtures/independent/broken.xlsx');
  const parsed = JSON.parse(renderJson(result, TOOL)) as {
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
  const settled = { ...result, ...settle(result.reports, waivers, '2026-11-24') };
  const json = JSON.parse(renderJson(settled, TOOL)) as {
    reports: { findings: { ruleId: string; status: string; waiver?: { state: string } }[] }[];
    waivers: { state: string }[];
  };
  expect(validate(json), JSON.stringify(validate.errors)).toBe(true);
  expect(json.waivers.map(({ state }) => state)).toEqual(['waived', 'uncorrected', 'corrected']);
  expect(json.reports[0]?.findings.slice(0, 2)).toMatchObject([
    { ruleId: 'T3-ROW', status: 'waived', waiver: { state: 'waived', who: '甲' } },
    { ruleId: 'T3-HIER', status: 'open', waiver: { state: 'uncorrected' } },
  ]);
  const text = renderText(settled, { color: false, verbose: false });
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
  const text = renderText(result, { color: false, verbose: true });
  expect(text).not.toMatch(/[\u0080-\u009f\u202e]/u);
  expect(text).toContain('甲');
});
