import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { run, type Run } from '../../../src/batch/run.js';
import { told } from '../../../src/language/message.js';
import { builtInRules } from '../../../src/rules/catalogue.js';
import { readDocument } from '../../../src/source/read-document.js';
import { htmlPages } from '../../../src/output/html/page.js';
import { rendered, written } from '../rendered.js';

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
const pageOf = (result: Run, language: 'zh' | 'en' = 'zh'): Promise<string> =>
  rendered('html', result, { language });

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
  const page = await pageOf(await runOn({ 'fixtures/made/planted-fault.xlsx': undefined }));

  test('marks the suspected cell strongly, with what should stand there, and the others lightly', () => {
    expect(cells(article(page, 'T3-ROW'), 'bad')).toEqual(['95.10 应为 91.50 ']);
    expect(cells(article(page, 'T3-ROW'), 'seen')).toEqual(['91.50', '0.00', '0.00', '0.00', '0.00']);
  });

  test('marks nothing as wrong that is within rounding', () => {
    expect(cells(article(page, 'X-TAIL'), 'bad')).toEqual([]);
    expect(cells(article(page, 'X-TAIL'), 'seen')).not.toEqual([]);
  });

  test('counts what is to be mended, and what follows from it apart', () => {
    expect(page).toMatch(/<h3 class="error">\s*错误\s+1 <small>另有 1 条由别的问题而来<\/small>/u);
  });

  test('leads from a consequence to its cause and back', () => {
    expect(article(page, 'T3-HIER')).toMatch(/由此引起:\s+<a href="#[^"]*">支出决算表各行合计/u);
    expect(article(page, 'T3-ROW')).toMatch(/由此而来:\s+<a href="#[^"]*">支出表上级科目/u);
  });
});

test('places that are not drawn are counted', async () => {
  const page = await pageOf(await runOn({ 'fixtures/evaluation/xinhua-2023.with-tables.xlsx': undefined }));
  expect(article(page, 'PS-SAT')).toMatch(/另有 \d+ 处依据没有画出/u);
});

test('where no sheets were kept, the evidence stands there all the same', async () => {
  const page = await pageOf(await runOn({ 'fixtures/made/planted-fault.xlsx': undefined }, false));
  expect(page).not.toContain('class="sheet"');
  expect(article(page, 'T3-ROW')).toContain('03支出!E12');
});

test('a name beside its label is drawn masked', async () => {
  const page = await pageOf(await runOn({ 'a.csv': TABLE('填表人,张三丰,,,,,,\n') }));
  expect(page).toContain('张**');
  expect(page).not.toContain('张三丰');
});

test('figures of the text are marked in their sentence', async () => {
  const text = `三、支出决算情况说明\n本年支出合计5.00万元，其中：基本支出0.50万元，占10.00%。\n`;
  const page = await pageOf(
    await runOn({
      'a.csv': TABLE('').replace('支出决算表', '2023年度\n支出决算表'),
      'a.txt': `甲局2023年度部门决算\n${text}`,
    }),
  );
  expect(page).toMatch(/本年支出合计<mark>5\.00万元<\/mark>/u);
  expect(page).toMatch(/<span class="place"><a href="#[^"]*">a\.txt 第 3 行<\/a>/u);
});

test('several reports have an index, and what could not be read stands before it', async () => {
  const page = await pageOf(
    await runOn({
      'fixtures/made/planted-fault.xlsx': undefined,
      'fixtures/independent/shanghai.xlsx': undefined,
      'fixtures/broken/truncated.xlsx': undefined,
    }),
    'en',
  );
  const tops = [...page.matchAll(/<th scope="row">\s+<a href="#(r[0-9a-f]{8}-top)">/gu)].map(([, id]) => id);
  expect(new Set(tops).size).toBe(2);
  for (const id of tops) expect(page).toContain(`id="${id ?? ''}"`);
  expect(page.indexOf('truncated.xlsx')).toBeLessThan(page.indexOf(tops[0] ?? ''));
  expect(page).toContain('given in Chinese, as they are printed');
});

