import { describe, expect, test } from 'vitest';
import { tablesOf, textOf } from '../department.js';
import { run, type InputFile } from '../../src/batch/run.js';
import { unitsOf } from '../../src/batch/units.js';
import { readDocument } from '../../src/source/read-document.js';

const inputsIn = (folder: string, names: readonly string[]): InputFile[] =>
  names.map((name) => ({ file: `${folder}/${name}`, folder, named: false }));
const numbered = (count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${String(index).padStart(5, '0')}.xlsx`);
const namesOf = (units: readonly (readonly InputFile[])[]): string[][] =>
  units.map((unit) => unit.map(({ file }) => file));

describe('what is checked at a time', () => {
  test('is a folder, in the order of names, whatever order they are given in', () => {
    const inputs = [...inputsIn('b', ['2.xlsx', '1.xlsx']), ...inputsIn('a', ['1.xlsx'])];
    expect(namesOf(unitsOf(inputs))).toEqual([['a/1.xlsx'], ['b/1.xlsx', 'b/2.xlsx']]);
    expect(unitsOf(inputs.toReversed())).toEqual(unitsOf(inputs));
  });

  test('is a short part of a folder that holds very many files', () => {
    const inputs = inputsIn('a', numbered(2000));
    const units = unitsOf(inputs);
    expect(units.flat().map(({ file }) => file)).toEqual(inputs.map(({ file }) => file));
    expect(Math.max(...units.map(({ length }) => length))).toBeLessThanOrEqual(32);
    expect(units.length).toBeLessThan(200);
  });

  test('a file that is added to such a folder changes the part it is in', () => {
    const before = namesOf(unitsOf(inputsIn('a', numbered(2000))));
    const after = namesOf(unitsOf(inputsIn('a', [...numbered(2000), '00777a.xlsx'])));
    const known = new Set(before.map((unit) => unit.join()));
    expect(after.filter((unit) => !known.has(unit.join())).length).toBeLessThanOrEqual(3);
  });
});

/** Tables of departments, and the text of each; its name is all that they differ by. */
const contentOf = (file: string): string => {
  const [number = ''] = /\d+/u.exec(file) ?? [];
  return (file.endsWith('.csv') ? tablesOf : textOf)(`某区第${number}局`);
};
const read = (file: string): ReturnType<typeof readDocument> =>
  readDocument(file, Buffer.from(contentOf(file)));
const filesOf = async (inputs: readonly InputFile[]): Promise<string[]> =>
  (await run(inputs, [], read)).reports.map(({ report }) => report.files.join('+'));

const DEPARTMENTS = Array.from({ length: 17 }, (_, index) => String(index + 10));

describe('in a folder of very many files', () => {
  test('files of one department and year make one report, however far apart their names are', async () => {
    const names = DEPARTMENTS.flatMap((department) => [`${department}.txt`, `表${department}.csv`]);
    expect(unitsOf(inputsIn('a', names)).length).toBeGreaterThan(2);
    expect(await filesOf(inputsIn('a', names))).toEqual(
      DEPARTMENTS.map((department) => `a/表${department}.csv+a/${department}.txt`),
    );
  });

  test('a text in another folder is of the report of its department and year', async () => {
    const names = DEPARTMENTS.map((department) => `表${department}.csv`);
    const others = numbered(17).map((name) => name.replace('.xlsx', '.csv'));
    const inputs = [...inputsIn('a', [...names, ...others]), ...inputsIn('b', ['12.txt', '77.txt'])];
    const reports = await filesOf(inputs);
    expect(reports).toHaveLength(names.length + others.length + 1);
    expect(reports.filter((files) => files.includes('txt'))).toEqual(['a/表12.csv+b/12.txt', 'b/77.txt']);
  });
});
