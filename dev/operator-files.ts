import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const sources = fileURLToPath(new URL('../src/', import.meta.url));

/**
 * A module of the operator that is started: of the sources, or of the folder with a built one that `OPERATOR` names.
 *
 * @param name - `main`, the process, or `run`, what it runs
 * @example
 *   OPERATOR=dist/bundle npm test -- test/cluster
 */
export function operatorFile(name: 'main' | 'run', folder = process.env['OPERATOR']): string {
  return folder ? resolve(folder, { main: 'main.js', run: 'run.cjs' }[name]) : resolve(sources, `${name}.ts`);
}
