import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import { baselineOf, waiversOf } from '../engine/baseline.js';
import type { RunResult } from '../engine/outcome.js';
import type { Waiver } from '../engine/waiver.js';
import { zh } from '../language/message.js';
import { inShape, shaped } from '../rules/shape.js';
import { replaceFile } from './output-file.js';
import { UsageError } from './usage-error.js';

const VERSION = 1;

const BaselineShape = v.object({
  baselineVersion: v.literal(VERSION, inShape(zh`应为 ${VERSION}`)),
  findings: v.array(
    v.object({
      department: v.nullable(v.string(inShape(zh`应为文字`))),
      fiscalYear: v.nullable(v.number(inShape(zh`应为数字`))),
      ruleId: v.string(inShape(zh`应为文字`)),
      fingerprint: v.string(inShape(zh`应为文字`)),
      printed: v.string(inShape(zh`应为文字`)),
    }),
    inShape(zh`应为列表`),
  ),
});

/**
 * The findings of a baseline as decisions.
 *
 * @param isNew whether it is to be written, and need not be there
 */
export async function readBaseline(file: string, isNew: boolean): Promise<Waiver[]> {
  let data: unknown;
  try {
    data = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    if (cause instanceof SyntaxError) throw new UsageError(zh`${file} 不是基线文件`, { cause });
    if ((cause as NodeJS.ErrnoException).code !== 'ENOENT')
      throw new UsageError(zh`读不了 ${file}；请检查路径`, { cause });
    if (isNew) return [];
    throw new UsageError(zh`没有基线文件 ${file}；先加 --update-baseline 写出`, { cause });
  }
  const { findings } = shaped(file, BaselineShape, data, () => undefined, zh`不是基线文件`);
  return waiversOf(findings, { file });
}

/**
 * Writes the baseline of a settled run, a finding a line, sorted: the same findings make the same bytes.
 *
 * @returns its findings as decisions
 */
export async function writeBaseline(
  file: string,
  settled: Pick<RunResult, 'reports' | 'between' | 'followUps'>,
): Promise<Waiver[]> {
  const known = baselineOf(settled);
  const lines = known.map(({ department, fiscalYear, ruleId, fingerprint, printed }) =>
    JSON.stringify({ department, fiscalYear, ruleId, fingerprint, printed }),
  );
  const sorted = [...new Set(lines)].sort().map((line) => `    ${line}`);
  const findings = sorted.length === 0 ? '[]' : `[\n${sorted.join(',\n')}\n  ]`;
  await replaceFile(file, `{\n  "baselineVersion": ${VERSION},\n  "findings": ${findings}\n}\n`);
  return waiversOf(known, { file });
}
