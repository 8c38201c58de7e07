import { defineConfig } from 'vitest/config';
import { compileSource } from './source-plugins.config.mjs';

export default defineConfig({
  plugins: [
    {
      name: 'compiled-sources',
      transform(code, id) {
        const compiled = compileSource(id, code);
        return compiled === undefined ? undefined : { code: compiled, map: null };
      },
    },
  ],
  test: { include: ['test/**/*.test.ts'], testTimeout: 20_000 },
});
