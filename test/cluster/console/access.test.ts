import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RunningConsole } from '../../../src/console/server/start.ts';
import { joinCluster, type Cluster } from '../../support/cluster/cluster.ts';
import { consoleWithoutPage } from '../../support/console/bare.ts';

let cluster: Cluster;
let console: RunningConsole;
let origin: string;
let cookie: string;

beforeAll(async () => {
  cluster = await joinCluster();
  console = await consoleWithoutPage(cluster);
  origin = new URL(console.address()).origin;
  cookie = await enter();
});
afterAll(() => console?.stop());

interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

interface Sent {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
}

/** By node:http, as fetch lets nobody say another host. */
function ask(path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { method, headers, agent: false }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

async function enter(): Promise<string> {
  const { status, headers } = await ask(pathOf(console.address()));
  expect(status).toBe(303);
  return String(headers['set-cookie']?.[0]).split(';')[0] ?? '';
}

function pathOf(address: string): string {
  const { pathname, search } = new URL(address);
  return pathname + search;
}

const json = { 'content-type': 'application/json' };
const draft = () =>
  JSON.stringify({
    platform: 'webdav',
    name: 'x',
    namespace: cluster.namespace,
    method: 'basic',
    config: {},
    secret: {},
  });

describe('what is let in', () => {
  it('answers the browser that has the cookie', async () => {
    const { status, text } = await ask('/api/session', { headers: { cookie } });

    expect(status).toBe(200);
    expect(JSON.parse(text)).toMatchObject({ namespace: cluster.namespace });
  });

  it('takes a write of the page itself', async () => {
    const { status } = await ask('/api/drafts/problems', {
      method: 'POST',
      headers: { cookie, origin, ...json },
      body: draft(),
    });

    expect(status).toBe(200);
  });

  it('gives the cookie to no script and to no other site', async () => {
    const { headers } = await ask(pathOf(console.address()));

    expect(headers['set-cookie']?.[0]).toMatch(/HttpOnly.*SameSite=Strict/);
    cookie = String(headers['set-cookie']?.[0]).split(';')[0] ?? '';
  });
});

describe('what is refused', () => {
  it.each<[string, Sent, number]>([
    ['no cookie', {}, 401],
    ['another cookie', { headers: { cookie: 'connection-console-1=x' } }, 401],
    ['a foreign Host (DNS rebinding)', { headers: { host: 'evil.example:80' } }, 421],
    ['localhost by name, which a cookie of another server may share', { headers: { host: 'localhost' } }, 421],
    ['a read by another origin', { headers: { origin: 'http://evil.example' } }, 403],
    ['a read that another site caused', { headers: { 'sec-fetch-site': 'cross-site' } }, 403],
    ['a read that another port of this host caused', { headers: { 'sec-fetch-site': 'same-site' } }, 403],
  ])('%s', async (title, sent, status) => {
    const own =
      title.includes('cookie') && title !== 'localhost' && !('host' in (sent.headers ?? {})) ? {} : { cookie };
    const answer = await ask('/api/session', { ...sent, headers: { ...own, ...sent.headers } });

    expect(answer.status).toBe(status);
    expect(answer.text).not.toContain(cluster.namespace);
  });

  it.each<[string, Record<string, string>, number]>([
    ['without an origin', json, 403],
    ['of another origin', { ...json, origin: 'http://evil.example' }, 403],
    ['of a page without an origin', { ...json, origin: 'null' }, 403],
    ['as a form', { 'content-type': 'text/plain' }, 403],
  ])('a write %s', async (_title, headers, status) => {
    const isForm = headers['content-type'] !== json['content-type'];
    const own = isForm ? { cookie, origin } : { cookie };
    const path = `/api/connections`;
    const answer = await ask(path, { method: 'POST', headers: { ...own, ...headers }, body: draft() });

    expect(answer.status).toBe(status);
    await expect(cluster.get('x')).rejects.toMatchObject({ code: 404 });
  });

  it.each([
    ['by another origin', { origin: 'http://evil.example', ...json }, 403],
    ['by a page without an origin', json, 403],
  ])('a sign-in that is begun %s', async (_title, headers, status) => {
    const body = JSON.stringify({ draft: JSON.parse(draft()) as object });
    const answer = await ask('/api/sign-ins', { method: 'POST', headers: { cookie, ...headers }, body });

    expect(answer.status).toBe(status);
  });

  it('what a sign-in has brought, without the cookie or by another site', async () => {
    expect((await ask('/api/sign-ins/x')).status).toBe(401);
    expect((await ask('/api/sign-ins/x', { headers: { cookie, 'sec-fetch-site': 'same-site' } })).status).toBe(403);
    expect((await ask('/api/sign-ins/x', { headers: { cookie } })).status).toBe(404);
  });

  it('a key that is wrong, used before, or replaced', async () => {
    const first = pathOf(console.address());
    const second = pathOf(console.address());

    expect((await ask('/enter?key=wrong')).status).toBe(403);
    expect((await ask('/enter')).status).toBe(403);
    expect((await ask(first)).status).toBe(403);
    expect((await ask(second)).status).toBe(303);
    expect((await ask(second)).status).toBe(403);
  });

  it('does not use the key up when a browser looks ahead', async () => {
    const path = pathOf(console.address());

    expect((await ask(path, { headers: { 'sec-purpose': 'prefetch' } })).status).toBe(204);
    expect((await ask(path)).status).toBe(303);
  });

  it('more than a Secret can hold', async () => {
    const body = JSON.stringify({ secret: 'x'.repeat(4 * 1024 * 1024) });
    const answer = await ask('/api/drafts/problems', { method: 'POST', headers: { cookie, origin, ...json }, body });

    expect(answer.status).toBe(413);
  });
});

describe('what it sends', () => {
  it('lets the page run one script of its own, and speak to nobody else', async () => {
    const [one, other] = await Promise.all([ask('/', { headers: { cookie } }), ask('/', { headers: { cookie } })]);
    const policy = String(one.headers['content-security-policy']);

    expect(policy).toMatch(/^default-src 'none'; script-src 'nonce-[^']+'; style-src 'self' 'nonce-[^']+'/);
    expect(policy).not.toMatch(/unsafe|\*|https?:/);
    expect(policy).not.toBe(other.headers['content-security-policy']);
    expect(one.headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
      'cross-origin-opener-policy': 'same-origin',
    });
    expect(one.headers['access-control-allow-origin']).toBeUndefined();
  });

  it.each(['/assets/..%2Findex.html', '/assets/%2e%2e%2findex.html', '/assets/x.map'])(
    'no file but those of the page: %s',
    async (path) => {
      expect((await ask(path, { headers: { cookie } })).status).toBe(404);
    },
  );
});
