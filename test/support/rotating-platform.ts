import { createServer } from 'node:http';
import type { PlatformSpec } from '../../src/api/platform.gen.ts';
import { onLoopback } from '../../dev/loopback.ts';

/** A platform whose refresh tokens work once. */
export interface RotatingPlatform {
  url: string;
  /** The one refresh token that works now. */
  live: () => string;
  /** How many token requests there were, and how many with a token that was dead. */
  requests: () => number;
  dead: () => number;
  /** Waits before it answers a token request, in milliseconds. */
  slow(ms: () => number): void;
  /** A new grant, as after a new sign-in. */
  grant(): string;
  stop(): Promise<void>;
}

export async function startRotatingPlatform(): Promise<RotatingPlatform> {
  let count = 0;
  let live = 'refresh-0';
  let access = '';
  let requests = 0;
  let dead = 0;
  let wait = () => 0;
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => (body += chunk.toString()));
    request.on('end', () => void answer());
    async function answer(): Promise<void> {
      response.setHeader('content-type', 'application/json');
      if (request.url === '/me') {
        const ok = access !== '' && request.headers.authorization === `Bearer ${access}`;
        response.writeHead(ok ? 200 : 401).end(JSON.stringify(ok ? { id: 'rosa' } : {}));
        return;
      }
      requests += 1;
      const sent = new URLSearchParams(body).get('refresh_token');
      const ok = sent === live;
      if (ok) {
        live = `refresh-${(count += 1)}`;
        access = `access-${count}`;
      } else dead += 1;
      const reply = ok ? { access_token: access, refresh_token: live } : { error: 'invalid_grant' };
      await new Promise((resolve) => setTimeout(resolve, wait()));
      response.writeHead(ok ? 200 : 400).end(JSON.stringify(reply));
    }
  });
  return {
    ...(await onLoopback(server)),
    live: () => live,
    requests: () => requests,
    dead: () => dead,
    slow: (ms) => void (wait = ms),
    grant: () => (live = `refresh-${(count += 1)}`),
  };
}

/** A Platform with that way to sign in; the key of its Secret can have any name. */
export function rotatingWith(key: string): PlatformSpec {
  return {
    title: 'Rotating',
    category: 'Business',
    config: { type: 'object', properties: { url: { type: 'string' } } },
    methods: [
      {
        name: 'oauth-refresh',
        title: 'OAuth',
        secret: { type: 'object', required: [key], properties: { [key]: { type: 'string' } } },
        signIn: [
          {
            oauth2: { grant: 'refresh_token', tokenUrl: '{{config.url}}/token', refreshToken: `{{secret.${key}}}` },
          },
        ],
        credential: { bearer: '{{token.access}}' },
      },
    ],
    hosts: ['{{config.url}}'],
    test: [{ request: { url: '{{config.url}}/me' }, facts: { account: { id: 'json.id' } } }],
  };
}

export const rotating = rotatingWith('refreshToken');
