import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { compiledSources } from './source-plugins.config.mjs';

/** The licences of the packages whose code is in the bundle. */
async function licencesOf({ inputs }) {
  // A package may lie within another one; the generated parser holds code of its generator.
  const folders = new Set(
    Object.keys(inputs).flatMap((path) =>
      path.endsWith('.peggy')
        ? 'node_modules/peggy'
        : (/^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/u.exec(path)?.[0] ?? []),
    ),
  );
  const texts = [...folders].sort().map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
    const file = (await readdir(folder)).find((entry) => /^licen[cs]e/iu.test(entry));
    if (file === undefined) throw new Error(`${folder} has no licence text`);
    const text = await readFile(`${folder}/${file}`, 'utf8');
    return `${name} ${version} (${license})\n\n${text.trim()}\n`;
  });
  return (await Promise.all(texts)).join(`\n${'-'.repeat(78)}\n\n`);
}

await rm('dist', { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: {
    cli: 'src/cli/main.ts',
    index: 'src/index.ts',
    'reading-worker': 'src/batch/reading-worker.ts',
  },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  splitting: true,
  minify: true,
  legalComments: 'none',
  metafile: true,
  plugins: [compiledSources],
  // CommonJS packages inside an ESM bundle still call require for Node's own modules.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
});
for (const schema of ['schema.json', 'ndjson.schema.json'])
  await copyFile(`src/output/${schema}`, `dist/${schema}`);
await writeFile('dist/THIRD-PARTY-LICENSES.txt', await licencesOf(metafile));
