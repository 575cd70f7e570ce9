import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { debuglog } from 'node:util';
import { constants, Script } from 'node:vm';

/**
 * Loads scripts with what V8 compiled of them when they were built. The compile cache of Node.js keeps modules as they are
 * when they are loaded, so that each function would be compiled again where it is called first: a fifth of what a start takes.
 */

interface Loaded {
  exports: unknown;
}

/** Those that were compiled, by path. */
export const scripts = new Map<string, Script>();
const loaded = new Map<string, Loaded>();
const debug = debuglog('compiled');
const before = '(function (exports, require, module, __filename, __dirname) {';

/** For another processor V8 may have compiled something else, and does not look at that itself. */
export const cacheOf = (path: string): string => `${path}.${process.arch}.cache`;

/** What a script of the bundle exports. */
export function load(path: string): unknown {
  const require = createRequire(path);
  // Node.js maps traces of what it loads itself.
  if (process.sourceMapsEnabled) return require(path);
  const known = loaded.get(path);
  if (known) return known.exports;
  const module: Loaded = { exports: {} };
  loaded.set(path, module);
  const dir = dirname(path);
  const own = (id: string): unknown => (id.startsWith('./') ? load(join(dir, id)) : require(id));
  const run = compiled(path).runInThisContext() as (...args: unknown[]) => void;
  run(module.exports, own, module, path, dir);
  return module.exports;
}

function compiled(path: string): Script {
  const cachedData = readCache(path);
  const script = new Script(`${before}${readFileSync(path, 'latin1')}\n})`, {
    filename: path,
    ...(cachedData && { cachedData }),
    importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
  });
  debug('%s: what was compiled was %s', path, script.cachedDataRejected === false ? 'accepted' : 'not accepted');
  scripts.set(path, script);
  return script;
}

function readCache(path: string): Buffer | undefined {
  try {
    return readFileSync(cacheOf(path));
  } catch {
    // It starts more slowly.
    return undefined;
  }
}
