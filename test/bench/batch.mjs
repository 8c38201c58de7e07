// How fast a folder of reports is checked, and in how much memory (npm run bench:batch -- SIZES… [--rounds 3]
// [--flat]). At the first size gouji is compared with what it keeps and shares out, and with what only reads the same
// files; all run by turns, so that a machine that drifts slows them alike, and medians count. It measures and never fails.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from 'esbuild';
import { compiledSources } from '../../source-plugins.config.mjs';
import { makeFolder } from './folder.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rounds: { type: 'string', default: '3' }, flat: { type: 'boolean', default: false } },
});
const SIZES = positionals.length > 0 ? positionals.map(Number) : [1000];
const ROUNDS = Number(values.rounds);
const SAMPLE_EVERY_MS = 250;
const UNCHANGED = 'gouji check --resume, unchanged';

const home = mkdtempSync(join(tmpdir(), 'gouji-bench-'));
const bareRead = 'node_modules/.cache/gouji-bare-read.mjs';
await build({
  entryPoints: ['test/bench/bare-read.ts'],
  outfile: bareRead,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  plugins: [compiledSources],
  logLevel: 'warning',
});

/** What is measured on a folder of workbooks. */
function commandsOn(folder) {
  const list = `${folder}.list`;
  const paths = readdirSync(folder, { recursive: true }).filter((path) => extname(path) !== '');
  writeFileSync(list, paths.map((path) => join(folder, path)).join('\n'));
  const pool = ['/usr/bin/python3', '-W', 'ignore', 'test/bench/openpyxl-pool.py', list];
  const gouji = [process.execPath, 'bin/gouji.js'];
  const check = [...gouji, 'check', folder];
  const written = ['--format', 'text', '--format', `ndjson=${folder}.ndjson`];
  const shards = [1, 2].map((shard) => [
    ...[...check, '--format', 'text', '--format', 'ndjson'],
    ...['--shard', `${shard}/2`, '--resume', `${folder}.shard${shard}`],
  ]);
  const merge = [...gouji, 'merge', `${folder}.shard1`, `${folder}.shard2`, ...written];
  return {
    'gouji check': [...check, ...written],
    [UNCHANGED]: [...check, ...written, '--resume', `${folder}.resume`],
    'two shards, one after the other, and gouji merge': [
      ...['sh', '-c'],
      [['rm', '-rf', `${folder}.shard1`, `${folder}.shard2`], ...shards, merge]
        .map((command) => command.join(' '))
        .join(' && '),
    ],
    'the same reader alone': [process.execPath, bareRead, list],
    'openpyxl, read-only': [...pool, 'read-only'],
    openpyxl: [...pool, 'whole'],
  };
}

/** Runs a command to its end: seconds that passed, seconds of all cores, and its peak memory in MB. */
function run(command) {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const child = spawn('sh', ['-c', '"$@" > /dev/null; code=$?; times; exit $code', 'sh', ...command], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let peak = 0;
    const sampling = setInterval(() => {
      peak = Math.max(peak, memoryOf(child.pid));
    }, SAMPLE_EVERY_MS);
    let times = '';
    child.stdout.on('data', (text) => {
      times += text;
    });
    child.on('error', reject).on('close', (code) => {
      clearInterval(sampling);
      // 2: some workbooks are broken
      if (code !== 0 && code !== 2) reject(new Error(`${command.join(' ')} exits ${code}`));
      const ofChildren = times
        .trim()
        .split('\n')
        .at(-1)
        .match(/\d+m[\d.]+/gu);
      const cpu = ofChildren
        .map((time) => time.split('m'))
        .map(([minutes, rest]) => minutes * 60 + Number(rest));
      resolve({ seconds: (performance.now() - start) / 1000, cpu: cpu[0] + cpu[1], peak });
    });
  });
}

/** MB of a process and those that it started; what they share counts once. */
function memoryOf(pid) {
  try {
    const [, kilobytes] = /^Pss:\s+(\d+)/mu.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')) ?? [0, 0];
    const started = readdirSync(`/proc/${pid}/task`).flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean),
    );
    return started.reduce((sum, child) => sum + memoryOf(child), Number(kilobytes) / 1024);
  } catch {
    return 0; // it has ended
  }
}

const median = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];
const row = (...cells) => {
  console.log(`| ${cells.join(' | ')} |`);
};
const table = (heads) => {
  row(...heads);
  row(...heads.map((_, column) => (column === 0 ? '---' : '---:')));
};
const load = () => loadavg()[0].toFixed(1);

try {
  console.log(`${availableParallelism()} cores, load before ${load()}\n`);
  table(['workbooks made', 'a second']);
  const folders = SIZES.map((workbooks) => {
    const folder = join(home, String(workbooks));
    const start = performance.now();
    makeFolder(folder, { workbooks, flat: values.flat });
    row(workbooks, (workbooks / ((performance.now() - start) / 1000)).toFixed(0));
    return { workbooks, folder, commands: commandsOn(folder) };
  });

  const [{ workbooks, commands }] = folders;
  // The first run keeps what the others find.
  await run(commands[UNCHANGED]);
  const runs = Object.fromEntries(Object.keys(commands).map((name) => [name, []]));
  for (let round = 0; round < ROUNDS; round++)
    for (const [name, command] of Object.entries(commands)) runs[name].push(await run(command));
  const medians = Object.entries(runs).map(([name, each]) => {
    const of = (what) => median(each.map((one) => one[what]));
    return { name, seconds: of('seconds'), cpu: of('cpu'), peak: of('peak') };
  });
  const [gouji] = medians;
  console.log(`\n${workbooks} workbooks, ${ROUNDS} rounds, medians; load ${load()}\n`);
  table([
    'on all cores',
    'reports/s',
    'gouji is × as fast',
    'CPU ms a report',
    'gouji takes × the CPU',
    'peak MB',
  ]);
  for (const { name, seconds, cpu, peak } of medians)
    row(
      name,
      (workbooks / seconds).toFixed(1),
      (seconds / gouji.seconds).toFixed(2),
      ((cpu * 1000) / workbooks).toFixed(1),
      (gouji.cpu / cpu).toFixed(2),
      peak.toFixed(0),
    );

  console.log();
  table(['gouji check, workbooks', 'ms a report', 'CPU ms a report', 'peak MB', 'load']);
  for (const { workbooks: size, commands: each } of folders) {
    const { seconds, cpu, peak } = await run(each['gouji check']);
    row(size, ...[seconds, cpu].map((time) => ((time * 1000) / size).toFixed(1)), peak.toFixed(0), load());
  }
} finally {
  rmSync(home, { recursive: true });
}
