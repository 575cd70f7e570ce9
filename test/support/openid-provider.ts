import { generateKeyPairSync } from 'node:crypto';
import { createServer, type RequestListener } from 'node:http';
import { onLoopback, type Loopback } from '../../dev/loopback.ts';

/** What is used of oidc-provider, which comes without types. */
interface ProviderModule {
  default: new (issuer: string, settings: object) => { callback(): RequestListener };
}

export interface RegisteredClient {
  id: string;
  secret: string;
  redirectUris: readonly string[];
}

/** A real OpenID provider on loopback, with its own pages to sign in and to consent: any name and password will do. */
export async function openIdProvider(client: RegisteredClient): Promise<Loopback> {
  let answer: RequestListener = (_request, response) => response.writeHead(503).end();
  const running = await onLoopback(createServer((request, response) => answer(request, response)));
  // @ts-expect-error: it comes without types
  const { default: OidcProvider } = (await import('oidc-provider')) as ProviderModule;
  answer = new OidcProvider(running.url, settingsFor(client)).callback();
  return running;
}

function settingsFor({ id, secret, redirectUris }: RegisteredClient): object {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return {
    clients: [
      {
        client_id: id,
        client_secret: secret,
        grant_types: ['authorization_code', 'refresh_token'],
        response_types: ['code'],
        redirect_uris: redirectUris,
      },
    ],
    findAccount: (_context: unknown, accountId: string) => ({
      accountId,
      claims: () => ({ sub: accountId, name: `${accountId} of Northwind` }),
    }),
    claims: { openid: ['sub'], profile: ['name'] },
    scopes: ['openid', 'offline_access', 'profile'],
    pkce: { required: () => true },
    issueRefreshToken: () => true,
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' }] },
    cookies: { keys: ['test'] },
    ttl: {
      AccessToken: 600,
      AuthorizationCode: 60,
      Grant: 600,
      IdToken: 600,
      Interaction: 600,
      RefreshToken: 600,
      Session: 600,
    },
  };
}
