import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium, type Browser, type BrowserContextOptions, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { run } from '../../../src/batch/run.js';
import type { Language } from '../../../src/language/message.js';
import { htmlPages } from '../../../src/output/html/page.js';
import { builtInRules } from '../../../src/rules/catalogue.js';
import { readDocument } from '../../../src/source/read-document.js';
import { written } from '../rendered.js';

const CHROMIUM = '/usr/bin/chromium';

/** Files of one run → the page in a language. */
const PAGES: Readonly<Record<string, readonly [files: readonly string[], language: Language]>> = {
  fault: [['made/planted-fault.xlsx'], 'zh'],
  clean: [['published/xinhua-2023.henan.xlsx'], 'en'],
  evaluation: [['evaluation/xinhua-2023.with-tables.xlsx'], 'zh'],
  several: [['made/two-faults-apart.xlsx', 'independent/shanghai.xlsx', 'broken/truncated.xlsx'], 'en'],
  paged: [['made/two-faults-apart.xlsx', 'independent/shanghai.xlsx', 'broken/truncated.xlsx'], 'zh'],
};
/** Characters of reports on one page of it. */
const MOST: Readonly<Record<string, number>> = { paged: 1000 };

let folder = '';
let browser: Browser;

describe.skipIf(!existsSync(CHROMIUM))(`in Chromium (skipped without ${CHROMIUM})`, () => {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gouji-page-'));
    for (const [name, [files, language]] of Object.entries(PAGES)) {
      const result = await run(
        files.map((file) => ({ file: `fixtures/${file}`, folder: file, named: true })),
        builtInRules(),
        (file) => readDocument(file, readFileSync(file)),
        { keepsImages: true },
      );
      const { bytes, pages } = await written(htmlPages(MOST[name]), result, { language });
      await writeFile(join(folder, `${name}.html`), bytes);
      if (pages.size === 0) continue;
      await mkdir(join(folder, 'a_files'));
      for (const [page, content] of pages) await writeFile(join(folder, 'a_files', page), content);
      await writeFile(join(folder, 'a.html'), bytes);
    }
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox'] });
  }, 120_000);
  afterAll(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  /** Opens a page; whatever it says or asks for is collected. */
  async function open(
    name: string,
    options: BrowserContextOptions = {},
  ): Promise<{ page: Page; said: string[]; asked: string[] }> {
    const page = await (await browser.newContext(options)).newPage();
    const said: string[] = [];
    const asked: string[] = [];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', (error) => said.push(error.message));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(pathToFileURL(join(folder, `${name}.html`)).href);
    return { page, said, asked };
  }

  test.each(Object.keys(PAGES))('%s: says nothing on the console and asks for nothing', async (name) => {
    const { page, said, asked } = await open(name);
    expect(said).toEqual([]);
    expect(asked).toEqual([page.url()]);
  });

  test.each(Object.keys(PAGES).flatMap((name) => [1280, 390].map((width) => [name, width] as const)))(
    '%s fits %i pixels: only tables in their own boxes are wider',
    async (name, width) => {
      const { page } = await open(name, { viewport: { width, height: 800 } });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    },
  );

  test.each([
    ['fault', 390, 'dark'],
    ['clean', 1280, 'dark'],
    ['several', 1280, 'light'],
    ['paged', 390, 'light'],
  ] as const)(
    '%s at %i pixels, %s: nothing keeps anybody from using it',
    async (name, width, colorScheme) => {
      const { page } = await open(name, { viewport: { width, height: 800 }, colorScheme });
      await page.evaluate(axe.source);
      const violations: unknown = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + " " + nodes[0].html))',
      );
      expect(violations).toEqual([]);
    },
    60_000,
  );

  test('from the first screen one click leads to the wrong cell in the drawn table', async () => {
    const { page } = await open('fault', { viewport: { width: 1280, height: 800 } });
    await page.locator('nav .place a').first().click();
    const cell = page.locator('td.bad').first();
    expect(await cell.textContent()).toBe('95.10应为 91.50');
    expect(
      await cell.evaluate((element: { matches(selector: string): boolean }) => element.matches(':target')),
    ).toBe(true);
    await expect.poll(() => cell.boundingBox()).toMatchObject({ y: expect.closeTo(400, -3) as number });
  });

  test('from the overview one click leads to a report, and one back; reports are looked for by name', async () => {
    const { page, said } = await open('paged');
    const rows = page.locator('tr[data-entry]:visible');
    expect(await rows.count()).toBe(2);
    await page.locator('[name=text]').fill('shanghai');
    expect(await rows.count()).toBe(1);
    await rows.locator('a').click();
    await page.waitForURL(/a_files\/00001\.html$/u);
    expect(await page.locator('section.report').count()).toBe(1);
    await page.locator('header a').click();
    await page.waitForURL(/\/a\.html$/u);
    expect(said).toEqual([]);
  });

  test('without scripts everything is there but the filter', async () => {
    const { page } = await open('fault', { javaScriptEnabled: false });
    expect(await page.locator('.filter').isVisible()).toBe(false);
    expect(await page.locator('article').count()).toBe(4);
    const holds = page.locator('[id$=-holds-revenue]');
    expect(await holds.locator('li').first().isVisible()).toBe(false);
    await holds.locator('summary').first().click();
    await holds.locator('summary').nth(1).click();
    expect(await holds.locator('li').first().isVisible()).toBe(true);
  });

  test('entries are filtered by text, severity, table and rule, and a link shows what the filter hides', async () => {
    const { page } = await open('evaluation');
    const articles = page.locator('article:visible');
    const all = await articles.count();
    await page.locator('[name=severity]').selectOption('error');
    expect(await articles.count()).toBe(4);
    await page.locator('[name=rule]').selectOption('SU-COUNT');
    expect(await articles.count()).toBe(2);
    await page.locator('[name=text]').fill('融媒体');
    expect(await articles.count()).toBe(1);
    expect(await page.locator('output').textContent()).toMatch(/^显示 \d+ \/ \d+$/u);
    await page.evaluate("location.hash = document.querySelector('article[hidden]').id");
    await expect.poll(() => articles.count()).toBe(all);
    await page.locator('[name=table]').selectOption('expenditure');
    expect(await articles.count()).toBe(1);
  });

  test('the keyboard alone finds, opens and follows', async () => {
    const { page } = await open('fault');
    await page.keyboard.press('Tab');
    await page.keyboard.type('T3-HIER');
    expect(await page.locator('article:visible').count()).toBe(2);
    const focused = (): Promise<unknown> =>
      page.evaluate(
        "document.activeElement.localName + ' ' + (getComputedStyle(document.activeElement).outlineStyle !== 'none')",
      );
    await expect.poll(focused).toBe('input true');
    for (let step = 0; step < 5; step++) await page.keyboard.press('Tab');
    await expect.poll(focused).toBe('a true');
    await page.keyboard.press('Enter');
    expect(await page.locator('article:target').count()).toBe(1);
    await page.locator('article:target summary').last().focus();
    await page.keyboard.press('Enter');
    expect(await page.locator('article:target details[open]').count()).toBe(1);
  });

  test('prints on A4', async () => {
    const { page } = await open('fault');
    const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
    const [, width = '', height = ''] =
      /\/MediaBox ?\[0 0 (?<width>[\d.]+) (?<height>[\d.]+)\]/u.exec(pdf) ?? [];
    expect([Math.round(Number(width)), Math.round(Number(height))]).toEqual([595, 842]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.filter').isVisible()).toBe(false);
    expect(await page.locator('td.bad').first().isVisible()).toBe(true);
  });
});
