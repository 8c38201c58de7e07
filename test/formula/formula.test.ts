import { describe, expect, test } from 'vitest';
import { FormulaError, parseFormula } from '../../src/formula/parse.js';
import { nearestName } from '../../src/formula/nearest-name.js';
import { resolveFormula } from '../../src/formula/resolve.js';

const resolve = (text: string): ReturnType<typeof resolveFormula> => resolveFormula(text, parseFormula(text));

const faultOf = (text: string): FormulaError => {
  try {
    resolve(text);
  } catch (error) {
    if (error instanceof FormulaError) return error;
    throw error;
  }
  throw new Error(`accepted: ${text}`);
};

describe('the notation', () => {
  test.each([
    ['a line in the only column', '收支总表.本年收入合计 = Σ 收支总表[收入项目]'],
    ['every row', '支出表[*].本年支出合计 = 支出表[*].基本支出 + 支出表[*].项目支出'],
    ['every column', '支出表[合计].* = Σ 支出表[类].*'],
    ['children', '支出表[科目].* = Σ 支出表[科目的下级].*'],
    ['a pattern of codes', '基本支出表.公用经费合计 ≥ Σ 基本支出表[302??]'],
    ['a code of another table', '一般公共预算支出表[2080505].基本支出 = 基本支出表[30108]'],
    ['coefficients, minus, constants', '2 × 收支总表.收入总计 - 收支总表.支出总计 > 0'],
    ['a title for a table', '支出决算表[合计].基本支出 <= 收入支出决算总表.本年支出合计'],
    ['a full-width bracket in a name', '三公经费表.合计.决算数 ≥ 三公经费表.因公出国（境）费.决算数'],
  ])('%s', (_, text) => {
    expect(resolve(text).text).toBe(text);
  });
});

describe('a wrong formula is refused with its place and the nearest name', () => {
  test.each([
    ['支出標[合计].基本支出 = 0', 1, '没有名为“支出標”的表，最接近的是“支出表”'],
    ['支出表[合计].基本开支 = 0', 9, '没有名为“基本开支”的支出表的列，最接近的是“基本支出”'],
    ['收支总表.本年收入和计 = 0', 6, '没有名为“本年收入和计”的收支总表的行，最接近的是“本年收入合计”'],
    ['支出表[合计].基本支出 ＋ 0', 17, '应为加减号、关系号（= ≤ ≥ < >），公式到此为止'],
    ['支出表[合计.基本支出 = 0', 7, '应为“]”，却是“.”'],
    ['支出表[合计].基本支出 = Σ 支出表[合计].项目支出', 18, 'Σ 之后应为一组行'],
    ['支出表[合计].基本支出 = 支出表[科目的下级].基本支出', 16, '一组行之前应有 Σ'],
    ['支出表[合计] = 0', 1, '应指明支出表的列'],
  ])('%s', (text, column, message) => {
    const fault = faultOf(text);
    expect(fault.message).toContain(message);
    expect(fault.position.column).toBe(column);
  });
});

test('nothing near gives no suggestion', () => {
  expect(nearestName('xyz', ['收支总表', '支出表'])).toBeUndefined();
});
