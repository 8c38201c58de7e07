import { describe, expect, test } from 'vitest';
import { checkReport } from '../../src/engine/check.js';
import { loadBook } from '../../src/rules/book.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { reportOf } from '../../src/rules/example.js';
import type { CustomRule, Example, Rule } from '../../src/rules/rule.js';

const ruleNamed = (id: string): Rule => {
  const rule = builtInRules().find((candidate) => candidate.id === id);
  if (!rule) throw new Error(id);
  return rule;
};

const judge = (
  id: string,
  figures: Example['figures'],
  more: Partial<Example> = {},
): { verdict: string; severity: string } => {
  const { judgements } = checkReport(reportOf({ figures, ...more }), [ruleNamed(id)]);
  const telling = judgements.find(({ operands }) => operands.some(({ value }) => !value.isZero()));
  return { verdict: telling?.verdict ?? 'none', severity: telling?.severity ?? 'none' };
};

describe('a sum is judged on the intervals of its printed figures', () => {
  const row = (total: string, basic: string, project: string): Example['figures'] => ({
    '支出表[201].本年支出合计': total,
    '支出表[201].基本支出': basic,
    '支出表[201].项目支出': project,
  });

  test.each([
    ['exact', row('279.42', '163.44', '115.98'), 'holds'],
    ['within three half units', row('279.43', '163.44', '115.98'), 'holds-within-rounding'],
    ['beyond three half units', row('279.44', '163.44', '115.98'), 'fails'],
    [
      'a printed zero does not widen the bound: one unit',
      row('163.45', '163.44', '0.00'),
      'holds-within-rounding',
    ],
    ['a printed zero does not widen the bound: two units', row('163.46', '163.44', '0.00'), 'fails'],
    ['nought is exact', row('0.01', '0.00', '0.00'), 'fails'],
  ])('%s', (_, figures, verdict) => {
    expect(judge('T3-ROW', figures).verdict).toBe(verdict);
  });

  test('amounts in 元 with two decimals are the books: nothing is forgiven', () => {
    const figures = row('2794300.01', '1634400.00', '1159900.00');
    expect(judge('T3-ROW', figures, { units: { 支出表: '元' } }).verdict).toBe('fails');
  });
});

describe('the same fact printed twice', () => {
  const twice = (one: string, other: string): Example['figures'] => ({
    '收支总表[210]': one,
    '支出表[210].本年支出合计': other,
  });

  test.each([
    ['equal', twice('236.63', '236.63'), 'holds', 'error'],
    ['one unit of the last digit', twice('236.63', '236.64'), 'holds-within-rounding', 'error'],
    ['two units need an explanation', twice('236.63', '236.65'), 'fails', 'warning'],
    ['three units are an error', twice('236.63', '236.66'), 'fails', 'error'],
  ])('%s', (_, figures, verdict, severity) => {
    expect(judge('X-13F', figures)).toEqual({ verdict, severity });
  });

  test.each([
    ['2366349.99', 'holds-within-rounding'],
    ['2366250.00', 'holds-within-rounding'],
    ['2366350.01', 'fails'],
  ])('in 元 it must lie in the interval of the coarser figure: %s', (finer, verdict) => {
    expect(judge('X-13F', twice('236.63', finer), { units: { 支出表: '元' } }).verdict).toBe(verdict);
  });
});

describe('inequalities', () => {
  test.each([
    ['55.34', '55.34', 'holds'],
    ['55.35', '55.34', 'holds-within-rounding'],
    ['55.36', '55.34', 'fails'],
  ])('%s ≤ %s', (part, whole, verdict) => {
    expect(judge('X-14L', { '财政拨款总表[212].合计': part, '收支总表[212]': whole }).verdict).toBe(verdict);
  });

  test('a negative operand needs an explanation only', () => {
    expect(judge('X-14L', { '财政拨款总表[212].合计': '5.00', '收支总表[212]': '-5.00' })).toEqual({
      verdict: 'fails',
      severity: 'warning',
    });
  });
});

describe('funds beside the appropriations that are overdrawn', () => {
  const BALANCED = {
    '收支总表.本年收入合计': '110.00',
    '收支总表.收入总计': '110.00',
    '收支总表.本年支出合计': '107.00',
    '收支总表.年末结转和结余': '3.00',
    '收支总表.支出总计': '110.00',
    '财政拨款总表.本年收入合计': '100.00',
    '财政拨款总表.收入总计': '100.00',
    '财政拨款总表.本年支出合计.合计': '94.00',
    '财政拨款总表.年末财政拨款结转和结余.合计': '6.00',
    '财政拨款总表.支出总计.合计': '100.00',
    '支出表[合计].本年支出合计': '107.00',
  };

  test.each([
    ['X-14L', 'need an explanation where both tables balance', {}, 'warning'],
    ['X-NF', 'need an explanation where both tables balance', {}, 'warning'],
    ['X-14L', 'are an error where a table does not', { '收支总表.年末结转和结余': '4.00' }, 'error'],
    ['X-NF', 'are an error where a table does not', { '收支总表.本年收入合计': '109.00' }, 'error'],
  ])('%s: they %s', (id, _, others, severity) => {
    const { judgements } = checkReport(reportOf({ figures: { ...BALANCED, ...others } }), [ruleNamed(id)]);
    const failing = judgements.filter(({ verdict }) => verdict === 'fails');
    expect(failing.map((one) => one.severity)).toEqual([severity]);
  });
});

