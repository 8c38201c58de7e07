import { dirname } from 'node:path';
import { expect, test } from 'vitest';
import { province } from '../../fixtures/province.mjs';
import { run } from '../../src/batch/run.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { readDocument } from '../../src/source/read-document.js';

type Options = Parameters<typeof province>[0];
const workbooksOf = (options: Options): (Made & { fault?: string })[] =>
  [...province(options)].filter(({ path }) => !path.endsWith('.docx'));

interface Made {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What files come to; those of one folder may make one report. */
function checked(files: readonly Made[], folderOf: (path: string) => string): ReturnType<typeof run> {
  const bytesOf = new Map(files.map(({ path, bytes }) => [path, bytes]));
  const inputs = files.map(({ path }) => ({ file: path, folder: folderOf(path), named: false }));
  return run(inputs, builtInRules(), (file) => readDocument(file, bytesOf.get(file) ?? new Uint8Array()));
}

/** What is wrong, by file. */
async function errorsIn(files: readonly Made[]): Promise<[string, string][]> {
  const { reports } = await checked(files, (path) => path);
  expect(reports).toHaveLength(files.length);
  return reports.flatMap(({ report, findings }) =>
    findings.flatMap(({ severity, ruleId }): [string, string][] =>
      severity === 'note' ? [] : [[report.file, ruleId]],
    ),
  );
}

test('the same seed makes the same files, however many', () => {
  const some = [...province({ workbooks: 20 })];
  expect([...province({ workbooks: 40 })].slice(0, some.length)).toEqual(some);
  expect(workbooksOf({ workbooks: 20, seed: 2 })).not.toEqual(workbooksOf({ workbooks: 20 }));
});

test('what is printed right has no errors', async () => {
  expect(await errorsIn(workbooksOf({ workbooks: 40, wrong: 0, unreadable: 0 }))).toEqual([]);
});

test('the units that a text lists sum up to the department in every cell', async () => {
  const all = [...province({ workbooks: 110, wrong: 0, unreadable: 0 })];
  const written = new Set(all.flatMap(({ path }) => (path.endsWith('.docx') ? [dirname(path)] : [])));
  const files = all.filter(({ path }) => written.has(dirname(path)));
  const { between } = await checked(files, dirname);
  expect(between?.outcomes).toMatchObject({ fails: 0, undecidable: 0 });
  expect(between?.outcomes.holds).toBeGreaterThan(100);
});

test('a wrong figure is found in its file, and nowhere else', async () => {
  const files = workbooksOf({ workbooks: 60, wrong: 1, unreadable: 0 });
  const wrong = files.flatMap(({ path, fault }) => (fault === 'wrong-figure' ? [path] : []));
  const found = await errorsIn(files);
  expect(wrong.length).toBeGreaterThan(10);
  expect(found.flatMap(([file, rule]) => (rule === 'T3-ROW' ? [file] : [])).sort()).toEqual(wrong.sort());
});

test('each kind of broken file comes in its turn', () => {
  const broken = workbooksOf({ workbooks: 60, wrong: 0, unreadable: 0.1 }).flatMap(
    ({ fault }) => fault ?? [],
  );
  expect(broken).toHaveLength(6);
  expect(new Set(broken).size).toBe(6);
});
