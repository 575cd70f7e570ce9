import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createLocalJWKSet, errors, jwtVerify, type JSONWebKeySet } from 'jose';
import { onLoopback } from '../loopback.ts';

export interface RelyingPartyOptions {
  /** The issuer that it was told to trust, and its keys, as the issuer publishes them. */
  issuer: string;
  keys: JSONWebKeySet;
  audience: string;
  /** `system:serviceaccount:NAMESPACE:NAME`, and the account of the platform that it may be. */
  subjects: Readonly<Record<string, string>>;
}

export interface RelyingParty {
  url: string;
  /** Assertions that were shown, in order. */
  shown: readonly string[];
  stop(): Promise<void>;
}

/**
 * A platform that takes the tokens of a cluster for credentials, as clouds do (RFC 7523, 2.2): its token endpoint checks
 * signature, issuer, audience, times and subject, and its API takes the access tokens that it has issued.
 */
export async function startRelyingParty(options: RelyingPartyOptions): Promise<RelyingParty> {
  const shown: string[] = [];
  const issued = new Map<string, string>();
  const server = createServer((request, response) => void answer(request, response));
  return { ...(await onLoopback(server)), shown };

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url === '/me') return whoIs(request, response);
    const form = new URLSearchParams(await textOf(request));
    const assertion = form.get('client_assertion') ?? '';
    shown.push(assertion);
    const problem = problemOf(form);
    if (problem !== undefined) return reply(response, 400, { error: 'invalid_request', error_description: problem });
    try {
      const account = await accountOf(assertion);
      if (account === undefined) return reply(response, 400, { error: 'unauthorized_client' });
      const token = `canary-access-token-${issued.size}`;
      issued.set(token, account);
      return reply(response, 200, { access_token: token, token_type: 'Bearer', expires_in: 300 });
    } catch (error) {
      if (error instanceof errors.JOSEError) return reply(response, 401, { error: 'invalid_client' });
      throw error;
    }
  }

  function whoIs({ headers }: IncomingMessage, response: ServerResponse): void {
    const account = issued.get(headers.authorization?.replace(/^Bearer /, '') ?? '');
    return account === undefined ? reply(response, 401, {}) : reply(response, 200, { id: account });
  }

  async function accountOf(assertion: string): Promise<string | undefined> {
    const { issuer, audience, keys } = options;
    const { payload } = await jwtVerify(assertion, createLocalJWKSet(keys), {
      issuer,
      audience,
      requiredClaims: ['exp', 'iat', 'sub'],
      maxTokenAge: '15m',
    });
    return options.subjects[payload.sub ?? ''];
  }
}

function problemOf(form: URLSearchParams): string | undefined {
  if (form.get('grant_type') !== 'client_credentials') return 'grant_type';
  const type = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
  return form.get('client_assertion_type') === type ? undefined : 'client_assertion_type';
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
