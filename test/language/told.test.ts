import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, test } from 'vitest';
import { run, type Run } from '../../src/batch/run.js';
import { languageOf } from '../../src/cli/language-of.js';
import { FORMS } from '../../src/forms/catalogue.js';
import { tellIn } from '../../src/language/catalogues.js';
import type { Tell } from '../../src/language/message.js';
import { BINARY_FORMATS, FORMATS, type Format } from '../../src/output/formats.js';
import { renderInspection } from '../../src/output/inspect.js';
import { renderExplanation, renderRules } from '../../src/output/rules.js';
import { builtInRules } from '../../src/rules/catalogue.js';
import { formulasOf } from '../../src/rules/rule.js';
import type { Document } from '../../src/source/document.js';
import { readDocument } from '../../src/source/read-document.js';
import { program } from '../cli/program.js';
import { rendered } from '../output/rendered.js';

const FILES = [
  'fixtures/made/planted-fault.xlsx',
  'fixtures/made/two-departments.xlsx',
  'fixtures/evaluation/xinhua-2023.xlsx',
  'fixtures/narrative/xinhua-2023.txt',
  'fixtures/made/not-accounts.xlsx',
  'fixtures/broken/truncated.xlsx',
];

/** Chinese as it stands together. */
const chineseIn = (text: string): string[] => text.match(/\p{Script=Han}+/gu) ?? [];

/** Where a text has no section, this stands for its title in the column of what is printed. */
const NO_SECTION = '正文';

/** Every text of a document, and what tables, lines and columns are called: these are quoted as they are printed. */
const textsOf = ({ sheets, paragraphs }: Document): string[] => [
  ...sheets.flatMap(({ name, rows }) => [name, ...rows.flat().map((cell) => cell?.shown ?? '')]),
  ...paragraphs.map(({ text }) => text),
];
const NAMES = [
  NO_SECTION,
  ...FORMS.flatMap((form) => [
    form.name,
    ...form.titles,
    ...[...form.columns, ...form.lines].map(({ name }) => name),
  ]),
];

/** Identities are written in the names of tables, lines and columns. */
const IDENTITIES = builtInRules().flatMap((rule) => (rule.kind === 'formula' ? formulasOf(rule) : []));

let tell: Tell;
let checked: Run;
let quoted = '';
beforeAll(async () => {
  tell = await tellIn('en');
  const documents: Document[] = [];
  const read = async (file: string): Promise<Document> => {
    const document = await readDocument(file, await readFile(file));
    documents.push(document);
    return document;
  };
  const files = FILES.map((file) => ({ file, folder: 'fixtures', named: true }));
  checked = await run(files, builtInRules(), read, { tell });
  quoted = withBare([...NAMES, ...IDENTITIES, ...documents.flatMap(textsOf)].join('\n'));
});

/** A text, and the same without marks and figures: labels are quoted without them. */
const withBare = (text: string): string => `${text}\n${text.replace(/[^\p{Script=Han}\n]+/gu, '')}`;

/** Shorter pieces stand in any text. */
const SHORTEST_PIECE = 3;

/** Whether words stand in a text, or are put together of longer ones that do. */
function isMadeOf(words: string, text: string): boolean {
  if (text.includes(words)) return true;
  for (let end = words.length - SHORTEST_PIECE; end >= SHORTEST_PIECE; end--)
    if (text.includes(words.slice(0, end)) && isMadeOf(words.slice(end), text)) return true;
  return false;
}

/** Chinese that is not quoted. */
const ownChinese = (text: string, from = quoted): string[] => [
  ...new Set(chineseIn(text).filter((words) => !isMadeOf(words, from))),
];

const TEXT_FORMATS = (Object.keys(FORMATS) as Format[]).filter((format) => !BINARY_FORMATS.has(format));

describe('in English nothing of our own is Chinese', () => {
  test.each(TEXT_FORMATS)('in the format %s', async (format) => {
    expect(ownChinese(await rendered(format, checked, { language: 'en', tell }))).toEqual([]);
  });

  test('in what was recognised', () => {
    const { recognitions, reports, problems } = checked;
    expect(ownChinese(renderInspection({ recognitions, reports, problems }, tell))).toEqual([]);
  });

  test('in the list of rules', () => {
    expect(chineseIn(renderRules(builtInRules(), tell))).toEqual([]);
  });

  test('in explanations, but for what examples give', () => {
    const wrong = builtInRules().flatMap((rule) => {
      const given = JSON.stringify(rule.examples);
      const own = ownChinese(renderExplanation(rule, tell), `${quoted}\n${withBare(given)}`);
      return own.length === 0 ? [] : [`${rule.id} ${own.join(' ')}`];
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    ['no command', []],
    ['help', ['--help']],
    ...['check', 'merge', 'inspect', 'rules', 'explain', 'init', 'completion'].map(
      (command): [string, string[]] => [`help of ${command}`, [command, '--help']],
    ),
    ['an unknown command', ['frob']],
    ['an unknown option', ['check', 'a.xlsx', '--frob']],
    ['no path', ['check']],
    ['no rule', ['explain']],
    ['an unknown rule', ['explain', 'T9-ROW']],
    ['an unknown format', ['check', 'a.xlsx', '--format', 'frob']],
    ['a wrong number', ['check', 'a.xlsx', '--jobs', 'many']],
    ['a wrong choice', ['check', 'a.xlsx', '--fail-on', 'big']],
    ['a baseline that is not there', ['check', 'a.xlsx', '--baseline', 'nowhere.json']],
    ['a file that is not there', ['check', 'nowhere.xlsx']],
    ['a folder without shards', ['merge', 'nowhere']],
    ['a rule book that is not there', ['rules', '--rules', 'nowhere.yaml']],
  ])('on the command line: %s', async (_, args) => {
    const { stdout, stderr } = await program([...args, '--lang', 'en'], process.cwd());
    expect(stdout + stderr).not.toBe('');
    expect(chineseIn(stdout + stderr)).toEqual([]);
  });
});

test.each([
  ['nothing said', ['check'], {}, 'zh'],
  ['an option', ['check', '--lang', 'en'], {}, 'en'],
  ['an option with its value', ['--lang=en', 'check'], {}, 'en'],
  ['the last of two', ['--lang', 'zh', 'check', '--lang', 'en'], {}, 'en'],
  ['the environment', ['check'], { GOUJI_LANG: 'en' }, 'en'],
  ['an option over the environment', ['check', '--lang', 'zh'], { GOUJI_LANG: 'en' }, 'zh'],
  ['a path that looks like an option', ['check', '--', '--lang', 'en'], {}, 'zh'],
  ['an unknown language', ['check'], { GOUJI_LANG: 'fr' }, 'zh'],
])('the language of a call: %s', (_, args, env, language) => {
  expect(languageOf(args, env)).toBe(language);
});
