import { describe, expect, test } from 'vitest';
import type { Answer, FolderAnswer } from '../../src/batch/answer.js';
import { inOrder, together } from '../../src/batch/in-order.js';
import type { Folder } from '../../src/batch/run.js';
import { told as inChinese } from '../../src/language/message.js';

/** A folder of one file, named by what it offers and seeks: "表1.xlsx +甲" offers 甲, "文1.txt -甲" seeks it. */
const folderOf = (name: string): Folder => [{ file: name, folder: name, named: false }];

const bare = (folder: Folder): string => folder.map(({ file }) => file.replace(/\.\w+$/u, '')).join(' ');

/** Answers after a time that differs by folder, and says which folders were checked together. */
const answering =
  (together: string[][]): Answer =>
  async (folders) => {
    const names = folders.map(bare);
    await new Promise((resolve) => setTimeout(resolve, names.join('').length % 3));
    if (names.length > 1) together.push(names);
    return folders.map((files): FolderAnswer => {
      const name = bare(files);
      const keys = (sign: string): string[] => (name.includes(sign) ? [name.split(sign)[1] ?? ''] : []);
      return {
        files,
        reports: [],
        problems: [{ file: name, message: names.length > 1 ? 'together' : 'alone', kind: 'skipped' }],
        offers: keys('+'),
        seeking: keys('-'),
      };
    });
  };

async function outcome(
  names: readonly string[],
  atOnce: number,
): Promise<{ told: string[]; together: string[][] }> {
  const together: string[][] = [];
  const told: string[] = [];
  for await (const { problems } of inOrder(names.map(folderOf), answering(together), atOnce))
    told.push(...problems.map(({ file, message }) => `${file} ${inChinese(message)}`));
  return { told, together };
}

describe.each([1, 2, 7])('with %d folders at once', (atOnce) => {
  test('folders are told in their order', async () => {
    const names = Array.from({ length: 20 }, (_, index) => `${'x'.repeat(index % 5)}${index}.xlsx`);
    const { told } = await outcome(names, atOnce);
    expect(told).toEqual(names.map((name) => `${name.replace('.xlsx', '')} alone`));
  });

  test.each<[string, string[], string[][]]>([
    ['a text after its report', ['1+甲.xlsx', '2.xlsx', '3-甲.txt'], [['1+甲', '3-甲']]],
    ['a text before its report', ['1-甲.txt', '2+甲.xlsx'], [['1-甲', '2+甲']]],
    ['two reports that a text may be of', ['1+甲.xlsx', '2+甲.xlsx', '3-甲.txt'], [['1+甲', '2+甲', '3-甲']]],
    [
      'two texts of two reports',
      ['1-乙.txt', '2-甲.txt', '3+甲.xlsx', '4+乙.xlsx'],
      [
        ['1-乙', '4+乙'],
        ['2-甲', '3+甲'],
      ],
    ],
    ['a text whose report is not there', ['1+甲.xlsx', '2-乙.txt'], []],
  ])('%s: folders that belong together are checked together', async (_, names, groups) => {
    const { told, together } = await outcome(names, atOnce);
    expect(together).toEqual(groups);
    const joined = groups.flat();
    const bare = names.map((name) => name.replace(/\.\w+$/u, ''));
    // What may belong together is told after what is settled.
    const isLate = (name: string): boolean => joined.includes(name) || name.includes('-');
    const order = [...bare.filter((name) => !isLate(name)), ...bare.filter(isLate)];
    expect(told).toEqual(order.map((name) => `${name} ${joined.includes(name) ? 'together' : 'alone'}`));
  });
});

describe('told to stop', () => {
  const stopAfter = async (names: readonly string[], count: number): Promise<string[]> => {
    const controller = new AbortController();
    const told: string[] = [];
    const done: string[] = [];
    const onDone = ([first]: Folder): void => {
      done.push(first?.file ?? '');
      if (done.length === count) controller.abort();
    };
    const answers = inOrder(names.map(folderOf), answering([]), 1, onDone, controller.signal);
    for await (const { problems } of answers) told.push(...problems.map(({ file }) => file));
    return told;
  };

  test('it hands on what is finished, and checks nothing more', async () => {
    const names = Array.from({ length: 9 }, (_, index) => `${index}.xlsx`);
    expect(await stopAfter(names, 4)).toEqual(['0', '1', '2', '3']);
  });

  test('it says nothing of what would have to be checked with others', async () => {
    expect(await stopAfter(['1+甲.xlsx', '2.xlsx', '3-甲.txt'], 3)).toEqual(['2']);
  });
});

test('a text that looks for its report keeps nothing else waiting', async () => {
  const told: string[] = [];
  let checked = 0;
  const answer: Answer = (folders) => {
    checked += 1;
    return answering([])(folders);
  };
  const names = ['1-甲.txt', ...Array.from({ length: 40 }, (_, index) => `${index + 2}.xlsx`)];
  for await (const { files } of inOrder(names.map(folderOf), answer, 2)) {
    if (told.length === 0) expect(checked).toBeLessThan(8);
    told.push(...files.map(({ file }) => file));
  }
  expect(told).toEqual([...names.slice(1), '1-甲.txt']);
});

test('each folder is told of once when it is done', async () => {
  const done: string[] = [];
  const folders = ['1-甲.txt', '2+甲.xlsx', '3.xlsx'].map(folderOf);
  for await (const answered of inOrder(folders, answering([]), 2, (folder) =>
    done.push(folder[0]?.file ?? ''),
  ))
    expect(answered.reports).toEqual([]);
  expect(done.sort()).toEqual(['1-甲.txt', '2+甲.xlsx', '3.xlsx']);
});

describe('a few files are asked together', () => {
  test.each<[string, string[], number]>([
    ['with a text among them', ['1+甲.xlsx', '2-甲.txt', '3.xlsx'], 1],
    ['but not tables alone', ['1.xlsx', '2.xlsx'], 2],
    ['and no more than a report has', ['1.xlsx', '2.xlsx', '3.xlsx', '4.xlsx', '5-甲.txt'], 5],
  ])('%s', async (_, names, times) => {
    let asked = 0;
    const answer: ReturnType<typeof answering> = (folders) => {
      asked += 1;
      return answering([])(folders);
    };
    const told: string[] = [];
    const done: string[] = [];
    const answers = together(names.map(folderOf), answer, 1, (unit) =>
      done.push(...unit.map(({ file }) => file)),
    );
    for await (const { files } of answers) told.push(...files.map(({ file }) => file));
    expect(told).toEqual(names);
    expect(done.toSorted()).toEqual(names.toSorted());
    expect(asked).toBe(times);
  });
});
