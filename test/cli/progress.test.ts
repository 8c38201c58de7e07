import { describe, expect, test } from 'vitest';
import { progressOn, type Progress, type ProgressScreen } from '../../src/cli/progress.js';
import { told, zh } from '../../src/language/message.js';

/** What is written where the clock of a run stands still but for `wait`. */
function watched(
  total: number,
  screen: Partial<ProgressScreen> = {},
): { progress: Progress; written: string[]; wait: (seconds: number) => void } {
  const written: string[] = [];
  let time = 0;
  const write = (text: string): unknown => written.push(text);
  return {
    progress: progressOn({ write, ...screen }, total, told, () => time),
    written,
    wait: (seconds) => (time += seconds * 1000),
  };
}

const CLEAR = '\r\u001b[K';
const files = (count: number): string[] => Array.from({ length: count }, (_, index) => `${index}.xlsx`);

describe('at a terminal', () => {
  test('nothing is shown of a short run, then how far it has come and what was found', () => {
    const { progress, written, wait } = watched(3000, { isTTY: true });
    wait(1.9);
    progress.advance(files(99));
    expect(written).toEqual([]);
    progress.count({ errors: 7, broken: 2 });
    wait(0.1);
    progress.advance(['甲局/决算.xlsx']);
    expect(written).toEqual(['已核对 100/3000 · 50 个/秒 · 剩 58 秒 · 错误 7 · 读不了 2 · 甲局/决算.xlsx']);
  });

  test('a line takes the place of the last one, and is taken away once', () => {
    const { progress, written, wait } = watched(8000, { isTTY: true });
    wait(2);
    progress.advance(files(1));
    wait(0.1);
    progress.advance(files(1));
    wait(0.1);
    progress.advance(files(1));
    progress.clear();
    progress.clear();
    expect(written).toEqual([
      '已核对 1/8000 · 0.5 个/秒 · 剩 4 小时 26 分 · 错误 0 · 0.xlsx',
      CLEAR,
      '已核对 3/8000 · 1.4 个/秒 · 剩 1 小时 37 分 · 错误 0 · 0.xlsx',
      CLEAR,
    ]);
  });

  test.each([
    ['is cut at its beginning', 66, '很长的文件夹/决算.xlsx', '…夹/决算.xlsx'],
    ['is left out where there is no room', 58, '决算.xlsx', ''],
    ['steers nothing', 80, '决\u001b[31m.xlsx', '决\\u001b[31m.xlsx'],
  ])('the file %s', (_, columns, file, shown) => {
    const { progress, written, wait } = watched(200, { isTTY: true, columns });
    wait(2);
    progress.advance([file]);
    const [line = ''] = written;
    expect(line.replace(/^.*错误 0(?: · )?/u, '')).toBe(shown);
  });
});

test.each([
  ['a terminal, soon', true, 1.9, []],
  ['a terminal, later', true, 2, ['正在比较 3000 份报告', CLEAR]],
  ['a log, soon', false, 29, []],
  ['a log, later', false, 30, ['正在比较 3000 份报告\n']],
])('what begins once all is checked, at %s', (_, isTTY, seconds, shown) => {
  const { progress, written, wait } = watched(3000, { isTTY });
  wait(seconds);
  progress.begin(zh`正在比较 ${3000} 份报告`);
  progress.clear();
  expect(written).toEqual(shown);
});

describe('elsewhere', () => {
  test('a long run says a line every half minute, and nothing is taken away', () => {
    const { progress, written, wait } = watched(1000);
    for (let second = 0; second < 70; second++) {
      wait(1);
      progress.advance(files(10));
    }
    progress.clear();
    expect(written).toEqual([
      '已核对 300/1000 · 10 个/秒 · 剩 1 分 10 秒 · 错误 0\n',
      '已核对 600/1000 · 10 个/秒 · 剩 40 秒 · 错误 0\n',
    ]);
  });
});
