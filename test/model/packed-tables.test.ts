import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readReports } from '../../src/index.js';
import { packTables, unpackTables } from '../../src/model/packed-tables.js';
import type { Fact } from '../../src/model/report.js';

const files = [
  ...['henan.xlsx', 'pages.xlsx', 'yuan.xlsx', 'one-sheet.csv'].map(
    (name) => `published/xinhua-2023.${name}`,
  ),
  ...readdirSync('fixtures/independent').flatMap((name) =>
    name.endsWith('.xlsx') ? `independent/${name}` : [],
  ),
  ...['error-cells', 'dash-zeros', 'no-unit', 'code-duplicate'].map((name) => `made/${name}.xlsx`),
];

test.each(files)('%s: what is packed comes back with every cell', async (file) => {
  for (const report of await readReports([`fixtures/${file}`])) {
    const packed = packTables(report);
    const back = unpackTables(packed);
    expect([...back.keys()]).toEqual([...report.tables.keys()]);
    for (const [form, { facts, unit, title, statedUnit }] of report.tables) {
      const table = back.get(form);
      const withoutStored = [...facts.values()].map((fact): Fact => {
        const { stored, ...rest } = fact;
        return stored === undefined ? fact : rest;
      });
      expect(table).toMatchObject({ unit, title, isUnitStated: statedUnit !== undefined });
      expect(withoutStored.map(({ line, column }) => table?.fact(line, column))).toEqual(withoutStored);
      expect(table?.facts()).toHaveLength(withoutStored.length);
    }
    // The standard nine tables take some kilobytes: tens of thousands of reports are kept at once.
    expect(packed.length).toBeLessThan(16_000);
  }
});
