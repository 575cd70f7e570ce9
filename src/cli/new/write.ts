import { lstat, writeFile } from 'node:fs/promises';
import { stringify } from 'yaml';
import type { Manifests } from '../../console/draft-manifests.ts';
import { BadInput } from '../exit.ts';
import type { Io } from '../io.ts';

export interface Places {
  /** `-` is standard output. */
  out: string;
  secretOut: string | undefined;
}

/**
 * Writes the manifests into files that are not there yet; one with a Secret is for its owner alone.
 * @throws BadInput if one is there
 */
export async function writeManifests({ secret, connection }: Manifests, { out, secretOut }: Places, io: Io) {
  const isApart = secret !== undefined && secretOut !== undefined;
  const together = secret === undefined || isApart ? [connection] : [secret, connection];
  const files = [
    ...(isApart ? [{ path: secretOut, objects: [secret], mode: 0o600 }] : []),
    { path: out, objects: together, mode: together.length > 1 ? 0o600 : 0o644 },
  ];
  for (const { path } of files) await refuseThere(path);
  for (const { path, objects, mode } of files) {
    const text = objects.map((one) => stringify(one)).join('---\n');
    if (path === '-') io.stdout.write(text);
    else await writeFile(path, text, { flag: 'wx', mode }).catch((error: unknown) => refuseWrite(path, error));
  }
  return files.filter(({ path }) => path !== '-').map(({ path }) => path);
}

/** @throws BadInput if there is something at this path */
export async function refuseThere(path: string): Promise<void> {
  if (path !== '-' && (await isThere(path))) throw new BadInput(there(path));
}

export async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

const there = (path: string) => `${path} is there already, and is not overwritten`;

function refuseWrite(path: string, error: unknown): never {
  const { code } = error as { code?: string };
  throw new BadInput(code === 'EEXIST' ? there(path) : `cannot write ${path}`);
}
