import { createServer, type IncomingMessage } from 'node:http';
import { onLoopback } from '../../dev/loopback.ts';

export interface CustomServer {
  url: string;
  seen: string[];
  stop(): Promise<void>;
}

type Answer = (
  request: IncomingMessage,
  form: URLSearchParams,
) => [status: number, body: object, headers?: Record<string, string>];

/** A server on loopback that answers as `answer` says. */
export async function startCustomServer(answer: Answer): Promise<CustomServer> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push(`${request.method} ${request.url}`);
      const [status, content, headers] = answer(request, new URLSearchParams(body));
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(content));
    });
  });
  return { ...(await onLoopback(server)), seen };
}

export const giteaToken = 'a'.repeat(40);

/** Knows one token; its owner may read and push to acme/site, and is no administrator. */
export const gitea: Answer = (request) => {
  if (request.headers.authorization !== `token ${giteaToken}`) return [401, { message: 'user does not exist' }];
  if (request.url === '/api/v1/user')
    return [200, { id: 7, login: 'robot', email: 'robot@example.com', is_admin: false }];
  return request.url === '/api/v1/repos/acme/site'
    ? [200, { permissions: { pull: true, push: true, admin: false } }]
    : [404, {}];
};

/** Responds 200 to everything; counts its sessions, which are cookies. */
export function legacyArchive(): { answer: Answer; sessions: Set<string> } {
  const sessions = new Set<string>();
  let count = 0;
  const answer: Answer = (request, form) => {
    const [, session = ''] = /ARCHIVE_SESSION=(\w+)/.exec(request.headers.cookie ?? '') ?? [];
    if (request.url === '/login') {
      if (form.get('user') !== 'clerk' || form.get('pass') !== 'right') return [200, { result: 'BAD_LOGIN' }];
      const opened = `s${(count += 1)}`;
      sessions.add(opened);
      return [200, { result: 'OK' }, { 'set-cookie': `ARCHIVE_SESSION=${opened}; HttpOnly; Path=/` }];
    }
    if (!sessions.has(session)) return [200, { result: 'OK', user: { id: 'GUEST', name: 'Guest' } }];
    if (request.url === '/logout') sessions.delete(session);
    return [200, { result: 'OK', user: { id: 'C1', name: 'Clerk' } }];
  };
  return { answer, sessions };
}

/** An OpenID provider and an API behind it: Basic client, grant and scope as they must be, a JWT with a tenant. */
export const recordsService: Answer = (request, form) => {
  const token = `${encoded({ alg: 'none' })}.${encoded({ tenant: 'acme', sub: 'scan-job' })}.signature`;
  if (request.url === '/.well-known/openid-configuration') {
    return [200, { token_endpoint: `http://${request.headers.host}/token` }];
  }
  if (request.url === '/token') {
    const isClient = request.headers.authorization === `Basic ${Buffer.from('scan-job:right').toString('base64')}`;
    if (!isClient) return [401, { error: 'invalid_client' }];
    if (form.get('grant_type') !== 'client_credentials') return [400, { error: 'unsupported_grant_type' }];
    return form.get('scope') === 'records.read' ? [200, { access_token: token }] : [400, { error: 'invalid_scope' }];
  }
  return request.headers.authorization === `Bearer ${token}`
    ? [200, { client: 'scan-job', displayName: 'Scan job' }]
    : [401, {}];
};

function encoded(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
