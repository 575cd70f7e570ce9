import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import { onLoopback } from '../loopback.ts';

/** What is used of oidc-provider, which comes without types. */
interface Provider {
  callback(): RequestListener;
  ClientCredentials: {
    find(token: string): Promise<{ clientId: string; isValid: boolean; scope?: string } | undefined>;
  };
}
interface ProviderModule {
  default: new (issuer: string, settings: object) => Provider;
}

export interface OAuthServerOptions {
  clients: readonly { id: string; secret: string }[];
  /** Scopes that a client may ask for; default `read`. The server knows `admin` too, and gives it to nobody. */
  scopes?: readonly string[];
  /** Default: any that is free. */
  port?: number;
}

export interface RunningOAuthServer {
  /** Answers whoever shows a token of this server, refuses all others. */
  url: string;
  tokenUrl: string;
  stop(): Promise<void>;
}

/** An OAuth 2.0 authorization server in this process that checks client secrets, and a resource that checks its tokens. */
export async function startOAuthServer({
  clients,
  scopes = ['read'],
  port = 0,
}: OAuthServerOptions): Promise<RunningOAuthServer> {
  let answer: RequestListener = (_request, response) => response.writeHead(503).end();
  const server = createServer((request, response) => answer(request, response));
  const { url: origin, stop } = await onLoopback(server, port);
  const provider = await createProvider(origin, { clients, scopes });
  const authorization = provider.callback();
  answer = (request, response) => {
    if (request.url === '/me') void protectedResource(provider, request, response);
    else authorization(request, response);
  };
  return {
    url: `${origin}/me`,
    tokenUrl: `${origin}/token`,
    stop,
  };
}

async function createProvider(
  issuer: string,
  { clients, scopes }: Required<Pick<OAuthServerOptions, 'clients' | 'scopes'>>,
): Promise<Provider> {
  // @ts-expect-error: it comes without types
  const { default: OidcProvider } = (await import('oidc-provider')) as ProviderModule;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return new OidcProvider(issuer, {
    clients: clients.map(({ id, secret }) => ({
      client_id: id,
      client_secret: secret,
      grant_types: ['client_credentials'],
      redirect_uris: [],
      response_types: [],
      scope: scopes.join(' '),
    })),
    scopes: [...scopes, 'admin'],
    features: { clientCredentials: { enabled: true }, devInteractions: { enabled: false } },
    adapter: memory(),
    ttl: { ClientCredentials: 60 },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'test' }] },
    cookies: { keys: ['test'] },
  });
}

async function protectedResource(
  provider: Provider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const shown = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
  const token = shown === undefined ? undefined : await provider.ClientCredentials.find(shown);
  response.setHeader('content-type', 'application/json');
  if (token?.isValid) response.end(JSON.stringify({ client: token.clientId, scope: token.scope }));
  else response.writeHead(401, { 'www-authenticate': 'Bearer error="invalid_token"' }).end('{"error":"invalid_token"}');
}

/** Where the provider keeps its tokens: what its own in-memory store is, without the warning not to use that. */
function memory(): (model: string) => object {
  const entries = new Map<string, object>();
  return (model) => ({
    upsert: (id: string, payload: object) => Promise.resolve(void entries.set(`${model} ${id}`, payload)),
    find: (id: string) => Promise.resolve(entries.get(`${model} ${id}`)),
    destroy: (id: string) => Promise.resolve(void entries.delete(`${model} ${id}`)),
  });
}
