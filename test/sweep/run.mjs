// Bundles the sweep with the sources it measures and runs it (npm run sweep).
import { build } from 'esbuild';
import { compiledSources } from '../../source-plugins.config.mjs';

const outfile = 'node_modules/.cache/gouji-sweep.mjs';
await build({
  entryPoints: ['test/sweep/main.ts'],
  outfile,
  bundle: true,
  platform: 'node',
  format: 'esm',
  packages: 'external',
  plugins: [compiledSources],
  logLevel: 'warning',
});
await import(new URL(`../../${outfile}`, import.meta.url));
