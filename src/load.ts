import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Script } from 'node:vm';

/** The functions that make the modules of one script, by the names that the build gave them. */
export type Modules = Readonly<Record<string, () => unknown>>;

const required = createRequire(__filename);
const running = new Map<string, Modules>();

/** The scripts that run: the build asks them for the code that V8 made of them. */
export const scripts = new Map<string, Script>();

/**
 * Runs a script of this folder, once in a process, and gives its modules. Beside it lies the code that V8 made
 * of it when it was built: compiling is more than half of what a short command takes. Another V8 than the
 * one of the build refuses that code and compiles anew.
 */
export function load(name: string): Modules {
  const known = running.get(name);
  if (known) return known;
  const file = join(__dirname, `${name}.cjs`);
  // Scripts are ASCII: read as Latin-1, V8 takes a byte for each character.
  const script = new Script(readFileSync(file, 'latin1'), { filename: file, ...codeOf(file) });
  const module: { exports: Modules } = { exports: {} };
  scripts.set(name, script);
  (script.runInThisContext() as Wrapper)(module.exports, requiredIn, module, file, __dirname);
  running.set(name, module.exports);
  return module.exports;
}

type Wrapper = (
  exports: Modules,
  require: (id: string) => unknown,
  module: { exports: Modules },
  file: string,
  folder: string,
) => void;

function codeOf(file: string): { readonly cachedData?: Buffer } {
  try {
    return { cachedData: readFileSync(`${file}.code`) };
  } catch {
    return {}; // such as while it is built
  }
}

/** A module of another script is asked for as `gouji:script#module`, all else is a module of Node. */
function requiredIn(id: string): unknown {
  const [, script, module] = /^gouji:([^#]*)#(.*)$/u.exec(id) ?? [];
  return script === undefined || module === undefined ? required(id) : load(script)[module]?.();
}
