import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { PlatformMethod } from '../../../../src/api/platform.gen.ts';
import { ownPlatform, type Reply } from './own-platform.ts';

const platform = ownPlatform();
const account = { username: '{{secret.user}}', password: '{{secret.key}}' };
const basic: Partial<PlatformMethod> = { credential: { basic: account } };
const bearer: Partial<PlatformMethod> = { credential: { bearer: '{{secret.key}}' } };
const form = { user: '{{secret.user}}', pass: '{{secret.key}}' };
const login = (facts = {}): Partial<PlatformMethod> => ({
  signIn: [
    { name: 's', request: { method: 'POST', url: '{{config.url}}/login', form }, set: { t: 'json.t' }, ...facts },
  ],
  credential: { headers: { 'X-Ticket': '{{s.t}}' } },
});
const grant: Partial<PlatformMethod> = {
  signIn: [{ oauth2: { grant: 'password', tokenUrl: '{{config.url}}/token', ...account } }],
  credential: { bearer: '{{token.access}}' },
};
const lost: RequestListener = (request) => request.socket.destroy();
const silent: RequestListener = () => {};

afterEach(() => {
  platform.front = undefined;
});

function stagesOf({ checks }: { checks: readonly { name: string; result: string }[] }): string {
  return checks.map(({ name, result }) => `${name} ${result}`).join(', ');
}

describe('a credential that nobody has judged is not accepted', () => {
  it.each<[string, Partial<PlatformMethod>]>([
    ['basic', basic],
    ['bearer', bearer],
    ['a login', login()],
    ['the password grant', grant],
  ])('its response is lost: %s', async (_name, method) => {
    platform.front = lost;

    const verdict = await platform.test({ method });

    expect(verdict).toMatchObject({ reason: 'ServiceUnavailable', credential: 'NotAccepted' });
    expect(verdict).not.toMatchObject({ retryAfterMs: expect.anything() });
    expect(stagesOf(verdict)).toBe('Resolved Passed, Reached Failed');
  });

  it('a server that is silent', async () => {
    platform.front = silent;

    const verdict = await platform.test({ method: basic, context: { timeoutMs: 200 } });

    expect(verdict).toMatchObject({ reason: 'TimedOut', credential: 'NotAccepted' });
  });

  it.each([404, 403, 405, 410, 418])('a server that answers %i to everything', async (status) => {
    platform.answer = () => [status, {}];

    for (const method of [basic, bearer, login({ facts: { identified: 'filled(s.t)' } }), grant]) {
      const verdict = await platform.test({ method });

      expect(verdict).toMatchObject({ credential: 'NotAccepted' });
      expect(stagesOf(verdict)).toBe('Resolved Passed, Reached Passed, Authenticated Failed');
    }
  });

  it('a form that takes anything, unless its response says that somebody signed in', async () => {
    platform.answer = ({ url: path }) => (path === '/login' ? [200, { t: 'ticket' }] : [404, {}]);

    const unsaid = await platform.test({ method: login() });
    const said = await platform.test({ method: login({ facts: { identified: 'filled(s.t)' } }) });

    expect(unsaid).toMatchObject({ credential: 'NotAccepted' });
    expect(stagesOf(unsaid)).toBe('Resolved Passed, Reached Passed, Authenticated Failed');
    expect(said).toMatchObject({ credential: 'Accepted' });
    expect(stagesOf(said)).toBe('Resolved Passed, Reached Passed, Authenticated Passed, Authorized Failed');
  });
});

it('a credential that never left is not sent', async () => {
  const resolve = () => Promise.resolve([{ address: '127.0.0.1', port: 1 }]);

  const verdict = await platform.test({ method: basic, context: { resolve } });

  expect(verdict).toMatchObject({ reason: 'ConnectionRefused', credential: 'NotSent' });
});

it('a host that is not on the list is not even looked up', async () => {
  const verdict = await platform.test({ method: basic, spec: { hosts: ['api.example.com'] } });

  expect(verdict).toMatchObject({ reason: 'EgressDenied', credential: 'NotSent' });
  expect(stagesOf(verdict)).toBe('Resolved Failed');
});

it.each([401, 403])('a request that shows nothing of the credential cannot have it refused: %i', async (status) => {
  platform.answer = ({ url }) => (url === '/session' ? [200, { t: 'issued' }] : [status, {}]);
  const url = '{{config.url}}/me';
  const me = { authenticate: false, facts: { account: { id: 'json.id' } } };

  for (const test of [
    [{ ...me, request: { url } }],
    [
      { name: 's', request: { method: 'POST' as const, url: '{{config.url}}/session' }, set: { t: 'json.t' } },
      { ...me, request: { url, headers: { 'X-Session': '{{s.t}}' } } },
    ],
  ]) {
    expect(await platform.test({ method: basic, spec: { test } })).toMatchObject({
      outcome: 'inconclusive',
      reason: 'UnexpectedReply',
    });
  }
  const shown = [{ ...me, request: { url, headers: { 'X-Key': '{{secret.key}}' } } }];
  expect(await platform.test({ method: basic, spec: { test: shown } })).toMatchObject({ outcome: 'failed' });
});

it('a row that looks at the status alone is no acceptance', async () => {
  platform.answer = () => [403, {}];
  const replies = [{ when: 'status == 403', outcome: 'PermissionDenied' as const }];

  const verdict = await platform.test({ method: basic, step: { replies } });

  expect(verdict).toMatchObject({ reason: 'PermissionDenied', credential: 'NotAccepted' });
  expect(stagesOf(verdict)).toBe('Resolved Passed, Reached Passed, Authenticated Failed');
});

describe('a credential that was accepted stays accepted', () => {
  it('when the response to a later question is lost', async () => {
    let requests = 0;
    platform.front = (request, response) => {
      requests += 1;
      if (requests > 1) return request.socket.destroy();
      return response.writeHead(200, { 'content-type': 'application/json' }).end('{"id":7}');
    };
    const access = [{ request: { url: '{{config.url}}/rights' }, facts: { grants: { read: 'true' } } }];

    const verdict = await platform.test({ method: basic, spec: { access } });

    expect(verdict).toMatchObject({ reason: 'ServiceUnavailable', credential: 'Accepted' });
    expect(requests).toBe(2);
  });

  it.each<[string, string, Reply]>([
    ['a row that names a permission', 'PermissionDenied', [400, { code: 7 }]],
    ['a row that names a scope', 'ScopeMissing', [400, { code: 7 }]],
  ])('after %s', async (_name, outcome, reply) => {
    platform.answer = () => reply;
    const replies = [{ when: 'json.code == 7', outcome: outcome as 'ScopeMissing' }];

    const verdict = await platform.test({ method: bearer, step: { replies } });

    expect(verdict).toMatchObject({ reason: outcome, credential: 'Accepted' });
    expect(verdict.checks.at(-1)).toMatchObject({ name: 'Authorized', result: 'Failed' });
  });

  it('after a token was issued, though what it is for is not there', async () => {
    platform.answer = ({ url: path }) => (path === '/token' ? [200, { access_token: 't' }] : [404, {}]);

    expect(await platform.test({ method: grant })).toMatchObject({ reason: 'TargetNotFound', credential: 'Accepted' });
  });
});
