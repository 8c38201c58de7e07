import { describe, expect, test } from 'vitest';
import { expectedBy } from '../../src/cli/expected.js';
import { readDocument } from '../../src/source/read-document.js';

const listed = (text: string): ReturnType<typeof expectedBy> =>
  expectedBy('名单.csv', (file) => readDocument(file, new TextEncoder().encode(text)));

/** A list as "name level district < department", those below a department by the order of the list with ~. */
const shown = async (text: string): Promise<string[]> =>
  ((await listed(text))?.entries ?? []).map(
    ({ name, level, district, department, isBelowByOrder }) =>
      `${name} ${level ?? '-'} ${district}${department ? ` ${isBelowByOrder ? '~' : '<'} ${department.name}` : ''}`,
  );

const ROWS = '甲局,部门,东区\n甲局（本级）,本级,东区\n甲校,单位,东区\n乙局,部门,东区\n乙站,单位,东区\n';
const ENTRIES = [
  '甲局 department 东区',
  '甲局（本级） itself 东区 ~ 甲局',
  '甲校 unit 东区 ~ 甲局',
  '乙局 department 东区',
  '乙站 unit 东区 ~ 乙局',
];

describe('a list of those who must publish', () => {
  test.each([
    ['without titles', ROWS],
    ['with titles', `单位名称,级别,区划\n${ROWS}`],
    ['whose titles are words for a level', `单位,层级,区划\n${ROWS}`],
    ['with a heading above the titles', `应公开单位名单,,\n,,\n单位名称,级别,区划\n${ROWS}`],
  ])('%s', async (_, text) => {
    expect(await shown(text)).toEqual(ENTRIES);
  });

  test.each([
    ['one row without titles', '甲校,单位,东区\n', ['甲校 unit 东区']],
    ['names alone', '单位\n甲局\n乙局\n', ['甲局 - ', '乙局 - ']],
    [
      'a column for the department of a unit',
      '名称,级别,区划,主管部门\n甲校,单位,,乙局\n甲局,部门,,\n乙局,部门,,\n',
      ['甲校 unit  < 乙局', '甲局 department ', '乙局 department '],
    ],
    [
      'a department without a row of its own, one put down as its own, and one of the same district',
      '名称,级别,区划,主管部门\n甲校,单位,东区,丙局\n乙局,部门,西区,乙局\n乙局,部门,东区,\n乙站,单位,东区,乙局\n',
      ['甲校 unit 东区 < 丙局', '乙局 department 西区', '乙局 department 东区', '乙站 unit 东区 < 乙局'],
    ],
  ])('%s', async (_, text, entries) => {
    expect(await shown(text)).toEqual(entries);
  });

  test('with its columns in another order and no titles is refused', async () => {
    await expect(listed('部门,甲局\n单位,甲校\n')).rejects.toThrow('单位名称是“单位”');
  });
});
