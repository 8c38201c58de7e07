// Rule books and forms (.yaml) and the formula grammar (.peggy) are compiled when they are imported, by the
// bundler and by the test runner alike: the program carries neither parser generator nor unparsed data, and
// a mistake in a built-in rule book or scheme stops the build.
import { basename, join } from 'node:path';
import { readFile } from 'node:fs/promises';
import { build } from 'esbuild';
import { parse } from 'yaml';
import peggy from 'peggy';

/**
 * @param {string} path file that is imported
 * @param {string} text its content
 * @returns {Promise<string | undefined>} JavaScript module, or undefined when the file is of another kind
 */
export async function compileSource(path, text) {
  if (path.endsWith('.peggy')) return peggy.generate(text, { output: 'source', format: 'es' });
  if (!path.endsWith('.yaml')) return undefined;
  const data = parse(text, { schema: 'failsafe' });
  if (/[/\\]rules[/\\]books[/\\]/u.test(path)) {
    const { loadBook } = await loaderIn('src/rules/book.ts');
    return moduleOf(loadBook(basename(path), data));
  }
  if (/[/\\]rules[/\\]evaluation[/\\]profiles\.yaml$/u.test(path)) {
    const { loadProfiles } = await loaderIn('src/rules/evaluation/load-profiles.ts');
    return moduleOf(loadProfiles(basename(path), data));
  }
  if (/[/\\]forms[/\\]narrative\.yaml$/u.test(path)) {
    const { vocabularyOf } = await loaderIn('src/forms/vocabulary.ts');
    return moduleOf({ ...data, vocabulary: vocabularyOf(data) });
  }
  return moduleOf(data);
}

/** The bundler's plugin for them. */
export const compiledSources = {
  name: 'compiled-sources',
  setup(plugin) {
    // The test runner knows ?raw, a file as its text, by itself.
    plugin.onResolve({ filter: /\?raw$/ }, ({ path, resolveDir }) => ({
      path: join(resolveDir, path.replace(/\?raw$/u, '')),
      namespace: 'raw',
    }));
    plugin.onLoad({ filter: /./, namespace: 'raw' }, async ({ path }) => ({
      contents: await readFile(path, 'utf8'),
      loader: 'text',
    }));
    plugin.onLoad({ filter: /\.(yaml|peggy)$/ }, async ({ path }) => ({
      contents: await compileSource(path, await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

// Data is parsed faster as JSON than as a program.
const moduleOf = (data) => `export default JSON.parse(${JSON.stringify(JSON.stringify(data))});`;

/** @type {Map<string, Promise<any>>} */
const loading = new Map();

/** A module of the program, such as its own loaders, which check the shape of rule books and bind names. */
export function loaderIn(file) {
  const known = loading.get(file);
  if (known) return known;
  const loader = build({
    entryPoints: [file],
    absWorkingDir: import.meta.dirname,
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    plugins: [compiledSources],
  }).then(
    ({ outputFiles: [{ contents }] }) =>
      import(`data:text/javascript;base64,${Buffer.from(contents).toString('base64')}`),
  );
  loading.set(file, loader);
  return loader;
}
