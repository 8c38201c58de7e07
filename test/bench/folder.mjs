// Makes a folder as a bureau collects it: node test/bench/folder.mjs FOLDER WORKBOOKS [--seed 1] [--wrong 0.1]
// [--unreadable 0.02] [--flat]. What was done wrong goes to the screen, a file a line. The same arguments make the
// same bytes.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { province } from '../../fixtures/province.mjs';

/** @returns what was done wrong: path and fault */
export function makeFolder(folder, options) {
  const faults = [];
  for (const { path, bytes, fault } of province(options)) {
    const file = join(folder, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
    if (fault) faults.push({ path, fault });
  }
  return faults;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      seed: { type: 'string', default: '1' },
      wrong: { type: 'string', default: '0.1' },
      unreadable: { type: 'string', default: '0.02' },
      flat: { type: 'boolean', default: false },
    },
  });
  const [folder, workbooks] = positionals;
  const faults = makeFolder(folder, {
    workbooks: Number(workbooks),
    seed: Number(values.seed),
    wrong: Number(values.wrong),
    unreadable: Number(values.unreadable),
    flat: values.flat,
  });
  for (const { path, fault } of faults) console.log(`${path}\t${fault}`);
}