describe('the revenue of the form before 2019, one line for all funds', () => {
  const T4 = {
    '财政拨款总表.一般公共预算财政拨款': '80.00',
    '财政拨款总表.政府性基金预算财政拨款': '20.00',
    '财政拨款总表.本年收入合计': '100.00',
    '收入表[合计].财政拨款收入': '100.00',
  };
  const verdictsOf = (figures: Example['figures']): string[] => {
    const { judgements } = checkReport(reportOf({ figures }), [ruleNamed('X-14'), ruleNamed('X-12F')]);
    return [...new Set(judgements.map(({ verdict }) => verdict))].sort();
  };

  test.each([
    ['all of it', { '收支总表.财政拨款收入': '100.00' }, ['holds', 'not-applicable']],
    ['not all of it', { '收支总表.财政拨款收入': '80.00' }, ['fails', 'holds', 'not-applicable']],
    [
      'the fund in a line of its own',
      { '收支总表.财政拨款收入': '80.00', '收支总表.政府性基金预算财政拨款收入': '20.00' },
      ['holds', 'not-applicable'],
    ],
    [
      'the form of today',
      { '收支总表.一般公共预算财政拨款收入': '80.00', '收支总表.政府性基金预算财政拨款收入': '20.00' },
      ['holds', 'not-applicable'],
    ],
  ])('%s', (_, figures, verdicts) => {
    expect(verdictsOf({ ...T4, ...figures })).toEqual(verdicts);
  });
});

describe('blanks', () => {
  const row = (project: string): Example['figures'] => ({
    '支出表[201].本年支出合计': '163.44',
    '支出表[201].基本支出': '163.44',
    '支出表[201].项目支出': project,
  });

  test('a blank that its row proves is zero', () => {
    expect(judge('T3-ROW', row('')).verdict).toBe('holds');
  });

  test('a blank that its row disproves is owed, not zero', () => {
    const figures = { ...row(''), '支出表[201].本年支出合计': '279.42' };
    const { findings } = checkReport(reportOf({ figures }), [ruleNamed('T3-ROW')]);
    expect(findings).toMatchObject([{ verdict: 'undecidable', severity: 'error' }]);
    expect(findings[0]?.message).toContain('空白，按零计');
  });

  test('the sum of a column reports what a proved blank hides', () => {
    const figures = { ...row(''), '支出表[合计].项目支出': '115.98' };
    const { findings } = checkReport(reportOf({ figures }), [ruleNamed('T3-ROW'), ruleNamed('T3-SUM')]);
    expect(
      findings.find(({ ruleId, message }) => ruleId === 'T3-SUM' && message.includes('项目支出')),
    ).toMatchObject({ verdict: 'fails' });
  });
});

test('tails are one note a table, with every tail as evidence', () => {
  const figures = {
    '支出表[201].本年支出合计': '279.43',
    '支出表[201].基本支出': '163.44',
    '支出表[201].项目支出': '115.98',
    '支出表[208].本年支出合计': '21.50',
    '支出表[208].基本支出': '21.49',
  };
  const { findings } = checkReport(reportOf({ figures }), [ruleNamed('T3-ROW')]);
  expect(findings).toHaveLength(1);
  expect(findings[0]).toMatchObject({
    ruleId: 'X-TAIL',
    severity: 'note',
    verdict: 'holds-within-rounding',
    message: '支出决算表：尾差 2 处，最大 0.01万元（T3-ROW）',
  });
  expect(findings[0]?.evidence.map(({ printed }) => printed)).toEqual(
    expect.arrayContaining(['279.43', '163.44', '21.50', '21.49']),
  );
});

test('a rule that throws is a crash of that rule alone', () => {
  const broken: CustomRule = {
    kind: 'custom',
    area: 'tables',
    id: 'U-1',
    title: '',
    severity: 'error',
    basis: '',
    failure: '',
    examples: { holds: { figures: {} }, fails: { figures: {} } },
    judge: () => {
      throw new Error('boom');
    },
  };
  const { crashes, outcomes } = checkReport(reportOf({ figures: {} }), [broken, ruleNamed('T1-BAL')]);
  expect(crashes).toEqual([{ ruleId: 'U-1', message: 'boom' }]);
  expect(outcomes.holds).toBe(1);
});

describe('sums over classes that a table does not print', () => {
  const withheld = { notes: { 支出表: '注：涉密信息不予公开。' } };

  test('a note that classified items are left out makes a failing sum need an explanation only', () => {
    const figures = { '支出表[合计].本年支出合计': '10.00', '支出表[201].本年支出合计': '5.00' };
    expect(judge('T3-SUM', figures, withheld)).toEqual({ verdict: 'fails', severity: 'warning' });
    expect(judge('T3-SUM', figures)).toEqual({ verdict: 'fails', severity: 'error' });
  });
});

test('a book of rules may extend the notation over several tables', () => {
  const rules = loadBook('own.yaml', {
    book: '自备',
    rules: [
      {
        id: 'Tx-U',
        over: { T2: { 表: '收入表', 列: '本年收入合计' }, T3: { 表: '支出表', 列: '本年支出合计' } },
        title: '{表}合计大于零',
        severity: 'warning',
        formula: '{表}[合计].{列} > 0',
        basis: '。',
        failure: '。',
        examples: { holds: { '{表}[合计].{列}': '1.00' }, fails: { '{表}[合计].{列}': '0.00' } },
      },
    ],
  });
  expect(rules.map(({ id, family, title }) => [id, family, title])).toEqual([
    ['T2-U', 'Tx-U', '收入表合计大于零'],
    ['T3-U', 'Tx-U', '支出表合计大于零'],
  ]);
});
