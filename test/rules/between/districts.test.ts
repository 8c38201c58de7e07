import { describe, expect, test } from 'vitest';
import { districtsBy } from '../../../src/rules/between/districts.js';
import type { Expected } from '../../../src/rules/between/expected.js';

const listOf = (...rows: readonly (readonly [name: string, district: string])[]): Expected => ({
  file: '名单.csv',
  entries: rows.map(([name, district]) => ({
    name,
    district,
    level: 'department',
    location: { file: '名单.csv' },
  })),
});

describe('the district of a report by a list', () => {
  const districtOf = districtsBy(
    listOf(['教育局', '东安区'], ['教育局', '西宁区'], ['水务局', '东安区'], ['甲市南平区司法局', '']),
  );

  test.each([
    ['whose name is on it once', '水务局', '一/a.xlsx', '东安区'],
    ['of the department itself', '水务局（本级）', '一/a.xlsx', '东安区'],
    ['whose name is on it in two districts, by its folder', '教育局', '市/西宁区/a.xlsx', '西宁区'],
    ['and where no folder tells', '教育局', '市/a.xlsx', ''],
    ['whose name begins with its district', '甲市西宁区教育局', '一/a.xlsx', '西宁区'],
    ['that is not on it, and whose name begins with a district', '甲市东安区档案馆', '一/a.xlsx', '东安区'],
    ['that is not on it, in a district that is not', '甲市北川区档案馆', '一/a.xlsx', '甲市北川区'],
    ['that is not on it, and whose name begins with none', '档案馆', '东安区/a.xlsx', ''],
    ['of a name on the list that begins with its district', '司法局', '一/a.xlsx', '甲市南平区'],
  ])('%s', (_, department, file, district) => {
    expect(districtOf?.({ department, file })).toBe(district);
  });

  test('without a name', () => {
    expect(districtOf?.({ file: '东安区/a.xlsx' })).toBe('');
  });
});

test.each([
  ['no list', undefined],
  ['a list without districts', listOf(['教育局', ''])],
])('%s tells none', (_, expected) => {
  expect(districtsBy(expected)).toBeUndefined();
});
