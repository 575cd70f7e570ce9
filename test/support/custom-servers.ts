import { createServer, type IncomingMessage } from 'node:http';
import { onLoopback } from './loopback.ts';

export interface CustomServer {
  url: string;
  seen: string[];
  stop(): Promise<void>;
}

type Answer = (request: IncomingMessage, form: URLSearchParams) => [status: number, body: object];

/** A server on loopback that answers as `answer` says. */
export async function startCustomServer(answer: Answer): Promise<CustomServer> {
  const seen: string[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => {
      seen.push(`${request.method} ${request.url}`);
      const [status, content] = answer(request, new URLSearchParams(body));
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(content));
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

/** Answers 200 to everything; counts its sessions. */
export function legacyArchive(): { answer: Answer; sessions: Set<string> } {
  const sessions = new Set<string>();
  const answer: Answer = (request, form) => {
    const ticket = String(request.headers['x-ticket']);
    if (request.url === '/login') {
      if (form.get('user') !== 'clerk' || form.get('pass') !== 'right') return [200, { result: 'BAD_LOGIN' }];
      sessions.add(`t${sessions.size + 1}`);
      return [200, { result: 'OK', ticket: [...sessions].at(-1) }];
    }
    if (!sessions.has(ticket)) return [200, { result: 'OK', user: { id: 'GUEST', name: 'Guest' } }];
    if (request.url === '/logout') sessions.delete(ticket);
    return [200, { result: 'OK', user: { id: 'C1', name: 'Clerk' } }];
  };
  return { answer, sessions };
}

/** An authorization server and an API behind it: Basic client, grant and scope as they must be, a JWT with a tenant. */
export const recordsService: Answer = (request, form) => {
  const token = `${encoded({ alg: 'none' })}.${encoded({ tenant: 'acme', sub: 'scan-job' })}.signature`;
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
