import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { BUILT_IN_PROFILES, withProfiles } from '../../../src/rules/evaluation/built-in-profiles.js';
import { readProfiles } from '../../../src/rules/evaluation/user-profiles.js';

const OWN = `profiles:
  - id: our-county
    name: 本县方案
    basis: 本县绩效管理办法
    forms: [project-evaluation]
    layouts: [national]
    filledBy: hand
    weights:
      - { groups: [execution], points: 20 }
      - { groups: [output, benefit], points: 80 }
    execution: { fullMarksAt: 95, cap: true }
    quantitative: { positive: [proportional], equal: [proportional], reverse: [inverse] }
    levels:
      - { name: 好, from: 85 }
      - { name: 差, from: 0 }
    decimals: { score: 1, execution: 1, total: 1 }
    grades:
      - { name: 合格, from: 60 }
      - { name: 不合格, from: 0 }
`;

describe("a user's file", () => {
  test('gives schemes that stand before the built-in ones', () => {
    const profiles = readProfiles('本县.yaml', OWN);
    expect(profiles).toMatchObject([
      { id: 'our-county', given: true, execution: { fullMarksAt: 95, cap: true } },
    ]);
    const ids = withProfiles(profiles).profiles.map(({ id }) => id);
    expect(ids[0]).toBe('our-county');
    expect(ids).toHaveLength(BUILT_IN_PROFILES.profiles.length + 1);
  });

  test('may replace a built-in one', () => {
    const profiles = withProfiles(readProfiles('本县.yaml', OWN.replace('our-county', 'hunan'))).profiles;
    expect(profiles).toHaveLength(BUILT_IN_PROFILES.profiles.length);
  });

  test.each<[string, string, string, string]>([
    [
      'an unknown key',
      'filledBy: hand',
      'filedBy: hand',
      '本县.yaml:7:5：不认识“filedBy”这一项，最接近的是 filledBy',
    ],
    [
      'an unknown key inside',
      'cap: true',
      'caps: true',
      '本县.yaml:11:35：不认识“caps”这一项，最接近的是 cap',
    ],
    ['a missing key', '    basis: 本县绩效管理办法\n', '', '本县.yaml:2:5：缺少“basis”'],
    [
      'an unknown formula',
      'reverse: [inverse]',
      'reverse: [invers]',
      '本县.yaml:12:80：“invers”不可用：应为 proportional、excess、inverse、all-or-nothing 之一，最接近的是 inverse',
    ],
    [
      'points that are no hundred',
      'points: 80',
      'points: 70',
      '本县.yaml:9:7：“weights”各组分值之和应为 100',
    ],
    [
      'levels that do not end at nought',
      '差, from: 0',
      '差, from: 5',
      '本县.yaml:14:7：“levels”应由高到低，最后一档从 0 起',
    ],
    [
      'a number in words',
      'fullMarksAt: 95',
      'fullMarksAt: 九五',
      '本县.yaml:11:31：“fullMarksAt”应为不小于零的数字',
    ],
    [
      'an unknown habit',
      '    filledBy',
      '    habits: [cost]\n    filledBy',
      '本县.yaml:7:14：没有“cost”这一惯例，最接近的是 cost-zero',
    ],
    ['no YAML', 'profiles:', 'profiles: [', '不是规范的 YAML'],
    ['no schemes', OWN, 'rules: []', '本县.yaml:1:1：不认识“rules”这一项'],
  ])('with %s is refused with its place', (_, from, to, message) => {
    expect(() => readProfiles('本县.yaml', OWN.replace(from, to))).toThrow(message);
  });

  test('with one id twice is refused', () => {
    const twice = `${OWN}${OWN.replace('profiles:\n', '')}`;
    expect(() => readProfiles('本县.yaml', twice)).toThrow('方案 our-county 定义了不止一次');
  });
});

test('the example schemes are those of the data file, each with a basis', () => {
  const text = readFileSync('src/rules/evaluation/profiles.yaml', 'utf8');
  for (const { id, basis } of BUILT_IN_PROFILES.profiles) {
    expect(text).toContain(`- id: ${id}`);
    expect(basis).not.toBe('');
  }
  expect(BUILT_IN_PROFILES.profiles.map(({ id }) => id)).toEqual([
    'henan-system',
    'henan-offline',
    'henan-department',
    'shanghai',
    'hubei',
    'hunan',
    'national',
  ]);
});
