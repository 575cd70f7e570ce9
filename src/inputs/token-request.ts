import type { KubeClient } from '../runtime/index.ts';

/** The shortest that the API server gives out; a test is over long before. */
const lifetimeSeconds = 600;

export interface TokenSource {
  client: KubeClient;
  signal: AbortSignal;
}

/**
 * Asks for a token of a service account (TokenRequest).
 * @param path - of the `token` subresource
 * @param audience - undefined: those of the API server itself
 */
export async function requestToken(
  path: string,
  audience: string | undefined,
  { client, signal }: TokenSource,
): Promise<string> {
  const spec = { ...(audience === undefined ? {} : { audiences: [audience] }), expirationSeconds: lifetimeSeconds };
  const body = { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest', spec };
  const { status } = await client.create<{ status: { token: string } }>(path, body, { signal });
  return status.token;
}
