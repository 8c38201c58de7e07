import { defineConfig } from 'vitest/config';
import { compileSource } from './source-plugins.config.mjs';

export default defineConfig({
  plugins: [
    {
      name: 'compiled-sources',
      async transform(code, id) {
        const compiled = await compileSource(id, code);
        return compiled === undefined ? undefined : { code: compiled, map: null };
      },
    },
  ],
  // Style that is imported as text stays it.
  test: { include: ['test/**/*.test.ts'], testTimeout: 20_000, hookTimeout: 120_000, css: true },
});
