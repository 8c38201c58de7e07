// Rule books (.yaml) and the formula grammar (.peggy) are compiled when they are imported, by the
// bundler and by the test runner alike, so that the program carries neither parser generator nor
// unparsed built-in data.
import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';
import peggy from 'peggy';

/**
 * @param {string} path file that is imported
 * @param {string} text its content
 * @returns {string | undefined} JavaScript module, or undefined when the file is of another kind
 */
export function compileSource(path, text) {
  if (path.endsWith('.yaml')) {
    return `export default ${JSON.stringify(parse(text, { schema: 'failsafe' }))};`;
  }
  if (path.endsWith('.peggy')) {
    return peggy.generate(text, { output: 'source', format: 'es' });
  }
  return undefined;
}

/** The same for the bundler. */
export const compiledSources = {
  name: 'compiled-sources',
  setup(plugin) {
    plugin.onLoad({ filter: /\.(yaml|peggy)$/ }, async ({ path }) => ({
      contents: compileSource(path, await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};
