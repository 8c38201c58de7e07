import { execFile, execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, copyFile, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { build } from 'esbuild';
import { unzipSync } from 'fflate';
import { list } from 'tar';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const { version } = JSON.parse(await readFile('package.json', 'utf8')) as { version: string };
const NAME = `gouji-${version}`;

/** What a packed file is unpacked to. */
interface Entry {
  readonly path: string;
  readonly mode: number;
  readonly bytes: Uint8Array;
}

let root = '';
let entries: Readonly<Record<'tgz' | 'zip', readonly Entry[]>>;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), '勾稽 (1)&-'));
  execFileSync(process.execPath, ['bundle.config.mjs', root]);
  entries = {
    tgz: await untar(join(root, `${NAME}.tgz`)),
    zip: unzip(await readFile(join(root, `${NAME}.zip`))),
  };
});
afterAll(() => rm(root, { recursive: true }));

async function untar(file: string): Promise<Entry[]> {
  const found: Promise<Entry>[] = [];
  await list({
    file,
    onReadEntry: (entry) => {
      const { path, mode = 0 } = entry;
      found.push(entry.concat().then((bytes) => ({ path, mode, bytes })));
    },
  });
  return Promise.all(found);
}

/** fflate tells names and contents; modes stand in the directory at the end of the archive. */
function unzip(archive: Buffer): Entry[] {
  const modes = directoryOf(archive).map(({ mode }) => mode);
  return Object.entries(unzipSync(archive)).map(([path, bytes], index) => ({
    path,
    mode: modes[index] ?? 0,
    bytes,
  }));
}

function directoryOf(archive: Buffer): { readonly isUtf8: boolean; readonly mode: number }[] {
  const found = [];
  const end = archive.lastIndexOf('PK\u0005\u0006');
  const count = archive.readUInt16LE(end + 10);
  let at = archive.readUInt32LE(end + 16);
  for (let index = 0; index < count; index += 1) {
    const isUtf8 = (archive.readUInt16LE(at + 8) & 0x800) !== 0;
    found.push({ isUtf8, mode: (archive.readUInt32LE(at + 38) >>> 16) & 0o777 });
    at += 46 + [28, 30, 32].reduce((length, field) => length + archive.readUInt16LE(at + field), 0);
  }
  return found;
}

const textOf = (path: string, encoding = 'utf-8'): string => {
  const entry = entries.tgz.find((other) => other.path === `${NAME}/${path}`);
  return new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(entry?.bytes);
};

describe('what is packed', () => {
  test('both archives hold the same files', () => {
    const fingerprint = ({ path, mode, bytes }: Entry): string =>
      `${path} ${mode} ${createHash('sha256').update(bytes).digest('hex')}`;
    expect(entries.zip.map(fingerprint)).toEqual(entries.tgz.map(fingerprint));
  });

  test('only what starts gouji may be executed', () => {
    const executable = entries.tgz.filter(({ mode }) => (mode & 0o111) !== 0);
    expect(executable.map(({ path, mode }) => [path, mode])).toEqual([
      [`${NAME}/bin/gouji.js`, 0o755],
      [`${NAME}/gouji`, 0o755],
    ]);
  });

  test('Chinese names are marked as UTF-8 in the zip', async () => {
    const directory = directoryOf(await readFile(join(root, `${NAME}.zip`)));
    expect(directory.map(({ isUtf8 }) => isUtf8)).toEqual(
      entries.zip.map(({ path }) => /[^\u0000-\u007f]/u.test(path)),
    );
    expect(entries.zip.map(({ path }) => path)).toContain(`${NAME}/使用说明.txt`);
  });

  test('the folder holds the same, and what a reader needs', async () => {
    const files = await readdir(join(root, NAME), { recursive: true, withFileTypes: true });
    const paths = files.filter((file) => file.isFile()).map((file) => join(file.parentPath, file.name));
    expect(paths.sort()).toEqual(entries.tgz.map(({ path }) => join(root, path)).sort());
    expect(paths.map((path) => path.slice(join(root, NAME).length + 1))).toEqual(
      expect.arrayContaining([
        'LICENSE',
        'README.md',
        'README.zh-CN.md',
        'dist/THIRD-PARTY-LICENSES.txt',
        'dist/schema.json',
        'gouji.cmd',
        'rules/between-tables.yaml',
        'rules/within-tables.yaml',
      ]),
    );
    expect(paths.filter((path) => /node_modules|\.map$|\.d\.ts$/u.test(path))).toEqual([]);
  });

  test('the same input makes the same bytes, in any time zone', async () => {
    const other = await mkdtemp(join(root, 'again-'));
    execFileSync(process.execPath, ['bundle.config.mjs', other], {
      env: { ...process.env, TZ: 'Asia/Shanghai' },
    });
    for (const suffix of ['tgz', 'zip']) {
      const [one, same] = await Promise.all(
        [root, other].map((folder) => readFile(join(folder, `${NAME}.${suffix}`))),
      );
      expect(one?.equals(same ?? Buffer.alloc(0))).toBe(true);
    }
  });
});

