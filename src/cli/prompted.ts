import type { Connection } from '../api/resources.ts';
import type { Platform } from '../connectors/index.ts';
import type { ObjectSource, StoredObject } from '../inputs/objects.ts';
import type { Io } from './io.ts';
import { planFor } from './judge.ts';
import { askerAt } from './new/asker.ts';

interface Known {
  objects: ObjectSource;
  platforms: ReadonlyMap<string, Platform>;
}

/**
 * Asks a person for the keys of the Secret that nothing holds; what is typed is not shown, and kept for this test alone. In
 * a pipe nobody is asked, and the verdict says what is missing.
 */
export async function withPrompted(connection: Connection, known: Known, io: Io): Promise<ObjectSource> {
  const { secretRef } = connection.spec;
  if (!secretRef || !io.stdin.isTTY || !io.stderr.isTTY) return known.objects;
  const missing = await missingKeys(connection, known, secretRef.name);
  const typed: Record<string, string> = {};
  const ask = missing.length > 0 ? await askerAt(io) : undefined;
  for (const key of missing) {
    const message = `${connection.metadata.name}: ${key} (Secret ${secretRef.name})`;
    typed[key] = (await ask?.hidden({ message, flag: `--env ${key}=VARIABLE` })) ?? '';
  }
  return missing.length > 0 ? withKeys(known.objects, secretRef.name, typed) : known.objects;
}

/** Those that the method needs, as the operator would name them. */
async function missingKeys(connection: Connection, { objects, platforms }: Known, name: string): Promise<string[]> {
  const planned = await planFor(connection, { objects: withKeys(objects, name, {}), platforms });
  const problems = 'plan' in planned ? [] : (planned.problems ?? []);
  return problems.flatMap(({ at, kind }) => (kind === 'missing' && at.startsWith('secret.') ? [at.slice(7)] : []));
}

/** The Secret with these keys; one that is absent has these alone. */
function withKeys(objects: ObjectSource, secret: string, values: Readonly<Record<string, string>>): ObjectSource {
  const added = Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')] as const);
  return {
    ...objects,
    async get(kind, name) {
      const found = await objects.get(kind, name);
      if (kind !== 'Secret' || name !== secret || found === 'forbidden') return found;
      const stored: StoredObject = found === 'absent' ? { metadata: { uid: '', resourceVersion: '' } } : found;
      return { ...stored, data: { ...stored.data, ...Object.fromEntries(added) } };
    },
  };
}
