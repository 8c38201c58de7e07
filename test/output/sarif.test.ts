import { expect, test } from 'vitest';
import { checkReport } from '../../src/engine/check.js';
import { reportOf } from '../../src/rules/example.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { rendered } from './rendered.js';
import type { Location } from '../../src/model/location.js';

const checked = checkReport(
  reportOf({ figures: { '支出表[合计].本年支出合计': '90.00' } }),
  builtInRules().filter(({ id }) => id === 'T3-ROW'),
);

/** The locations of a finding whose evidence stands in such places. */
async function locationsOf(
  ...places: readonly Location[]
): Promise<{ uri: string; line?: number; name?: string }[]> {
  const [finding] = checked.findings;
  if (!finding) throw new Error('nothing found');
  const evidence = places.map((location) => ({ role: 'addend', label: '', printed: '', location }));
  const report = { ...checked, findings: [{ ...finding, evidence, suspects: [] }] };
  const log = JSON.parse(await rendered('sarif', { reports: [report], problems: [] })) as {
    runs: {
      results: Record<
        'locations' | 'relatedLocations',
        {
          physicalLocation: { artifactLocation: { uri: string }; region?: { startLine: number } };
          logicalLocations?: { fullyQualifiedName: string }[];
        }[]
      >[];
    }[];
  };
  const [result] = log.runs[0]?.results ?? [];
  return [...(result?.locations ?? []), ...(result?.relatedLocations ?? [])].map(
    ({ physicalLocation: { artifactLocation, region }, logicalLocations = [] }) => ({
      uri: artifactLocation.uri,
      ...(region && { line: region.startLine }),
      ...(logicalLocations[0] && { name: logicalLocations[0].fullyQualifiedName }),
    }),
  );
}

test.each([
  ['2023/决算 1.xlsx', '2023/%E5%86%B3%E7%AE%97%201.xlsx'],
  ['../a#1?.xlsx', '../a%231%3F.xlsx'],
  ['a:b.xlsx', 'a%3Ab.xlsx'],
  ['/srv/a.xlsx', 'file:///srv/a.xlsx'],
  ['C:/srv/a.xlsx', 'file:///C:/srv/a.xlsx'],
  ['13800001234.xlsx', '13800001234.xlsx'],
])('%s is told as %s', async (file, uri) => {
  expect(await locationsOf({ file })).toEqual([{ uri }]);
});

test('a cell has its name, a sentence its line', async () => {
  expect(
    await locationsOf(
      { file: 'a.xlsx', sheet: '03', cell: 'B7' },
      { file: '说明.txt', sheet: '说明', line: 12 },
    ),
  ).toEqual([
    { uri: 'a.xlsx', name: '03!B7' },
    { uri: '%E8%AF%B4%E6%98%8E.txt', line: 12, name: '说明' },
  ]);
});

test('the first place is not told twice, the same cell of another file is', async () => {
  const place = { file: 'a.xlsx', sheet: '03', cell: 'B7' };
  expect(await locationsOf(place, place, { ...place, file: 'b.xlsx' })).toEqual([
    { uri: 'a.xlsx', name: '03!B7' },
    { uri: 'b.xlsx', name: '03!B7' },
  ]);
});