describe('text for Windows', () => {
  test('gouji.cmd is ASCII, and every line ends as cmd.exe needs it', () => {
    const text = textOf('gouji.cmd');
    expect(text).toMatch(/^[\r\n -~]+$/u);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  });

  test.each([
    ['使用说明.txt', 'utf-8'],
    ['bin/no-node.txt', 'utf-16le'],
  ])('%s is %s by its mark, and every line ends in both characters', (path, encoding) => {
    const text = textOf(path, encoding);
    expect(text).toMatch(/^\ufeff.*勾稽|^\ufeff找不到/u);
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/u);
  });
});

describe.each(['tgz', 'zip'] as const)('unpacked from the %s, with nothing but node', (archive) => {
  let home = '';
  let path = '';
  beforeAll(async () => {
    home = await mkdtemp(join(root, `解压 ${archive}-`));
    for (const entry of entries[archive]) {
      const file = join(home, entry.path);
      await mkdir(dirname(file), { recursive: true });
      await writeFile(file, entry.bytes);
      await chmod(file, entry.mode);
    }
    path = join(home, 'only node');
    await mkdir(path);
    await symlink(process.execPath, join(path, 'node'));
    await copyFile('fixtures/made/planted-fault.xlsx', join(home, '决 算(1)&.xlsx'));
  });

  const run = (command: string, args: readonly string[], env: Record<string, string>): Promise<unknown> =>
    new Promise((resolve) => {
      execFile(command, args, { cwd: home, env }, (error, stdout, stderr) => {
        resolve({ code: error?.code ?? 0, stdout, stderr });
      });
    });

  test.each([
    [['check', '决 算(1)&.xlsx']],
    [['check', '*.xlsx', '--format', 'json']],
    [['inspect', '决 算(1)&.xlsx']],
    [['rules']],
    [['explain', 'T3-ROW']],
    [['explain', 'T3-ROWS']],
    [['--version']],
  ])('%j runs as in the repository', async (args) => {
    const own = await run(process.execPath, [join(process.cwd(), 'bin/gouji.js'), ...args], {});
    expect(await run(join(home, NAME, 'gouji'), args, { PATH: path })).toEqual(own);
  });

  test('a link to the launcher finds its way', async () => {
    const link = join(home, 'link');
    await symlink(join(home, NAME, 'gouji'), link);
    expect(await run(link, ['--version'], { PATH: `${path}:${process.env.PATH ?? ''}` })).toMatchObject({
      code: 0,
      stdout: `${version}\n`,
    });
  });

  test('a node beside the launcher is taken first', async () => {
    const beside = join(home, NAME, 'node');
    await writeFile(beside, '#!/bin/sh\necho beside\n', { mode: 0o755 });
    const result = await run(join(home, NAME, 'gouji'), ['--version'], { PATH: path });
    await rm(beside);
    expect(result).toMatchObject({ stdout: 'beside\n' });
  });

  test('without node it says what to do', async () => {
    expect(await run(join(home, NAME, 'gouji'), ['--version'], { PATH: home })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('找不到 Node.js') as string,
    });
  });

  test.each([
    ['20.18.3', 2, '这里的 Node.js 是 20.18，太旧；需要 20.19'],
    ['6.17.1', 2, '这里的 Node.js 是 6.17，太旧；需要 20.19'],
    ['20.19.0', 0, ''],
    ['100.0.0', 0, ''],
  ])('with node %s it ends with %i', async (present, code, said) => {
    const pretend = join(home, 'pretend.cjs');
    await writeFile(
      pretend,
      `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '${present}' } });`,
    );
    const result = await run(join(home, NAME, 'gouji'), ['--version'], {
      PATH: path,
      NODE_OPTIONS: `--require "${pretend}"`,
    });
    expect(result).toMatchObject({ code, stderr: expect.stringContaining(said) as string });
  });
});

test('every package whose code is bundled is there with its licence', async () => {
  const { metafile } = await build({
    entryPoints: ['src/cli/main.ts', 'src/index.ts', 'src/batch/reading-worker.ts'],
    outdir: 'dist',
    bundle: true,
    platform: 'node',
    format: 'esm',
    write: false,
    metafile: true,
    logLevel: 'error',
    loader: { '.yaml': 'empty', '.peggy': 'empty' },
    external: ['*?raw'],
  });
  const packages = new Set(
    Object.keys(metafile.inputs).flatMap((input) => {
      const parts = input.split('/');
      const at = parts.lastIndexOf('node_modules') + 1;
      return at === 0 ? [] : parts.slice(0, at + (parts[at]?.startsWith('@') === true ? 2 : 1)).join('/');
    }),
  );
  expect(packages.size).toBeGreaterThan(10);
  const notices = textOf('dist/THIRD-PARTY-LICENSES.txt');
  const missing: string[] = [];
  // The formula parser is generated, and holds code of its generator.
  for (const folder of [...packages, 'node_modules/peggy']) {
    const manifest = JSON.parse(await readFile(`${folder}/package.json`, 'utf8')) as Record<string, string>;
    const file = (await readdir(folder)).find((name) => /^licen[cs]e/iu.test(name)) ?? 'LICENSE';
    const licence = (await readFile(`${folder}/${file}`, 'utf8')).trim();
    if (!notices.includes(`${manifest.name} ${manifest.version} (${manifest.license})\n\n${licence}\n`))
      missing.push(folder);
  }
  expect(missing).toEqual([]);
});
