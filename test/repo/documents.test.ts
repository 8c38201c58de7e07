import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extract } from 'tar';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as api from '../../src/index.js';
import { FORMS } from '../../src/forms/catalogue.js';
import { FORM_IDS } from '../../src/forms/form-ids.js';
import { FORMATS } from '../../src/output/formats.js';
import { builtInRules } from '../../src/rules/catalogue.js';

const gouji = (...args: string[]): string =>
  execFileSync(process.execPath, ['bin/gouji.js', ...args], { encoding: 'utf8' });

const README = ['README.md', 'README.zh-CN.md'] as const;
const section = (file: string, name: string): string => {
  const text = readFileSync(file, 'utf8');
  const [, found = ''] = new RegExp(`<!-- ${name} -->\\n([\\s\\S]*?)<!-- /${name} -->`, 'u').exec(text) ?? [];
  return found;
};
/** First cell of every row of a Markdown table. */
const firstCells = (table: string): string[] =>
  [...table.matchAll(/^\| `?(?<cell>[^|`]+?)`? +\|/gmu)].map(({ groups }) => groups?.cell ?? '').slice(2);

describe.each(README)('%s', (file) => {
  test('lists every rule, by its own id or that of its family', () => {
    const ids = new Set(builtInRules().map(({ id, family }) => family ?? id));
    expect(new Set(firstCells(section(file, 'rules')))).toEqual(ids);
  });

  test('lists every option of check that the program prints', () => {
    const printed = [...gouji('check', '--help').matchAll(/(?<option>--[a-z][a-z-]+)/gu)].map(
      ({ groups }) => groups?.option ?? '',
    );
    const listed = [...section(file, 'options').matchAll(/(?<option>--[a-z][a-z-]+)/gu)].map(
      ({ groups }) => groups?.option ?? '',
    );
    expect(new Set(listed)).toEqual(new Set(printed));
  });

  test('lists every format that the program knows and prints', () => {
    const formats = Object.keys(FORMATS);
    expect(firstCells(section(file, 'formats'))).toEqual(formats);
    expect(gouji('check', '--help').replace(/\s/gu, '')).toContain(`输出格式：${formats.join('、')}；`);
  });

  test('its excerpt of output is what the program prints', () => {
    const [, excerpt = ''] = /```text\n([\s\S]*?)```/u.exec(section(file, 'excerpt')) ?? [];
    expect(gouji('check', 'fixtures/made/planted-fault.xlsx', '--fail-on', 'never')).toBe(excerpt);
  });

  test('its first two npm lines are the whole set-up', () => {
    const lines = [...readFileSync(file, 'utf8').matchAll(/^npm .*$/gmu)].map(([line]) => line);
    expect(lines.slice(0, 2)).toEqual(['npm ci && npm start', 'npm test']);
  });

  test('its example of the API runs and prints what it says', () => {
    const [, code = ''] = /```js\n([\s\S]*?)```/u.exec(section(file, 'api')) ?? [];
    const [, said = ''] = /```text\n([\s\S]*?)```/u.exec(section(file, 'api')) ?? [];
    // Inside the package, the name 'gouji' means the package itself, built.
    expect(
      execFileSync(process.execPath, ['--input-type=module', '--eval', code], { encoding: 'utf8' }),
    ).toBe(said);
  });
});

test('every line and column of the forms stands in the glossary with its name', () => {
  const glossary = readFileSync('docs/glossary.md', 'utf8');
  const missing = FORMS.flatMap(({ id, name, lines, columns }) => [
    ...(glossary.includes(`\`${id}\``) && glossary.includes(name) ? [] : [id]),
    ...[...lines, ...columns].flatMap((entry) =>
      new RegExp(`\\| ${entry.name.replace(/[（）()]/gu, '.')} +\\| \`${entry.id}\` +\\|`, 'u').test(glossary)
        ? []
        : [`${id}: ${entry.name} ${entry.id}`],
    ),
  ]);
  expect(missing).toEqual([]);
});

test('every rule has a title, a basis, what a failure means, and both examples', () => {
  const incomplete = builtInRules().filter(
    ({ title, basis, failure, examples }) =>
      [title, basis, failure].some((text) => text === '' || text.includes('{')) ||
      Object.keys(examples.fails).length === 0,
  );
  expect(incomplete.map(({ id }) => id)).toEqual([]);
});

test('rule ids are unique', () => {
  const ids = builtInRules().map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
});

test('the typed ids of the forms are those of their data', () => {
  const ids = FORMS.map(({ id, lines, columns, codes }) => [
    id,
    {
      lines: lines.map((line) => line.id),
      columns: columns.map((column) => column.id),
      coded: codes !== undefined,
    },
  ]);
  expect(FORM_IDS).toEqual(Object.fromEntries(ids));
});

test('the public API', () => {
  expect(Object.keys(api).sort()).toEqual([
    'BookError',
    'UnreadableFile',
    'builtInRules',
    'check',
    'factIn',
    'factOf',
    'fingerprintOf',
    'readBook',
    'readReport',
    'readReports',
  ]);
});

test('the package ships what it needs and nothing else', () => {
  const { files, exports, bin } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    files: string[];
    exports: Record<string, unknown>;
    bin: Record<string, string>;
  };
  expect(files).toEqual(['bin/gouji.js', 'bin/package.json', 'dist', 'README.zh-CN.md', 'CHANGELOG.md']);
  expect(Object.keys(exports)).toEqual([
    '.',
    './schema.json',
    './ndjson.schema.json',
    './config.schema.json',
    './rules.schema.json',
    './package.json',
  ]);
  expect(Object.keys(bin)).toEqual(['gouji']);
});

test('the package as npm packs it runs by itself', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'gouji-packed-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  const name = execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
    encoding: 'utf8',
  }).trim();
  await extract({ file: join(folder, name), cwd: folder });
  const version = execFileSync(process.execPath, [join(folder, 'package/bin/gouji.js'), '--version'], {
    encoding: 'utf8',
  });
  expect(`gouji-${version.trim()}.tgz`).toBe(name);
});

test('test mirrors src', () => {
  const folders = (root: string): string[] =>
    readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
  const ofAll = ['repo', 'property', 'sweep', 'bench'];
  expect(folders('test').filter((name) => ![...folders('src'), ...ofAll].includes(name))).toEqual([]);
});