describe('more reports than one page takes', async () => {
  const result = await runOn({
    'fixtures/made/planted-fault.xlsx': undefined,
    'fixtures/independent/shanghai.xlsx': undefined,
    'fixtures/published/xinhua-2023.henan.xlsx': undefined,
  });
  const { bytes, pages } = await written(htmlPages(200_000), result);
  const overview = Buffer.from(bytes).toString();

  test('have each a page of its own, which the overview links and which leads back', () => {
    expect([...pages.keys()]).toEqual(['00001.html', '00002.html', '00003.html']);
    for (const [name, page] of pages) {
      expect(overview).toContain(`href="a_files/${name}"`);
      expect(page).toContain('href="../a.html"');
      expect(page.match(/<section class="report"/gu)).toHaveLength(1);
    }
    expect(overview.match(/<section class="report" id="[^"]*"/gu)).toEqual([
      '<section class="report" id="between"',
    ]);
  });

  test('say on their pages what they would say on one', async () => {
    const one = Buffer.from((await written(htmlPages(), result)).bytes).toString();
    for (const page of pages.values()) {
      const [section = ''] = /<section class="report"[\s\S]*<\/section>/u.exec(page) ?? [];
      expect(one).toContain(section);
    }
  });

  test('rank their departments and rules on the overview, each with its report', () => {
    expect(overview).toMatch(/错误最多的单位[\s\S]*planted-fault\.xlsx/u);
    expect(overview).toMatch(/最常见的问题[\s\S]*T3-ROW/u);
  });
});

test('more findings between reports than one page takes have pages of their own, which lead to each other', async () => {
  const result = await runOn({
    'fixtures/published/xinhua-2023.henan.xlsx': undefined,
    'fixtures/made/two-faults-apart.xlsx': undefined,
  });
  const [some] = result.reports.flatMap(({ findings, report }) =>
    findings.map((finding) => ({ ...finding, file: report.file })),
  );
  if (!some || !result.between) throw new Error('no finding');
  const findings = Array.from({ length: 1001 }, (_, index) => ({
    ...some,
    severity: 'warning' as const,
    identity: `DU-SUM\u0000${index}`,
    causedBy: index === 1000 ? 'DU-SUM\u00000' : undefined,
  }));
  const { bytes, pages } = await written(htmlPages(), {
    ...result,
    between: { ...result.between, findings },
  });
  const overview = Buffer.from(bytes).toString();
  expect([...pages.keys()]).toEqual(['00001.html', '00002.html']);
  const [first = '', second = ''] = pages.values();
  expect([overview, first, second].map((page) => page.split('id="between-').length - 1)).toEqual([
    0, 1000, 1,
  ]);
  expect(overview).toContain('<a href="a_files/00002.html">第 1001–1001 条：需说明 1</a>');
  for (const page of [overview, first, second])
    expect(page.match(/<section/gu)).toHaveLength(page.match(/<\/section>/gu)?.length ?? 0);
  const [, anchor = ''] = /id="(between-[0-9a-f]{16})"/u.exec(first) ?? [];
  expect(second).toContain(`href="00001.html#${anchor}"`);
  expect(second).toContain('href="../a.html#between"');
});

test('a page is no input of a later run', async () => {
  const page = await pageOf(await runOn({ 'fixtures/made/planted-fault.xlsx': undefined }));
  const { reports, problems } = await runOn({ '报告.html': page });
  expect(reports).toEqual([]);
  expect(problems.map(({ message }) => told(message))).toEqual([
    expect.stringContaining('gouji 写出的核对报告'),
  ]);
});

test('a run in which nothing was recognised says so', async () => {
  expect(await pageOf(await runOn({ 'fixtures/made/not-accounts.xlsx': undefined }))).toContain('没有识别出');
});
