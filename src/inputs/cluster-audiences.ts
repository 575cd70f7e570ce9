import type { KubeClient } from '../runtime/index.ts';
import { requestToken, type TokenSource } from './token-request.ts';

/** Of each API server, once: they are flags of its process. */
const known = new WeakMap<KubeClient, readonly string[]>();

/**
 * The audiences that the API server itself takes: those of a token that was asked for without any. It is the only one who
 * knows them.
 * @param path - of the `token` subresource of any service account
 */
export async function takenByTheCluster(path: string, source: TokenSource): Promise<readonly string[]> {
  const before = known.get(source.client);
  if (before) return before;
  const found = audiencesOf(await requestToken(path, undefined, source));
  known.set(source.client, found);
  return found;
}

/** Without --api-audiences the API server takes tokens for its own issuer. Such a token must not leave the cluster. */
export function isForTheCluster(token: string): boolean {
  const { iss } = claimsOf(token);
  return iss !== undefined && audiencesOf(token).includes(iss);
}

function audiencesOf(token: string): string[] {
  return [claimsOf(token).aud ?? []].flat();
}

function claimsOf(token: string): { iss?: string; aud?: string | string[] } {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')) as object;
}
