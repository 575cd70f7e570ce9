import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';
import type { KubeClient, KubeObject } from '../runtime/index.ts';

const keyBytes = 32;
const field = 'key';

interface KeySecret extends KubeObject {
  data?: Record<string, string>;
}

export interface AttemptsKey {
  key: KeyObject;
  /** Made now: no process before this one has recorded anything with it. */
  isNew: boolean;
}

/**
 * The key of the digests that statuses keep: without it nobody can try out which password a digest is of. It is in a Secret
 * of the operator's own, which is there from the installation, empty, so that the operator needs no right to create any.
 * @throws ApiError 404 where that is not there, 409 where another process was faster.
 */
export async function attemptsKey(
  client: Pick<KubeClient, 'get' | 'mergePatch'>,
  path: string,
  signal: AbortSignal,
): Promise<AttemptsKey> {
  const { metadata, data = {} } = await client.get<KeySecret>(path, { signal });
  const stored = Buffer.from(data[field] ?? '', 'base64');
  if (stored.length >= keyBytes) return { key: createSecretKey(stored), isNew: false };
  const made = randomBytes(keyBytes);
  const { resourceVersion } = metadata;
  await client.mergePatch(
    path,
    { metadata: { resourceVersion }, data: { [field]: made.toString('base64') } },
    { signal },
  );
  return { key: createSecretKey(made), isNew: true };
}
