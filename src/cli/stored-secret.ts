import { isApiError } from '../runtime/index.ts';
import type { Cluster } from './cluster.ts';

/**
 * Writes keys of a Secret with the rights of the person: it is made if it is not there, and nothing else in it is touched.
 * @throws ApiError, NetworkError
 */
export async function storeSecret(
  { client, namespace }: Cluster,
  name: string,
  { values, signal }: { values: Readonly<Record<string, string>>; signal: AbortSignal },
): Promise<'created' | 'changed'> {
  const path = `/api/v1/namespaces/${namespace}/secrets`;
  const options = { signal, fieldManager: 'connection-cli' };
  try {
    await client.mergePatch(`${path}/${encodeURIComponent(name)}`, { stringData: values }, options);
    return 'changed';
  } catch (error) {
    if (!isApiError(error, 404)) throw error;
  }
  await client.create(path, { apiVersion: 'v1', kind: 'Secret', metadata: { name }, stringData: values }, options);
  return 'created';
}
