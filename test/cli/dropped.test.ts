import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { droppedPaths } from '../../src/cli/dropped.js';

const CMD = 'C:\\WINDOWS\\system32\\cmd.exe /c';
const BATCH = '"D:\\勾稽 0.1\\gouji.cmd"';

test.each([
  ['nothing', `${CMD} "${BATCH} "`, []],
  ['a path', `${CMD} "${BATCH} D:\\a.xlsx"`, ['D:\\a.xlsx']],
  ['a path with blanks', `${CMD} "${BATCH} "D:\\某局 2023\\a b.xlsx""`, ['D:\\某局 2023\\a b.xlsx']],
  [
    'several paths',
    `${CMD} "${BATCH} D:\\a.xlsx "D:\\b c.xlsx" E:\\d"`,
    ['D:\\a.xlsx', 'D:\\b c.xlsx', 'E:\\d'],
  ],
  [
    'what the shell would act on',
    `${CMD} "${BATCH} D:\\a&b^c(1)%TEMP%!x!;,=.xlsx"`,
    ['D:\\a&b^c(1)%TEMP%!x!;,=.xlsx'],
  ],
  ['a share', `${CMD} "${BATCH} \\\\server\\决算\\2023"`, ['\\\\server\\决算\\2023']],
  ['a bare call of a script', 'cmd /c gouji.cmd D:\\a.xlsx', ['D:\\a.xlsx']],
  ['a console without a call', 'cmd.exe', []],
])('%s', (_, commandLine, paths) => {
  expect(droppedPaths(commandLine)).toEqual(paths);
});

const dropped = (commandLine: string): string =>
  execFileSync(process.execPath, ['bin/gouji.js'], {
    env: { PATH: process.env.PATH, GOUJI_DROPPED: commandLine },
    encoding: 'utf8',
  });

test('what was dropped is checked', () => {
  const file = 'fixtures/published/xinhua-2023.henan.xlsx';
  expect(dropped(`${CMD} "${BATCH} ${file}"`)).toContain(`${file}　表 9/9`);
});

test('without anything dropped, it is said how to', () => {
  expect(dropped(`${CMD} "${BATCH} "`)).toContain('拖到 gouji.cmd 的图标上');
});
