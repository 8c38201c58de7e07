import { describe, expect, test } from 'vitest';
import { codePageIn, encodingFor } from '../../src/cli/print.js';
import { encodeChinese } from '../../src/output/gb18030.js';

describe('the encoding that the reader of an output takes', () => {
  test.each([
    ['a console of Windows takes Unicode', 'auto', 'win32', 'console', 936, 'utf-8'],
    ['a console of Windows takes nothing else', 'gb18030', 'win32', 'console', 936, 'utf-8'],
    ['a pipe of Windows with code page 936', 'auto', 'win32', 'pipe', 936, 'gbk'],
    ['a pipe of Windows with code page 54936', 'auto', 'win32', 'pipe', 54936, 'gb18030'],
    ['a pipe of Windows with code page 65001', 'auto', 'win32', 'pipe', 65001, 'utf-8'],
    ['a pipe of Windows without a console', 'auto', 'win32', 'pipe', undefined, 'utf-8'],
    ['a pipe of Windows, as the user says', 'utf-8', 'win32', 'pipe', 936, 'utf-8'],
    ['a file on Windows', 'auto', 'win32', 'file', 936, 'utf-8'],
    ['a file on Windows, as the user says', 'gb18030', 'win32', 'file', 65001, 'gb18030'],
    ['a pipe elsewhere', 'auto', 'linux', 'pipe', 936, 'utf-8'],
    ['a console elsewhere, as the user says', 'gb18030', 'linux', 'console', 936, 'gb18030'],
  ] as const)('%s', async (_, choice, platform, kind, codePage, encoding) => {
    expect(await encodingFor(choice, { platform, kind }, () => Promise.resolve(codePage))).toBe(encoding);
  });
});

test.each([
  ['活动代码页: 936\r\n', 936],
  ['Active code page: 65001\r\n', 65001],
  ['Aktive Codepage: 850.\r\n', 850],
  ['无法识别\r\n', undefined],
  ['', undefined],
])('chcp answers %j', (answer, codePage) => {
  expect(codePageIn(encodeChinese(answer, 'gbk'))).toBe(codePage);
});
