// Makes a folder as a bureau collects it: node test/bench/folder.mjs FOLDER REPORTS [SHARE_BROKEN]. Departments
// of ten districts, a workbook each; one in ten has a wrong figure, and a share of files is broken in one of
// several ways. The same arguments make the same bytes.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';

const WORKBOOK = 'fixtures/published/xinhua-2023.henan.xlsx';
const DEPARTMENT = '平顶山市新华区政务服务和大数据管理局';
const REPORTS_A_WRONG_FIGURE = 10;
const DISTRICTS = ['东', '西', '南', '北', '中', '新', '城', '港', '山', '河'].map((name) => `${name}区`);

const parts = unzipSync(readFileSync(WORKBOOK));
const strings = strFromU8(parts['xl/sharedStrings.xml']);
const expenditure = 'xl/worksheets/sheet3.xml';
const wrongFigure = strToU8(strFromU8(parts[expenditure]).replace('<v>91.5</v>', '<v>95.1</v>'));

/** One department's workbook; unpacked sizes and all but the name are those of the published one. */
function workbook(index) {
  const department = `某市${DISTRICTS[index % DISTRICTS.length]}第${index}局`;
  return zipSync(
    {
      ...parts,
      'xl/sharedStrings.xml': strToU8(strings.replace(DEPARTMENT, department)),
      ...(index % REPORTS_A_WRONG_FIGURE === 0 && { [expenditure]: wrongFigure }),
    },
    { level: 1, mtime: new Date(1980, 0, 1) },
  );
}

/** What goes wrong with a file on its way. */
const BREAK = [
  (bytes) => bytes.subarray(0, bytes.length / 2),
  () => new Uint8Array(0),
  (bytes) => bytes.map((byte, at) => (at > 60 && at < 400 ? 0 : byte)),
  () => strToU8('<html><body>请先登录</body></html>'),
];

const [, , folder, count = '100', share = '0'] = process.argv;
const every = Number(share) > 0 ? Math.round(1 / Number(share)) : Infinity;
for (let index = 1; index <= Number(count); index++) {
  const at = join(folder, DISTRICTS[index % DISTRICTS.length], String(index).padStart(5, '0'));
  mkdirSync(at, { recursive: true });
  const bytes = workbook(index);
  const isBroken = index % every === 0;
  writeFileSync(join(at, '决算.xlsx'), isBroken ? BREAK[(index / every) % BREAK.length](bytes) : bytes);
}
