import { describe, expect, test } from 'vitest';
import { exampleFaults } from '../../src/engine/example-faults.js';
import { told } from '../../src/language/message.js';
import { BookError } from '../../src/rules/book-error.js';
import { readBook } from '../../src/rules/user-book.js';

describe('a book of the user', () => {
  const RULE = {
    severity: 'severity: error',
    formula: 'formula: 支出表[合计].基本支出 = 0',
    holds: 'holds: {}',
    fails: "fails: { '支出表[合计].基本支出': '1.00' }",
  };
  const bookWith = (changed: Partial<typeof RULE>, more = ''): string => {
    const { severity, formula, holds, fails } = { ...RULE, ...changed };
    return `book: 自备\nrules:\n  - id: U-1\n    title: 题\n    ${severity}\n    ${formula}\n    basis: 。\n    failure: 。\n    examples:\n      ${holds}\n      ${fails}\n${more}`;
  };
  const mistakesIn = (book: string): string => {
    try {
      readBook('own.yaml', book, (rule) => exampleFaults(rule, told));
      return '';
    } catch (error) {
      if (error instanceof BookError) return error.message;
      throw error;
    }
  };

  test('is taken when its examples show what they claim', () => {
    expect(mistakesIn(bookWith({}))).toBe('');
  });

  test.each<[string, string, string]>([
    ['a level', bookWith({ severity: 'severity: warn' }), ':5:15：“warn”不可用：应为 error、warning 或 note'],
    ['a key', bookWith({ formula: 'formular: 无' }), ':6:5：不认识“formular”这一项，最接近的是 formula'],
    ['a table', bookWith({ formula: 'formula: 支岀表[合计].基本支出 = 0' }), ':6:14：没有名为“支岀表”的表'],
    [
      'a name in a list of formulas',
      bookWith({ formula: "formula: ['支出表[合计].项目支出 = 0', '支出表[合计].基本开支 = 0']" }),
      ':6:44：没有名为“基本开支”的支出表的列，最接近的是“基本支出”',
    ],
    [
      'a name in a folded text',
      bookWith({ formula: 'formula: >-\n      支出表[合计].基本支出 =\n      支出表[合计].项目开支' }),
      ':6:14：没有名为“项目开支”的支出表的列，最接近的是“项目支出”（公式第 24 个字符处）',
    ],
    [
      'the place of an example',
      bookWith({ holds: "holds: { '支出表[合计].开支': '1.00' }" }),
      ':10:16：没有名为“开支”的支出表的列',
    ],
    [
      'a place of many figures',
      bookWith({ holds: "holds: { '支出表[类].基本支出': '1.00' }" }),
      ':10:16：算例应指明一个数',
    ],
    [
      'the example that should hold',
      bookWith({ holds: "holds: { '支出表[合计].基本支出': '2.00' }" }),
      ':10:7：U-1：holds 所举的例子其实不符：支出决算表 合计：基本支出 2.00 ≠ 0',
    ],
    [
      'the example that should fail',
      bookWith({ fails: "fails: { '支出表[合计].项目支出': '2.00' }" }),
      ':11:7：U-1：fails 所举的例子其实没有不符',
    ],
    [
      'the figure of an example',
      bookWith({ holds: "holds: { '支出表[合计].基本支出': '若干' }" }),
      ':10:7：U-1：holds 所举的例子不能核对',
    ],
    [
      'an id that stands twice',
      `${bookWith({})}${bookWith({}).split('rules:\n')[1] ?? ''}`,
      ':12:9：规则 U-1 定义了不止一次',
    ],
    [
      'a text without quotes',
      bookWith({ formula: 'formula: {表}[合计] = 0' }),
      ':6:17：不是规范的 YAML（这里多了符号',
    ],
    [
      'an indent',
      bookWith({ formula: '\tformula: 无' }),
      ':6:5：不是规范的 YAML（缩进要用空格，不能用制表符）',
    ],
  ])('a mistake in %s is told at its place', (_, book, message) => {
    expect(mistakesIn(book)).toContain(`own.yaml${message}`);
  });

  test('has every mistake told', () => {
    const said = mistakesIn(
      bookWith({ formula: 'formula: 支出表[合计].基本开支 = 0', fails: "fails: { 支岀表: '1.00' }" }),
    );
    expect(said.split('\n').map((line) => /own\.yaml:\d+:\d+/u.exec(line)?.[0])).toEqual([
      'own.yaml:6:22',
      'own.yaml:11:16',
    ]);
  });
});
