import { describe, expect, test } from 'vitest';
import { assembleText } from '../../../src/recognise/narrative/text.js';
import { textDocument } from '../../narrative.js';

const assembled = (lines: readonly string[]) => assembleText(textDocument(lines));
const sentencesOf = (lines: readonly string[]): string[] =>
  assembled(lines).sentences.map(({ sentence }) => sentence.text);
const sectionsOf = (lines: readonly string[]): string[] =>
  assembled(lines).sections.map(({ id, title }) => `${id ?? '?'} ${title}`);

const PART = '第三部分 2022年度部门决算情况说明';

describe('sentences', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    ['a word cut by a page', ['一般公共预算财政拨', '', '款支出减少。'], ['一般公共预算财政拨款支出减少。']],
    ['a number cut by a line', ['支出12', '.79万元。'], ['支出12.79万元。']],
    [
      'a page number between',
      ['一般公共预算财政拨', '- 12 -', '款支出减少。'],
      ['一般公共预算财政拨款支出减少。'],
    ],
    [
      'a bare page number between',
      ['一般公共预算财政拨', '12', '款支出减少。'],
      ['一般公共预算财政拨款支出减少。'],
    ],
    [
      'a full stop on its own line',
      ['住房公积金（项）', '。', '年初预算为1.00万元。'],
      ['住房公积金（项）。', '年初预算为1.00万元。'],
    ],
    ['a list number and decimals', ['1.本年支出3.97%，占1.5万元。'], ['1.本年支出3.97%，占1.5万元。']],
    [
      'items behind a colon',
      ['其中：', '1.基本支出2.00万元；', '2.项目支出1.00万元。'],
      ['其中：', '1.基本支出2.00万元；', '2.项目支出1.00万元。'],
    ],
    ['a quoted sentence', ['坚持“谁用款、谁负责。”全面实施。'], ['坚持“谁用款、谁负责。”', '全面实施。']],
  ])('%s', (_, lines, expected) => {
    expect(sentencesOf(lines)).toEqual(expected);
  });

  test('a running head in the middle of sentences is dropped', () => {
    const head = '湖滨区水务局2022年度部门决算';
    const lines = [head, '支出', head, '减少，', head, '收入增加。'];
    expect(sentencesOf(lines)).toEqual([`${head}支出减少，收入增加。`]);
  });
});

describe('headings', () => {
  test.each<[string, readonly string[], readonly string[]]>([
    [
      'numbered in Chinese',
      [PART, '一、收入支出决算总体情况说明', '文。'],
      [`explanations ${PART.replace(' ', '')}`, 'totals 一、收入支出决算总体情况说明'],
    ],
    [
      'cut by a line',
      [PART, '五、一般公共预算财政拨款支出', '决算情况说明', '文。'],
      [`explanations ${PART.replace(' ', '')}`, 'general-budget 五、一般公共预算财政拨款支出决算情况说明'],
    ],
    [
      'with the number on a line of its own',
      ['七、“三公”经费支出决算情况说明', '（一）', '“三公”经费财政拨款支出决算总体情况说明。', '文。'],
      [
        'three-public 七、“三公”经费支出决算情况说明',
        'three-public/overall （一）“三公”经费财政拨款支出决算总体情况说明',
      ],
    ],
    [
      'with its text in the same line',
      ['一、收入支出决算总体情况说明。2022年度收入支出总计1.00万元。'],
      ['totals 一、收入支出决算总体情况说明'],
    ],
    ['without a number', ['收入决算情况说明', '本年收入合计1.00万元。'], ['revenue 收入决算情况说明']],
    [
      'that the catalogue does not know',
      [PART, '十五、乡村振兴工作', '文。'],
      [`explanations ${PART.replace(' ', '')}`, '? 十五、乡村振兴工作'],
    ],
    [
      'an item that is a sentence',
      ['三、支出决算情况说明', '1. 因公出国（境）费预算为0.00万元。'],
      ['expenditure 三、支出决算情况说明'],
    ],
    [
      'the same words in the glossary',
      ['第四部分 名词解释', '一、基本支出：为保障运转发生的支出。', '二、机关运行经费：为保障运转的经费。'],
      ['terms 第四部分名词解释'],
    ],
  ])('%s', (_, lines, expected) => {
    expect(sectionsOf(lines)).toEqual(expected);
  });

  test.each([
    ['bare', ''],
    ['with dots and a page number', '……………………12'],
  ])('a contents page, %s, is no section', (_, leader) => {
    const contents = [
      '第一部分 湖滨区水务局概况',
      PART,
      '一、收入决算情况说明',
      '二、支出决算情况说明',
      '第四部分 名词解释',
    ];
    const body = [
      '第一部分 湖滨区水务局概况',
      '文。',
      PART,
      '一、收入决算情况说明',
      '收入。',
      '二、支出决算情况说明',
      '支出。',
      '第四部分 名词解释',
      '词。',
    ];
    const lines = ['目录', ...contents.map((line) => line + leader), ...body];
    const sections = assembled(lines).sections;
    expect(sections.map(({ id }) => id)).toEqual([
      'overview',
      'explanations',
      'revenue',
      'expenditure',
      'terms',
    ]);
    expect(sections[0]?.location).toEqual({ file: '说明.txt', line: 7 });
  });
});

test('rows of a table that stand in the text are known by their columns', () => {
  const { sentences } = assembled([
    PART,
    '一、收入支出决算总体情况说明',
    '收入总计1.00万元。',
    '经济分类          经济分类',
    '科目编码    科目名称    科目编码    科目名称。',
    '支出总计1.00万元。',
  ]);
  expect(sentences.map(({ sentence }) => [sentence.text, sentence.isTabular === true])).toEqual([
    ['收入总计1.00万元。', false],
    ['经济分类经济分类科目编码科目名称科目编码科目名称。', true],
    ['支出总计1.00万元。', false],
  ]);
});
