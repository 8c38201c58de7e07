import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { toJsonSchema } from '@valibot/to-json-schema';
import { compiledSources, loaderIn } from './source-plugins.config.mjs';

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

/** The JSON Schema of a file that users write, made of the shape that the program reads it by. */
async function writeSchema(name, title, file, shape) {
  const schema = toJsonSchema((await loaderIn(file))[shape], {
    typeMode: 'input',
    ignoreActions: ['check'],
    // JSON Schema has no flags, and reads every pattern as Unicode.
    overrideAction: ({ valibotAction: { type, requirement }, jsonSchema }) =>
      type === 'regex' ? { ...jsonSchema, pattern: requirement.source } : undefined,
    // The program reads every value as text; an editor takes them for numbers and truth values.
    overrideSchema: ({ valibotSchema: { type, options }, jsonSchema }) => {
      if (['1', '2023'].some((number) => new RegExp(jsonSchema.pattern ?? '(?!)', 'u').test(number)))
        return { ...jsonSchema, type: ['integer', 'string'] };
      if (type === 'picklist' && options.includes('true')) return { enum: [true, false, ...options] };
      return undefined;
    },
  });
  await writeFile(`dist/${name}.schema.json`, `${JSON.stringify({ ...schema, title }, undefined, 2)}\n`);
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
await writeSchema('config', 'gouji.config.yaml', 'src/cli/config-shape.ts', 'ConfigShape');
await writeSchema('rules', 'gouji rule book', 'src/rules/book.ts', 'BookShape');
await writeFile('dist/THIRD-PARTY-LICENSES.txt', await licencesOf(metafile));
