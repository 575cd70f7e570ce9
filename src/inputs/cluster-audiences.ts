import type { KubeClient } from '../runtime/index.ts';
import { requestToken, type TokenSource } from './token-request.ts';

/** They are flags of the API server's process, which an administrator changes while the operator runs on. */
const keptMs = 3_600_000;

interface Known {
  audiences: readonly string[];
  untilMs: number;
}

const known = new WeakMap<KubeClient, Known>();

/**
 * The audiences that the API server itself takes: those of a token that was asked for without any. It is the only one who
 * knows them, and is asked once an hour at most.
 * @param path - of the `token` subresource of any service account
 */
export async function takenByTheCluster(
  path: string,
  source: TokenSource & { now: number },
): Promise<readonly string[]> {
  const { client, now } = source;
  const before = known.get(client);
  if (before && now < before.untilMs) return before.audiences;
  const audiences = audiencesOf(await requestToken(path, undefined, source));
  known.set(client, { audiences, untilMs: now + keptMs });
  return audiences;
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
