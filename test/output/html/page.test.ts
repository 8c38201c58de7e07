import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { run, type Run } from '../../../src/batch/run.js';
import { told } from '../../../src/language/message.js';
import { renderHtml } from '../../../src/output/html/page.js';
import { builtInRules } from '../../../src/rules/catalogue.js';
import { readDocument } from '../../../src/source/read-document.js';

/** A run over files with what stands in them, or over fixtures. */
const runOn = (files: Readonly<Record<string, string | undefined>>, keepsImages = true): Promise<Run> =>
  run(
    Object.keys(files).map((file) => ({ file, folder: '.', named: true })),
    builtInRules(),
    (file) => {
      const text = files[file];
      return readDocument(file, text === undefined ? readFileSync(file) : new TextEncoder().encode(text));
    },
    { keepsImages },
  );
const pageOf = (result: Run, language: 'zh' | 'en' = 'zh'): string =>
  renderHtml(result, { tool: { name: 'gouji', version: '0' }, language, tell: told });

const TABLE = (rest: string): string => `支出决算表
部门：甲局
单位：万元
科目编码,科目名称,本年支出合计,基本支出,项目支出,上缴上级支出,经营支出,对附属单位补助支出
合计,,1.00,0.50,0.60,0,0,0
201,一般公共服务支出,1.00,0.50,0.60,0,0,0
${rest}`;

const article = (page: string, rule: string): string =>
  page
    .split('<article')
    .slice(1)
    .find((one) => one.includes(`data-rule="${rule}"`)) ?? '';
/** Drawn cells with a class, as their text. */
const cells = (markup: string, name: string): string[] =>
  [...markup.matchAll(new RegExp(`<td id="[^"]*" class="${name}[^"]*"[^>]*>(.*?)</td>`, 'gu'))].map(
    ([, text = '']) => text.replace(/<[^>]*>/gu, ' '),
  );

describe('a drawn table', async () => {
  const page = pageOf(await runOn({ 'fixtures/made/planted-fault.xlsx': undefined }));

  test('marks the suspected cell strongly, with what should stand there, and the others lightly', () => {
    expect(cells(article(page, 'T3-ROW'), 'bad')).toEqual(['95.10 应为 91.50 ']);
    expect(cells(article(page, 'T3-ROW'), 'seen')).toEqual(['91.50', '0.00', '0.00', '0.00', '0.00']);
  });

  test('marks nothing as wrong that is within rounding', () => {
    expect(cells(article(page, 'X-TAIL'), 'bad')).toEqual([]);
    expect(cells(article(page, 'X-TAIL'), 'seen')).not.toEqual([]);
  });

  test('leads from a consequence to its cause and back', () => {
    expect(article(page, 'T3-HIER')).toMatch(/由此引起:\s+<a href="#[^"]*">支出决算表各行合计/u);
    expect(article(page, 'T3-ROW')).toMatch(/由此而来:\s+<a href="#[^"]*">支出表上级科目/u);
  });
});

test('places that are not drawn are counted', async () => {
  const page = pageOf(await runOn({ 'fixtures/evaluation/xinhua-2023.with-tables.xlsx': undefined }));
  expect(article(page, 'PS-SAT')).toMatch(/另有 \d+ 处依据没有画出/u);
});

test('where no sheets were kept, the evidence stands there all the same', async () => {
  const page = pageOf(await runOn({ 'fixtures/made/planted-fault.xlsx': undefined }, false));
  expect(page).not.toContain('class="sheet"');
  expect(article(page, 'T3-ROW')).toContain('03支出!E12');
});

test('a name beside its label is drawn masked', async () => {
  const page = pageOf(await runOn({ 'a.csv': TABLE('填表人,张三丰,,,,,,\n') }));
  expect(page).toContain('张**');
  expect(page).not.toContain('张三丰');
});

test('figures of the text are marked in their sentence', async () => {
  const text = `三、支出决算情况说明\n本年支出合计5.00万元，其中：基本支出0.50万元，占10.00%。\n`;
  const page = pageOf(
    await runOn({
      'a.csv': TABLE('').replace('支出决算表', '2023年度\n支出决算表'),
      'a.txt': `甲局2023年度部门决算\n${text}`,
    }),
  );
  expect(page).toMatch(/本年支出合计<mark>5\.00万元<\/mark>/u);
  expect(page).toMatch(/<span class="place"><a href="#[^"]*">a\.txt 第 3 行<\/a>/u);
});

test('several reports have an index, and what could not be read stands before it', async () => {
  const page = pageOf(
    await runOn({
      'fixtures/made/planted-fault.xlsx': undefined,
      'fixtures/independent/shanghai.xlsx': undefined,
      'fixtures/broken/truncated.xlsx': undefined,
    }),
    'en',
  );
  expect(page.match(/<a href="#r[12]-top">/gu)).toHaveLength(2);
  expect(page.indexOf('truncated.xlsx')).toBeLessThan(page.indexOf('#r1-top'));
  expect(page).toContain('given in Chinese, as they are printed');
});

test('a page is no input of a later run', async () => {
  const page = pageOf(await runOn({ 'fixtures/made/planted-fault.xlsx': undefined }));
  const { reports, problems } = await runOn({ '报告.html': page });
  expect(reports).toEqual([]);
  expect(problems.map(({ message }) => message)).toEqual([expect.stringContaining('gouji 写出的核对报告')]);
});

test('a run in which nothing was recognised says so', async () => {
  expect(pageOf(await runOn({ 'fixtures/made/not-accounts.xlsx': undefined }))).toContain('没有识别出');
});
