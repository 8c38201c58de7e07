import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { program } from './program.js';

const FIXTURES = 'fixtures/units';
const UNITS = ['itself', 'first-school', 'primary-school'];
const root = mkdtempSync(join(tmpdir(), 'gouji-units-'));
afterAll(() => {
  rmSync(root, { recursive: true });
});

interface Between {
  readonly outcomes: Readonly<Record<string, number>>;
  readonly findings: readonly {
    readonly ruleId: string;
    readonly severity: string;
    readonly message: string;
    readonly difference: string;
    readonly causedBy?: string;
    readonly evidence: readonly {
      readonly location: { readonly file: string; readonly sheet: string; readonly cell?: string };
    }[];
  }[];
  readonly undecided: readonly { readonly ruleId: string; readonly reason: string }[];
}

/** What is said together of a department and these of its units. */
async function together(name: string, units: readonly string[]): Promise<Between> {
  const folder = join(root, name);
  mkdirSync(folder);
  copyFileSync(join(FIXTURES, 'explanations.txt'), join(folder, 'explanations.txt'));
  for (const file of ['department', ...units])
    copyFileSync(join(FIXTURES, `${file}.xlsx`), join(folder, `${file}.xlsx`));
  const { stdout } = await program(['check', name, '-f', 'json'], root);
  return (JSON.parse(stdout) as { between: Between }).between;
}

test('a department is the sum of its units, cell by cell', async () => {
  const { outcomes, findings } = await together('相符', UNITS);
  expect(outcomes).toMatchObject({ fails: 0, undecidable: 0 });
  expect(outcomes.holds).toBeGreaterThan(80);
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(['X-TAIL']);
});

test('one figure of one unit that was changed is named with its cell in every report', async () => {
  const { findings, outcomes } = await together(
    '一处不同',
    UNITS.map((unit) => (unit === 'first-school' ? 'first-school.one-figure-changed' : unit)),
  );
  expect(outcomes).toMatchObject({ fails: 1, undecidable: 0 });
  const [finding] = findings;
  expect(finding).toMatchObject({ ruleId: 'DU-SUM', severity: 'error' });
  expect(finding?.message).toContain('初中教育·项目支出：部门 164.62 ≠');
  // The other school does not list the item.
  expect(finding?.evidence.map(({ location: { file, sheet, cell } }) => `${file} ${cell ?? sheet}`)).toEqual([
    '一处不同/department.xlsx E14',
    '一处不同/itself.xlsx E13',
    '一处不同/first-school.one-figure-changed.xlsx E11',
    '一处不同/primary-school.xlsx 03支出',
  ]);
});

test('while the text lists a unit that was not given, nothing is said of sums', async () => {
  const { findings, undecided, outcomes } = await together('不齐', UNITS.slice(0, 2));
  expect(findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`)).toEqual(['DU-LIST warning']);
  expect(undecided).toMatchObject([{ ruleId: 'DU-SUM' }]);
  expect(undecided[0]?.reason).toContain('甲市东安区实验小学');
  expect(outcomes).toMatchObject({ undecidable: 1 });
});
