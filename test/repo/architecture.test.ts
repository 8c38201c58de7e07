import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  );

const sources = filesBelow('src').filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'));

/** What is said to people is said in every folder. */
const EVERYWHERE = 'language';

/** Folder of src/ → folders that it may import from. Arrows point one way. */
const ARROWS: Readonly<Record<string, readonly string[]>> = {
  language: [],
  figure: [],
  forms: [],
  model: ['forms', 'figure'],
  source: ['figure'],
  recognise: ['source', 'model', 'forms', 'figure'],
  formula: ['forms'],
  rules: ['formula', 'model', 'forms', 'figure'],
  engine: ['rules', 'model', 'forms', 'figure'],
  batch: ['engine', 'recognise', 'rules', 'source', 'model', 'forms'],
  // Outputs render what the others made: of the engine and the recogniser they know the outcome types, and
  // `explain` works out a rule's own example.
  // An annotated copy is a file with some of its parts changed: it is taken apart as the readers do.
  output: ['engine', 'recognise', 'rules', 'model', 'forms', 'figure', 'source'],
  // The limits on a file are options of the command line; copies are written and links made place by place.
  cli: ['batch', 'engine', 'output', 'rules', 'formula', 'source', 'model', 'forms'],
};

const folderOf = (file: string): string => file.split('/')[1] ?? '';

const importsOf = (file: string): { target: string; typeOnly: boolean }[] => {
  const text = readFileSync(file, 'utf8');
  return [
    ...text.matchAll(
      /(?:^|\n)(?:import|export)(?<type> type)? [^;]*?from '(?<target>[^']+)'|import\('(?<dynamic>[^']+)'\)/gu,
    ),
  ].map(({ groups }) => ({
    target: groups?.target ?? groups?.dynamic ?? '',
    typeOnly: groups?.type !== undefined,
  }));
};

describe('folders are the pipeline', () => {
  test('every folder of src stands in the list of arrows', () => {
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map(({ name }) => name).sort()).toEqual(Object.keys(ARROWS).sort());
  });

  test('imports follow the arrows', () => {
    const against = sources.flatMap((file) => {
      const folder = folderOf(file);
      if (folder.endsWith('.ts')) return []; // index.ts joins them all
      return importsOf(file).flatMap(({ target }) => {
        if (!target.startsWith('.')) return [];
        const to = folderOf(normalize(join(dirname(file), target)));
        const allowed =
          to === folder ||
          to === EVERYWHERE ||
          to.startsWith('package.json') ||
          ARROWS[folder]?.includes(to) === true;
        return allowed || target.endsWith('package.json') ? [] : [`${file} → ${target}`];
      });
    });
    expect(against).toEqual([]);
  });

  test.each([
    ['a spreadsheet library', /^xlsx/u, ['source']],
    ['a library of packages', /^fflate/u, ['source', 'output']],
    ['the file system', /^node:fs/u, ['cli', 'batch', 'index.ts', 'load.ts']],
    ['the terminal', /^(?:chalk|cli-table3|commander)/u, ['cli', 'output']],
  ])('only some import %s', (_, library, folders) => {
    const importers = sources
      .filter((file) => importsOf(file).some(({ target }) => library.test(target)))
      .map(folderOf);
    expect([...new Set(importers)].filter((folder) => !folders.includes(folder))).toEqual([]);
  });

  test('what checks a workbook starts without the libraries that read files of the user', () => {
    const reached = new Set<string>();
    const visit = (file: string): void => {
      if (reached.has(file)) return;
      reached.add(file);
      if (!file.endsWith('.ts')) return;
      const statics = readFileSync(file, 'utf8').matchAll(
        /(?:^|\n)(?:import|export) (?!type )[^;]*?from '(?<target>[^']+)'/gu,
      );
      for (const { groups } of statics) {
        const target = groups?.target ?? '';
        visit(target.startsWith('.') ? join(dirname(file), target).replace(/\.js$/u, '.ts') : target);
      }
    };
    visit('src/cli/check-command.ts');
    expect([...reached].filter((file) => /^(?:yaml|valibot)$|config-shape|read-config/u.test(file))).toEqual(
      [],
    );
    expect(reached).toContain('src/rules/catalogue.ts');
  });

  test('no file is called by what it does not say', () => {
    const vague = filesBelow('src')
      .concat(filesBelow('test'))
      .filter((file) => /(?:^|\/)(?:utils?|helpers?|common|misc)[./]/u.test(file));
    expect(vague).toEqual([]);
  });

  test('only the command line touches process and console', () => {
    const touching = sources.filter(
      (file) => folderOf(file) !== 'cli' && /\b(?:process|console)\./u.test(readFileSync(file, 'utf8')),
    );
    expect(touching).toEqual([]);
  });
});

test('no label, name or figure that only the sample prints stands in src', () => {
  const data = readFileSync('fixtures/data/xinhua-2023.yaml', 'utf8');
  const figures = [...data.matchAll(/"(?<figure>\d+\.\d\d)"/gu)]
    .map(({ groups }) => groups?.figure ?? '')
    .filter((figure) => Number(figure) !== 0);
  // Rule books and examples show their sums with figures in the form of a report; code must not.
  const code = sources
    .filter((file) => !/src\/rules\/(?:structure|document)\.ts$/u.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  expect(figures.filter((figure) => code.includes(figure))).toEqual([]);
  expect(code).not.toMatch(/新华|平顶山|普陀/u);
});
