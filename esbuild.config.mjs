import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, join, relative } from 'node:path';
import { build } from 'esbuild';
import ts from 'typescript';
import { toJsonSchema } from '@valibot/to-json-schema';
import { compiledSources, loaderIn } from './source-plugins.config.mjs';

/** The licences of the packages whose code is in the bundle. */
async function licencesOf(inputs) {
  // A package may lie within another one; the generated parser holds code of its generator.
  const folders = new Set(
    inputs.flatMap((path) =>
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

/**
 * What not every run needs and nothing else is part of, and the scripts that hold it: with it the program would be
 * nearly three times as long.
 */
const APART = {
  xlsx: 'xlsx',
  'xlsx/dist/cpexcel.full.mjs': 'code-pages',
  yaml: 'yaml',
  htmlparser2: 'htmlparser2',
  'language/english': 'english',
  'forms/narrative-data': 'narrative-data',
};

/** Object literals with spreads, as calls of Object.assign, which Node 20 does several times as fast. */
const assigned = (context) => (file) => {
  const { factory } = context;
  const visit = (node) => {
    const visited = ts.visitEachChild(node, visit, context);
    if (!ts.isObjectLiteralExpression(visited) || !visited.properties.some(ts.isSpreadAssignment))
      return visited;
    // Of these it would read what is to be read later.
    if (visited.properties.some(ts.isAccessor)) return visited;
    const sources = [];
    let plain = [];
    const flush = () => {
      if (plain.length > 0 || sources.length === 0)
        sources.push(factory.createObjectLiteralExpression(plain));
      plain = [];
    };
    for (const property of visited.properties) {
      if (!ts.isSpreadAssignment(property)) {
        plain.push(property);
        continue;
      }
      flush();
      sources.push(property.expression);
    }
    if (plain.length > 0) flush();
    return factory.createCallExpression(
      factory.createPropertyAccessExpression(factory.createIdentifier('Object'), 'assign'),
      undefined,
      sources,
    );
  };
  return ts.visitNode(file, visit);
};

const spreadsAssigned = {
  name: 'spreads-assigned',
  setup(plugin) {
    plugin.onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, async ({ path }) => {
      const text = await readFile(path, 'utf8');
      if (!text.includes('...')) return undefined;
      const source = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext);
      const {
        transformed: [contents],
      } = ts.transform(source, [assigned]);
      return { contents: ts.createPrinter().printFile(contents), loader: 'ts' };
    });
  },
};

/** The parser of the command line can start commands that are programs of their own; there are none. */
const withoutSubprograms = {
  name: 'without-subprograms',
  setup(plugin) {
    plugin.onResolve({ filter: /^node:child_process$/ }, ({ path, importer }) =>
      /[\\/]commander[\\/]/u.test(importer) ? { path, namespace: 'absent' } : undefined,
    );
    plugin.onLoad({ filter: /./, namespace: 'absent' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/**
 * Builds one script of the program: what it exports are functions that give a module each. It is run by src/load.ts.
 *
 * @param {(path: string, importer: string, kind: string) => string | undefined} elsewhere what it asks of another
 *   script, as `gouji:script#module`, when it imports that path
 */
async function buildScript(script, contents, elsewhere = () => undefined) {
  const { metafile, outputFiles } = await build({
    write: false,
    stdin: { contents, resolveDir: import.meta.dirname },
    outfile: `dist/${script}.cjs`,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    // What is imported on demand is in the same script, or is required by src/load.ts.
    supported: { 'dynamic-import': false },
    minify: true,
    legalComments: 'none',
    metafile: true,
    define: { 'import.meta.url': '__url' },
    banner: {
      js: "(function(exports,require,module,__filename,__dirname){const __url=require('node:url').pathToFileURL(__filename).href;",
    },
    footer: { js: '})' },
    plugins: [
      compiledSources,
      spreadsAssigned,
      withoutSubprograms,
      {
        name: 'scripts',
        setup(plugin) {
          plugin.onResolve({ filter: /./ }, ({ kind, path, resolveDir }) => {
            const other = elsewhere(path, resolveDir, kind);
            return other ? { path: other, external: true } : undefined;
          });
        },
      },
    ],
  });
  // The bundler escapes all but patterns, where an escape means the same.
  const [{ path, text }] = outputFiles;
  await mkdir('dist', { recursive: true });
  await writeFile(path, text.replace(/[^\0-\x7f]/gu, inAscii));
  return Object.keys(metafile.inputs);
}

/** The modules of files, by name; each runs when it is asked for. */
const modulesOf = (files) =>
  `module.exports = {${Object.entries(files)
    .map(([name, path]) => `${JSON.stringify(name)}: () => require(${JSON.stringify(path)}),`)
    .join('\n')}};`;

/** One module, as it is for those who import it and do not require it. */
const moduleOf = (name) =>
  `import * as module from '${fileOf(name)}'; const get = () => module; export { get as '${name}' };`;

/** What a module is called: a package as it is imported, one of the program by its file below src. */
const nameOf = (path, folder) =>
  path.startsWith('.') ? relative('src', join(folder, path)).replace(/\.js$/u, '') : path;

const fileOf = (name) => (existsSync(`src/${name}.ts`) ? `./src/${name}.ts` : name);

const inAscii = (character) =>
  Array.from({ length: character.length }, (_, at) => character.charCodeAt(at))
    .map((unit) => `\\u${unit.toString(16).padStart(4, '0')}`)
    .join('');

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: ['src/load.ts'],
  outfile: 'dist/load.cjs',
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  minify: true,
});
// The command line by itself is enough for --help; the program holds what it imports on demand.
const THREADS = ['batch/reading-worker', 'cli/checking-thread'];
const program = Object.fromEntries(['index', ...THREADS].map((name) => [name, `./src/${name}.ts`]));
const inputs = [
  ...(await buildScript('start', modulesOf({ 'cli/main': './src/cli/main.ts' }), (path, folder, kind) => {
    if (kind !== 'dynamic-import' || !path.startsWith('.')) return undefined;
    const name = nameOf(path, folder);
    program[name] = fileOf(name);
    return `gouji:program#${name}`;
  })),
  ...(await buildScript('program', modulesOf(program), (path, folder) => {
    const name = nameOf(path, folder);
    return Object.hasOwn(APART, name) ? `gouji:${APART[name]}#${name}` : undefined;
  })),
];
for (const [name, script] of Object.entries(APART))
  inputs.push(...(await buildScript(script, moduleOf(name))));
for (const schema of ['schema.json', 'ndjson.schema.json'])
  await copyFile(`src/output/${schema}`, `dist/${schema}`);
await writeSchema('config', 'gouji.config.yaml', 'src/cli/config-shape.ts', 'ConfigShape');
await writeSchema('rules', 'gouji rule book', 'src/rules/book.ts', 'BookShape');
await writeFile('dist/THIRD-PARTY-LICENSES.txt', await licencesOf(inputs));

const { load } = createRequire(import.meta.url)('./dist/load.cjs');
await writeFile(
  'dist/index.js',
  `import { load } from './load.cjs';\nexport const { ${Object.keys(load('program').index()).join(', ')} } = load('program').index();\n`,
);
for (const thread of THREADS)
  await writeFile(
    `dist/${basename(thread)}.js`,
    `import { load } from './load.cjs';\nload('program')['${thread}']();\n`,
  );

/** One report with all that a report can hold. */
const WHOLE_REPORT = [
  'fixtures/evaluation/xinhua-2023.with-tables.xlsx',
  'fixtures/narrative/xinhua-2023.txt',
];
// What a check runs is compiled now, and kept for every later run.
const compileAndKeep = `
  const { load, scripts } = require('./dist/load.cjs');
  const v8 = require('node:v8');
  const { setFlagsFromString } = v8;
  // It is kept, and taken later, under the settings that Node begins with, not those that the program sets.
  v8.setFlagsFromString = () => undefined;
  setFlagsFromString('--no-flush-bytecode');
  process.on('exit', () => {
    setFlagsFromString('--flush-bytecode');
    for (const [name, script] of scripts)
      require('node:fs').writeFileSync('dist/' + name + '.cjs.code', script.createCachedData());
  });
  load('start')['cli/main']().main(['node', 'gouji', ...process.argv.slice(1)]);`;
execFileSync(process.execPath, ['-e', compileAndKeep, 'check', '--fail-on', 'never', ...WHOLE_REPORT], {
  stdio: ['ignore', 'ignore', 'inherit'],
});
