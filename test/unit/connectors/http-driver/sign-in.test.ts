import type { RequestListener } from 'node:http';
import { beforeEach, describe, expect, it } from '@jest/globals';
import type { PlatformAuth } from '../../../../src/api/platform.gen.ts';
import { digestFront } from '../../../support/servers/digest-front.ts';
import { ntlmFront } from '../../../support/servers/ntlm-front.ts';
import { testNow } from '../../../support/test-context.ts';
import { ownPlatform } from './own-platform.ts';

const platform = ownPlatform();

describe('signing in', () => {
  beforeEach(() => {
    platform.answer = () => [200, { id: 7 }];
  });

  it.each<[string, PlatformAuth, string, string]>([
    [
      'basic',
      { basic: { username: '{{secret.user}}', password: '{{secret.key}}' } },
      'authorization',
      'Basic dTrDvDo=',
    ],
    ['bearer', { bearer: { token: '{{secret.user}}' } }, 'authorization', 'Bearer u'],
    ['header', { header: { name: 'X-{{secret.user}}', value: 'key {{secret.user}}' } }, 'x-u', 'key u'],
  ])('%s', async (_name, auth, header, value) => {
    expect(await platform.test({ auth, secret: { user: 'u', key: 'ü:' } })).toMatchObject({
      outcome: 'connected',
      account: { id: '7' },
    });
    expect(platform.seen[0]?.headers[header]).toBe(value);
  });

  it('digest and ntlm: answers the challenge of a platform of one’s own, once', async () => {
    const account = { username: '{{secret.user}}', password: '{{secret.key}}' };
    const me: RequestListener = (_request, response) =>
      response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":7}');
    const digests = digestFront({ username: 'u', password: 'k', algorithms: ['SHA-256'], qop: 'auth' }, me);
    const windows = ntlmFront({ domain: 'ACME', user: 'u', password: 'k', now: testNow }, me);

    const seven = { outcome: 'connected', account: { id: '7' } };
    platform.front = digests.listener;
    expect(await platform.test({ auth: { digest: account } })).toMatchObject(seven);
    platform.front = windows.listener;
    expect(await platform.test({ auth: { ntlm: { ...account, domain: 'ACME' } } })).toMatchObject(seven);
    platform.front = undefined;
    expect([...digests.log, ...windows.logins]).toEqual(['asked', 'taken SHA-256', 'ACME\\u: taken']);
  });

  it('query', async () => {
    await platform.test({
      auth: { query: { name: 'api key', value: '{{secret.key}}' } },
      secret: { user: 'u', key: 'a&b=' },
    });

    expect(platform.paths()).toEqual(['GET /me?api+key=a%26b%3D']);
  });

  it('refuses a user name with a colon, and a line break in a token, before anything is sent', async () => {
    const basic = { basic: { username: '{{secret.user}}', password: '{{secret.key}}' } };

    expect(await platform.test({ auth: basic, secret: { user: 'a:b', key: 'k' } })).toMatchObject({
      reason: 'SecretInvalid',
      about: expect.stringContaining('colon'),
    });
    expect(
      await platform.test({ auth: { bearer: { token: '{{secret.key}}' } }, secret: { user: 'u', key: 'a\nb' } }),
    ).toMatchObject({ reason: 'SecretInvalid', about: 'key has a character that cannot stand in an HTTP header' });
    expect(platform.seen).toEqual([]);
  });

  it('session: logs in, uses the ticket, logs out', async () => {
    platform.answer = ({ url: path }) => (path === '/login' ? [200, { ticket: 't-1' }] : [200, { id: 'me' }]);
    const session = {
      login: {
        method: 'POST' as const,
        url: '{{config.url}}/login',
        json: { user: '{{secret.user}}', password: '{{secret.key}}' },
      },
      values: { ticket: 'json.ticket' },
      headers: { 'X-Ticket': '{{session.ticket}}' },
      logout: { method: 'DELETE' as const, url: '{{config.url}}/login' },
    };

    expect(await platform.test({ auth: { session } })).toMatchObject({ outcome: 'connected', account: { id: 'me' } });
    expect(platform.paths()).toEqual(['POST /login', 'GET /me', 'DELETE /login']);
    expect(platform.seen.map(({ headers }) => headers['x-ticket'])).toEqual([undefined, 't-1', 't-1']);
    expect(JSON.parse(platform.seen[0]?.body ?? '')).toEqual({ user: 'u', password: 'k' });
  });

  it('session: gives each session a name of its own where the platform wants one', async () => {
    platform.answer = () => [200, { id: 'me' }];
    const session = {
      login: { method: 'POST' as const, url: '{{config.url}}/login', json: { name: '{{session.nonce}}' } },
      values: { id: 'json.id' },
      headers: {},
    };

    await platform.test({ auth: { session } });
    await platform.test({ auth: { session } });

    const names = platform.seen
      .filter(({ body }) => body !== '')
      .map(({ body }) => (JSON.parse(body) as { name: string }).name);
    expect(names[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
    expect(new Set(names).size).toBe(2);
  });

  it('session: logs out also where the test fails', async () => {
    platform.answer = ({ url: path }) => (path === '/login' ? [200, { ticket: 't-1' }] : [500, {}]);
    const session = {
      login: { url: '{{config.url}}/login' },
      values: { ticket: 'json.ticket' },
      headers: {},
      logout: { url: '{{config.url}}/out' },
    };

    expect(await platform.test({ auth: { session } })).toMatchObject({ reason: 'ServiceUnavailable' });
    expect(platform.paths()).toEqual(['GET /login', 'GET /me', 'GET /out']);
  });
});
