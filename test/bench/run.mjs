// How long the command takes, as ratios to what runs beside it on the same machine (npm run bench). Runs of
// all commands alternate, so that a machine that drifts slows them alike; medians count.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Grid, toWorkbook } from '../../fixtures/grid.mjs';
import { henan } from '../../fixtures/layouts/henan.mjs';

const ROUNDS = Number(process.argv[2] ?? 15);
const NINE_TABLES = 'fixtures/published/xinhua-2023.henan.xlsx';
const ROWS = 50_000;

const folder = mkdtempSync(join(tmpdir(), 'gouji-bench-'));
const large = join(folder, 'large.xlsx');
writeFileSync(large, largeWorkbook());
const walk = join(folder, 'walk.py');
writeFileSync(
  walk,
  [
    'import sys, openpyxl',
    'book = openpyxl.load_workbook(sys.argv[1])',
    'print(sum(cell.value is not None for sheet in book for row in sheet.iter_rows() for cell in row))',
  ].join('\n'),
);

/** The nine tables, and beside them a ledger that is none of them. */
function largeWorkbook() {
  const ledger = new Grid().line(0, 0, [
    '序号',
    '凭证号',
    '日期',
    '摘要',
    '科目编码',
    '科目名称',
    '借方',
    '贷方',
    '余额',
  ]);
  for (let row = 1; row <= ROWS; row++) {
    const amount = ((row * 7919) % 1_000_003) / 100;
    ledger.line(row, 0, [
      row,
      `记-${row % 997}`,
      `2023-${(row % 12) + 1}`,
      `摘要${row % 5000}`,
      '2010301',
      '行政运行',
    ]);
    ledger.line(row, 6, [amount, 0, amount * 2], '#,##0.00');
  }
  const data = parse(readFileSync('fixtures/data/xinhua-2023.yaml', 'utf8'), { schema: 'failsafe' });
  return toWorkbook([...henan(data), { name: '序时账', grid: ledger }]);
}

const GOUJI = 'bin/gouji.js';
const PYTHON = ['/usr/bin/python3', 'python3'].find(hasOpenpyxl);

function hasOpenpyxl(python) {
  try {
    execFileSync(python, ['-c', 'import openpyxl'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const RULES = `
import { readFileSync } from 'node:fs';
const { readReport, check } = await import(${JSON.stringify(new URL('../../dist/index.js', import.meta.url).href)});
const report = await readReport({ file: 'a.xlsx', bytes: readFileSync(process.argv[1]) });
const start = performance.now();
check(report);
console.log(performance.now() - start);`;

const COMMANDS = {
  'bare node': [process.execPath, ['-e', '0']],
  'gouji --version': [process.execPath, [GOUJI, '--version']],
  'gouji --help': [process.execPath, [GOUJI, '--help']],
  'gouji check, nine tables': [process.execPath, [GOUJI, 'check', NINE_TABLES]],
  ...(PYTHON && { 'openpyxl, nine tables': [PYTHON, [walk, NINE_TABLES]] }),
};
const ONCE_IN_FIVE = {
  [`gouji check, and ${ROWS} rows beside`]: [process.execPath, [GOUJI, 'check', large]],
  ...(PYTHON && { [`openpyxl, ${ROWS} rows`]: [PYTHON, [walk, large]] }),
};

const times = {};
const timed = (name, [program, args]) => {
  const start = performance.now();
  execFileSync(program, args, { stdio: 'ignore' });
  (times[name] ??= []).push(performance.now() - start);
};
const rules = [];
for (let round = 0; round < ROUNDS; round++) {
  for (const [name, command] of Object.entries(COMMANDS)) timed(name, command);
  rules.push(Number(execFileSync(process.execPath, ['--input-type=module', '-e', RULES, NINE_TABLES])));
  if (round % 5 === 0) for (const [name, command] of Object.entries(ONCE_IN_FIVE)) timed(name, command);
}

/** Peak memory in MB, as the process itself says it when it ends. */
function peakOf(file) {
  const say = `process.on('exit', () => process.stderr.write(String(process.resourceUsage().maxRSS)))`;
  const preload = `data:text/javascript,${encodeURIComponent(say)}`;
  const { stderr } = {
    stderr: execFileSync('sh', [
      '-c',
      `"$0" --import "$1" "$2" check "$3" 2>&1 >/dev/null`,
      process.execPath,
      preload,
      GOUJI,
      file,
    ]),
  };
  return Number(stderr) / 1024;
}

const median = (values) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)];
const bare = median(times['bare node']);
console.log(`${ROUNDS} rounds, medians\n`);
console.log('| command | ms | over bare node | × bare node |\n| --- | ---: | ---: | ---: |');
for (const [name, values] of Object.entries(times)) {
  const time = median(values);
  console.log(`| ${name} | ${time.toFixed(0)} | ${(time - bare).toFixed(0)} | ${(time / bare).toFixed(2)} |`);
}
console.log(
  `| judging alone, first time | ${median(rules).toFixed(0)} | | ${(median(rules) / bare).toFixed(2)} |`,
);
if (PYTHON) {
  for (const [gouji, python] of [
    ['gouji check, nine tables', 'openpyxl, nine tables'],
    [`gouji check, and ${ROWS} rows beside`, `openpyxl, ${ROWS} rows`],
  ]) {
    console.log(`\n${gouji}: ${(median(times[gouji]) / median(times[python])).toFixed(2)} × ${python}`);
  }
} else {
  console.log('\nno python3 with openpyxl here to compare with');
}
console.log(
  `\npeak memory: nine tables ${peakOf(NINE_TABLES).toFixed(0)} MB, ${ROWS} rows ${peakOf(large).toFixed(0)} MB`,
);
rmSync(folder, { recursive: true });
