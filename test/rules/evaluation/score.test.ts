import { Decimal } from 'decimal.js';
import { describe, expect, test } from 'vitest';
import { BUILT_IN_PROFILES } from '../../../src/rules/evaluation/built-in-profiles.js';
import type { ReadingFormula } from '../../../src/rules/evaluation/profile.js';
import {
  amountOf,
  bandOfShare,
  bandOfWord,
  executionRate,
  executionScore,
  isInBand,
  quantitativeScore,
  rounded,
  shareScore,
  stepScore,
} from '../../../src/rules/evaluation/score.js';

const dec = (text: string): Decimal => new Decimal(text);
const printed = (text: string): { value: Decimal; decimals: number } => ({
  value: dec(text),
  decimals: text.split('.')[1]?.length ?? 0,
});

describe('a quantitative index', () => {
  const scores: [ReadingFormula, string, string, string, string][] = [
    // Partial scores of a system's own sheets: weight, target, achieved, score.
    ['proportional', '1', '90', '1.49', '0.02'],
    ['proportional', '3', '100', '95.46', '2.86'],
    ['proportional', '3', '100', '93.24', '2.8'],
    ['proportional', '3', '100', '80', '2.4'],
    ['proportional', '5', '5', '2', '2'],
    ['proportional', '2', '320000', '180000', '1.13'],
    ['proportional', '2', '3300', '2888', '1.75'],
    ['proportional', '5', '85', '56', '3.29'],
    ['proportional', '2', '38', '15', '0.79'],
    ['proportional', '1', '100', '80', '0.8'],
    ['excess', '10', '1.5', '2.69', '2.07'],
    ['excess', '5', '4', '4.2', '4.75'],
    ['excess', '1', '10', '36.78', '0'],
    // Edges.
    ['proportional', '5', '95', '95', '5'],
    ['proportional', '5', '95', '120', '5'],
    ['proportional', '5', '0', '0', '5'],
    ['proportional', '5', '8', '-3', '0'],
    ['excess', '10', '4', '8', '0'],
    ['excess', '10', '4', '0', '10'],
    ['excess', '10', '0', '0', '10'],
    ['excess', '10', '0', '1', '0'],
    ['inverse', '10', '1.5', '2.69', '5.58'],
    ['inverse', '10', '4', '3', '10'],
    ['inverse', '10', '0', '3', '0'],
    ['smaller-to-larger', '5', '9000', '20000', '2.25'],
    ['smaller-to-larger', '5', '8', '6', '3.75'],
    ['smaller-to-larger', '5', '0', '0', '5'],
    ['overshoot', '5', '10', '12', '4'],
    ['overshoot', '5', '10', '25', '0'],
    ['overshoot', '5', '10', '8', '4'],
    ['all-or-nothing', '5', '10', '9.99', '0'],
    ['all-or-nothing', '5', '10', '10', '5'],
  ];
  test.each(scores)(
    '%s: %s points, target %s, achieved %s → %s',
    (formula, weight, target, achieved, score) => {
      const computed = quantitativeScore(formula, dec(weight), dec(target), dec(achieved), false);
      expect(computed && rounded(computed.value, 2).toFixed()).toBe(score);
    },
  );

  test('of a target below zero has no score', () => {
    expect(quantitativeScore('proportional', dec('5'), dec('-1'), dec('1'), false)).toBeUndefined();
  });

  test('is written out with its figures', () => {
    expect(quantitativeScore('excess', dec('10'), dec('4'), dec('5'), true)?.text).toBe(
      '10 × (1 − (5 − 4) ÷ 4)',
    );
  });
});

describe('the execution score', () => {
  const scheme = { fullMarksAt: 100, cap: true };
  test.each([
    ['11.61', '20', '5.81'],
    ['18.3', '60', '3.05'],
    ['0', '60', '0'],
    ['66', '60', '10'],
  ])('of %s spent of %s is %s', (executed, budget, score) => {
    const bounds = executionScore(
      dec('10'),
      executionRate(amountOf(printed(executed)), amountOf(printed(budget))),
      scheme,
    );
    expect(rounded(bounds.middle, 2).toFixed()).toBe(score);
  });

  test('lies within the bounds that two decimals leave, and zero is exact', () => {
    const { low, high } = executionRate(amountOf(printed('1')), amountOf(printed('2.00')));
    expect([low, high].map((bound) => bound.toFixed(4))).toEqual(['49.6259', '50.3759']);
    const none = executionRate(amountOf(printed('0')), amountOf(printed('2')));
    expect([none.low, none.high].map(String)).toEqual(['0', '0']);
  });

  test('reaches full marks at another rate, if a reading says so', () => {
    const rate = executionRate(amountOf(printed('27')), amountOf(printed('60')));
    expect(executionScore(dec('10'), rate, { fullMarksAt: 90, cap: true }).middle.toFixed()).toBe('5');
  });
});

describe('a level of quality', () => {
  const levelsOf = (id: string) => BUILT_IN_PROFILES.profiles.find((one) => one.id === id)?.levels ?? [];
  test.each([
    ['henan-system', '100', '好 9–10'],
    ['henan-system', '90', '好 9–10'],
    ['henan-system', '89.9', '较好 8–9'],
    ['henan-system', '60', '一般 6–8'],
    ['henan-system', '0', '较差 0–6'],
    ['national', '80', '达成 8–10'],
    ['national', '70', '部分达成 6–8'],
    ['national', '59', '未达成 0–6'],
  ])('in %s, %s %% is %s', (id, percent, band) => {
    const own = bandOfShare(levelsOf(id), dec('10'), dec(percent));
    expect(own && `${own.name} ${own.low.toFixed()}–${own.high.toFixed()}`).toBe(band);
  });

  test('is named by a word, or by none', () => {
    expect(bandOfWord(levelsOf('henan-system'), dec('10'), '基本完成')?.name).toBe('较好');
    expect(bandOfWord(levelsOf('national'), dec('10'), '稳定')).toBeUndefined();
  });

  test('ends below the next better one', () => {
    const band = bandOfShare(levelsOf('national'), dec('10'), dec('70'));
    expect(band && ['6', '7.99', '8'].map((score) => isInBand(band, dec(score)))).toEqual([
      true,
      true,
      false,
    ]);
  });

  test('of nothing achieved may score nothing', () => {
    const band = bandOfShare(levelsOf('national'), dec('0'), dec('0'));
    expect(band && isInBand(band, dec('0'))).toBe(true);
  });
});

test.each([
  ['80', '8'],
  ['120', '10'],
  ['0', '0'],
])('a share of %s %% of 10 points is %s', (percent, score) => {
  expect(shareScore(dec('10'), dec(percent)).value.toFixed()).toBe(score);
});

describe('an index scored in steps', () => {
  const steps = BUILT_IN_PROFILES.profiles.find(({ id }) => id === 'hunan')?.steps ?? [];
  test.each([
    ['预算调整率', '3', '0', '3'],
    ['预算调整率', '3', '10', '2'],
    ['预算调整率', '3', '15', '1'],
    ['预算调整率', '6', '30', '1'],
    ['预算调整率', '3', '30.1', '0'],
    ['控制率', '5', '100', '5'],
    ['控制率', '5', '102', '3'],
    ['控制率', '5', '180', '0'],
    ['变动率', '5', '3', '3.5'],
  ])('%s of %s points at %s is %s', (name, weight, achieved, score) => {
    const step = steps.find(({ indicator }) => indicator === name);
    expect(step && stepScore(step, dec(weight), dec(achieved)).value.toFixed()).toBe(score);
  });
});
