// Makes the folder that is carried to a machine without a network, as it is and packed twice.
import { chmod, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { zipSync } from 'fflate';
import { create } from 'tar';

const [, , target = 'bundle'] = process.argv;
const { version, type, license, engines } = JSON.parse(await readFile('package.json', 'utf8'));
const name = `gouji-${version}`;

/** Programs of Windows know an encoding by its mark, and older ones a line by both characters. */
const forWindows = (text, encoding) => Buffer.from(`\ufeff${text.replaceAll('\n', '\r\n')}`, encoding);

/** The files of a folder and below it. */
const filesIn = async (folder) =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).replaceAll(sep, '/'))
    .map((file) => [file, file]);

const copies = [
  ...['bin/gouji.js', 'bin/package.json'].map((file) => [file, file]),
  ['bin/check-node.cjs', 'bin/offline/check-node.cjs'],
  ['gouji', 'bin/offline/gouji.sh'],
  ['gouji.cmd', 'bin/offline/gouji.cmd'],
  ...(await filesIn('dist')).filter(([file]) => !file.startsWith('dist/types/')),
  ...(await filesIn('docs')),
  ...(await readdir('src/rules/books')).map((book) => [`rules/${book}`, `src/rules/books/${book}`]),
  ...['LICENSE', 'README.md', 'README.zh-CN.md'].map((file) => [file, file]),
];
const files = new Map([
  ...(await Promise.all(copies.map(async ([file, source]) => [file, await readFile(source)]))),
  [
    'package.json',
    Buffer.from(`${JSON.stringify({ name: 'gouji', version, type, license, engines }, null, 2)}\n`),
  ],
  ['使用说明.txt', forWindows(await readFile('bin/offline/使用说明.txt', 'utf8'), 'utf8')],
  // cmd.exe prints UTF-16 rightly whatever the code page of its console.
  ['bin/no-node.txt', forWindows(await readFile('bin/offline/no-node.txt', 'utf8'), 'utf16le')],
]);
const paths = [...files.keys()].sort();
const modeOf = (path) => (path === 'gouji' || path === 'bin/gouji.js' ? 0o755 : 0o644);

await rm(join(target, name), { recursive: true, force: true });
for (const path of paths) {
  const file = join(target, name, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, files.get(path));
  await chmod(file, modeOf(path));
}

// The first day that a zip can tell: the same files make the same bytes whenever they are packed. A zip holds
// local time, a tar holds UTC.
const UNIX = 3;
const REGULAR_FILE = 0o100000;
const entries = paths.map((path) => [
  `${name}/${path}`,
  [
    files.get(path),
    { level: 9, mtime: new Date(1980, 0, 1), os: UNIX, attrs: ((REGULAR_FILE | modeOf(path)) << 16) >>> 0 },
  ],
]);
await writeFile(join(target, `${name}.zip`), zipSync(Object.fromEntries(entries)));

await create(
  {
    file: join(target, `${name}.tgz`),
    cwd: target,
    gzip: { level: 9 },
    portable: true,
    mtime: new Date(Date.UTC(1980, 0, 1)),
  },
  paths.map((path) => `${name}/${path}`),
);
