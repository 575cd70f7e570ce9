import { isAbsolute, join, normalize } from 'node:path';
import type { Plan } from '../../platform.ts';
import { trimEnd } from '../../language/trim-end.ts';

/** The directory of the connection, and what `requires.path` names below it. */
export function directoryOf({ config, requires }: Pick<Plan, 'config' | 'requires'>): string {
  const path = normalize(join(config['path'] as string, requires.path ?? ''));
  return path.length > 1 ? trimEnd(path, '/') : path;
}

/** What is wrong with the paths, without a look at the disk. */
export function pathProblem({ config, requires }: Pick<Plan, 'config' | 'requires'>): string | undefined {
  const path = config['path'] as string;
  if (/^([A-Za-z]:)?[\\]/.test(path))
    return 'path is a Windows path: write it as the operator sees it, for example /data/finance';
  if (/^[a-z]+:\/\//i.test(path)) return 'path is an address: write a path, for example /data/finance';
  if (!isAbsolute(path))
    return 'path does not begin with /: write it as the operator sees it, for example /data/finance';
  if (climbs(path)) return 'path has ".." in it: write it without';
  return climbs(requires.path ?? '') ? 'spec.requires.path has ".." in it: it is a path below config.path' : undefined;
}

function climbs(path: string): boolean {
  return path.split('/').includes('..');
}
