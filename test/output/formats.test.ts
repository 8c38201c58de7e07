import { readdirSync, readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { run } from '../../src/batch/run.js';
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
