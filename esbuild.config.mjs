import { copyFile, readFile, rm } from 'node:fs/promises';
import { build } from 'esbuild';
import { compileSource } from './source-plugins.config.mjs';

const compiledSources = {
  name: 'compiled-sources',
  setup(plugin) {
    plugin.onLoad({ filter: /\.(yaml|peggy)$/ }, async ({ path }) => ({
      contents: compileSource(path, await readFile(path, 'utf8')),
      loader: 'js',
    }));
  },
};

await rm('dist', { recursive: true, force: true });
await build({
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  outdir: 'dist',
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  splitting: true,
  minify: true,
  legalComments: 'linked',
  plugins: [compiledSources],
  // CommonJS packages inside an ESM bundle still call require for Node's own modules.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
});
await copyFile('src/output/schema.json', 'dist/schema.json');
