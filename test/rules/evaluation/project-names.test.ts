import { describe, expect, test } from 'vitest';
import { projectKey, isNearName } from '../../../src/rules/evaluation/project-names.js';
import { matchProjects } from '../../../src/rules/evaluation/match-projects.js';
import { projectRows, projectSheets } from '../../../src/rules/evaluation/sheets.js';
import { reportOf } from '../../../src/rules/example.js';
import type { ExampleSheet } from '../../../src/rules/rule.js';

test.each([
  ['2024 泵站检修', '泵站检修'],
  ['2024年泵站检修', '泵站检修'],
  ['2024年度“泵站” 检修', '泵站检修'],
  ['泵站检修（2024年度）', '泵站检修'],
  ['泵站检修(2024)', '泵站检修'],
  ['泵站检修（线下）', '泵站检修'],
  ['泵站检修-线上', '泵站检修'],
  ['泵站检修2024年', '泵站检修'],
  ['泵站检修（二期）', '泵站检修(二期)'],
  ['泵站＋闸门检修', '泵站+闸门检修'],
  ['2024年', '2024年'],
])('%s is the project %s', (name, key) => {
  expect(projectKey(name)).toBe(key);
});

test.each([
  ['泵站三年检修规划', '泵站三年检修划', true],
  ['泵站三年检修规划', '泵站三年检修计划', true],
  ['泵站检修项目经费', '泵站检修项目', true],
  ['泵站检修', '泵站检查', false],
  ['泵站三年检修规划', '闸门三年检修方案', false],
])('%s and %s are near names: %s', (one, other, near) => {
  expect(isNearName(one, other)).toBe(near);
});

const row = (name: string, budget: string, executed: string, mode = ''): string =>
  `${name} | ${budget} | ${executed} | | 20 | 10 | 30 | 25 | 5 | 95 | 否 | ${mode}`;
const sheet = (name: string, budget: string, executed: string, layout = 'national'): ExampleSheet => ({
  name,
  layout,
  funding: [`年度资金总额 | ${budget} | ${budget} | ${executed} | 10 | | `],
});

describe('a row finds its sheet', () => {
  test.each<readonly [string, readonly string[], readonly ExampleSheet[], readonly string[]]>([
    ['by name', [row('2024泵站检修', '30', '12')], [sheet('泵站检修', '30', '12')], ['0=0']],
    [
      'by name, though amounts differ',
      [row('泵站检修', '30', '12')],
      [sheet('泵站检修', '31', '12')],
      ['0=0'],
    ],
    [
      'by the way of evaluation where names tie',
      [row('2024泵站检修', '30', '12', '线上'), row('泵站检修', '30', '12', '线下')],
      [sheet('泵站检修', '30', '12', 'offline'), sheet('泵站检修', '30', '12', 'system')],
      ['0=1', '1=0'],
    ],
    [
      'by amounts where names tie',
      [row('泵站检修', '30', '12'), row('泵站检修', '8', '3')],
      [sheet('泵站检修', '8', '3'), sheet('泵站检修', '30', '12')],
      ['0=1', '1=0'],
    ],
    [
      'by what is left where one amount was changed',
      [row('泵站检修', '30', '12'), row('泵站检修', '8', '3')],
      [sheet('泵站检修', '9', '4'), sheet('泵站检修', '30', '12')],
      ['0=1', '1=0'],
    ],
    [
      'never of the other way of evaluation by name alone',
      [row('泵站检修', '30', '12', '线下')],
      [sheet('泵站检修', '31', '12', 'system')],
      ['0=', '=0'],
    ],
    [
      'under a misprinted name where the amounts prove it',
      [row('泵站三年检修划', '30', '12')],
      [sheet('泵站三年检修规划', '30', '12')],
      ['0=0'],
    ],
    [
      'not under a misprinted name where they do not',
      [row('泵站三年检修划', '30', '12')],
      [sheet('泵站三年检修规划', '31', '12')],
      ['0=', '=0'],
    ],
    [
      'or it is said that nothing tells two apart',
      [row('泵站检修', '30', '12'), row('泵站检修', '30', '12')],
      [sheet('泵站检修', '30', '12')],
      ['0,1?0'],
    ],
  ])('%s', (_, summary, sheets, expected) => {
    const report = reportOf({ figures: {}, summary, sheets });
    const rows = projectRows(report.evaluation.summaries);
    const named = projectSheets(report);
    const { pairs, rowsAlone, sheetsAlone, unclear } = matchProjects(rows, named);
    const rowsAt = (of: readonly unknown[]): string => of.map((one) => rows.indexOf(one as never)).join(',');
    const sheetsAt = (of: readonly unknown[]): string =>
      of.map((one) => named.indexOf(one as never)).join(',');
    expect([
      ...pairs.map((pair) => `${rowsAt([pair.row])}=${sheetsAt([pair.sheet])}`),
      ...rowsAlone.map((one) => `${rowsAt([one])}=`),
      ...sheetsAlone.map((one) => `=${sheetsAt([one])}`),
      ...unclear.map((one) => `${rowsAt(one.rows)}?${sheetsAt(one.sheets)}`),
    ]).toEqual(expected);
  });
});
