import { describe, expect, it } from '@jest/globals';
import type { PlatformMethod, PlatformOAuth2, PlatformStep } from '../../../../src/api/platform.gen.ts';
import { failure, type TestContext } from '../../../../src/connectors/index.ts';
import { ownPlatform, type Reply } from './own-platform.ts';

const platform = ownPlatform();
const tokenUrl = '{{config.url}}/token';
const client = { clientId: '{{secret.user}}', clientSecret: '{{secret.key}}' };
const method = (oauth2: Partial<PlatformOAuth2>, step: Partial<PlatformStep> = {}): Partial<PlatformMethod> => ({
  signIn: [{ oauth2: { grant: 'client_credentials', tokenUrl, scope: 'read all', ...client, ...oauth2 }, ...step }],
  credential: { bearer: '{{token.access}}' },
});
const issuing = (answer: (path: string) => Reply) => (platform.answer = ({ url: path }) => answer(path));

describe('OAuth 2.0 client credentials', () => {
  it('encodes id and secret before they become Basic (RFC 6749, 2.3.1)', async () => {
    issuing((path) => [200, path === '/token' ? { access_token: 'tok' } : { id: 1 }]);

    await platform.test({ method: method({}), secret: { user: 'id:1', key: 'a b+c/ü' } });

    const header = platform.seen[0]?.headers.authorization?.slice(6) ?? '';
    expect(Buffer.from(header, 'base64').toString()).toBe('id%3A1:a+b%2Bc%2F%C3%BC');
    expect(platform.seen[0]?.body).toBe('grant_type=client_credentials&scope=read+all');
    expect(platform.seen[1]?.headers.authorization).toBe('Bearer tok');
  });

  it.each<[string, Partial<PlatformOAuth2>, string | undefined, string]>([
    ['basic-plain', { clientAuth: 'basic-plain' }, 'id|1:a b+ü', 'grant_type=client_credentials&scope=read+all'],
    [
      'body',
      { clientAuth: 'body' },
      undefined,
      'grant_type=client_credentials&client_id=id%7C1&client_secret=a+b%2B%C3%BC&scope=read+all',
    ],
    ['none', { clientAuth: 'none' }, undefined, 'grant_type=client_credentials&scope=read+all'],
  ])('sends id and secret as the endpoint wants them: %s', async (_name, oauth2, header, body) => {
    await platform.test({ method: method(oauth2), secret: { user: 'id|1', key: 'a b+ü' } });

    const { headers, body: sent } = platform.seen[0]!;
    expect(sent).toBe(body);
    expect(headers.authorization && Buffer.from(headers.authorization.slice(6), 'base64').toString()).toBe(header);
  });

  it.each<[string, Reply, string]>([
    ['the client is unknown', [401, { error: 'invalid_client' }], 'CredentialsRejected'],
    ['a bare invalid_grant names no cause', [400, { error: 'invalid_grant' }], 'AccessRefused'],
    ['the scope is wrong', [400, { error: 'invalid_scope' }], 'InvalidConfiguration'],
    ['for the moment', [503, { error: 'temporarily_unavailable' }], 'ServiceUnavailable'],
    ['no token in the response', [200, { ok: true }], 'UnexpectedReply'],
    ['an empty token', [200, { access_token: '' }], 'UnexpectedReply'],
    [
      'a web page',
      [200, '<html><form action="/sso"><input type="password">', { 'content-type': 'text/html' }],
      'InteractionRequired',
    ],
    ['too many', [429, {}, { 'retry-after': '7' }], 'RateLimited'],
  ])('%s', async (_name, reply, reason) => {
    platform.answer = () => reply;

    expect(await platform.test({ method: method({}) })).toMatchObject({ reason, credential: 'NotAccepted' });
    expect(platform.seen).toHaveLength(1);
  });

  it('makes one more token before a 401 counts, and then says nothing about the stored secret', async () => {
    let tokens = 0;
    platform.answer = ({ url: path, headers }) => {
      if (path === '/token') return [200, { access_token: `t${(tokens += 1)}` }];
      return headers.authorization === 'Bearer t2' ? [200, { id: 1 }] : [401, {}];
    };
    expect(await platform.test({ method: method({}) })).toMatchObject({ outcome: 'connected' });

    issuing((path) => (path === '/token' ? [200, { access_token: 't' }] : [401, {}]));
    expect(await platform.test({ method: method({}) })).toMatchObject({
      reason: 'UnexpectedReply',
      credential: 'Accepted',
    });
    expect(tokens).toBe(2);
  });

  it('does not send a password a second time', async () => {
    issuing((path) => (path === '/token' ? [200, { access_token: 't' }] : [401, {}]));
    const { clientId: username, clientSecret: password } = client;

    await platform.test({ method: method({ grant: 'password', username, password }) });

    expect(platform.paths()).toEqual(['POST /token', 'GET /me']);
  });

  it('compares what the token response says once the token is there', async () => {
    issuing(() => [200, { access_token: 't', team: 'b', id: 1 }]);
    const step = { expect: [{ setting: 'tenant', is: 'json.team' }] };

    const verdict = await platform.test({ method: method({}, step), config: { tenant: 'a' } });

    expect(verdict).toMatchObject({ reason: 'IdentityMismatch', credential: 'Accepted' });
    expect(verdict.checks.at(-1)).toMatchObject({ name: 'Authorized' });
  });

  it('is told where the token endpoint is by a step before', async () => {
    issuing((path) => {
      if (path === '/openid') return [200, { token_endpoint: '/elsewhere' }];
      return [200, path === '/elsewhere' ? { access_token: 't' } : { id: 1 }];
    });
    const discovery = {
      name: 'openid',
      request: { url: '{{config.url}}/openid' },
      set: { endpoint: 'json.token_endpoint' },
    };
    const grant = method({ tokenUrl: '{{config.url}}{{openid.endpoint|segments}}' });

    const verdict = await platform.test({ method: { ...grant, signIn: [discovery, ...grant.signIn!] } });

    expect(verdict).toMatchObject({ outcome: 'connected' });
    expect(platform.paths()).toEqual(['GET /openid', 'POST /elsewhere', 'GET /me']);
    expect(platform.seen[0]?.headers.authorization).toBeUndefined();
  });
});

describe('a refresh token', () => {
  const refresh = method({ grant: 'refresh_token', refreshToken: '{{secret.key}}', clientAuth: 'none' });
  const sent = () =>
    platform.seen
      .filter(({ url: path }) => path === '/token')
      .map(({ body }) => new URLSearchParams(body).get('refresh_token'));

  function keeping(kept: string[]): Partial<TestContext> {
    return {
      keepRefreshToken: (token) => {
        kept.push(`${token} after ${platform.seen.filter(({ url: path }) => path === '/me').length} tests`);
        return Promise.resolve(undefined);
      },
    };
  }

  it('is stored before the access token is used, and the new one is sent the second time', async () => {
    const kept: string[] = [];
    let tokens = 1;
    platform.answer = ({ url: path, headers }) => {
      if (path === '/token') return [200, { access_token: `a${(tokens += 1)}`, refresh_token: `r${tokens}` }];
      return headers.authorization === 'Bearer a3' ? [200, { id: 7 }] : [401, {}];
    };

    const verdict = await platform.test({ method: refresh, secret: { user: 'u', key: 'r1' }, context: keeping(kept) });

    expect(verdict).toMatchObject({ outcome: 'connected', account: { id: '7' } });
    expect({ kept, sent: sent() }).toEqual({ kept: ['r2 after 0 tests', 'r3 after 1 tests'], sent: ['r1', 'r2'] });
  });

  it('that cannot be stored ends the test', async () => {
    issuing(() => [200, { access_token: 'a', refresh_token: 'r2', id: 1 }]);
    const keepRefreshToken = () => Promise.resolve(failure('TokenNotRefreshable'));

    const verdict = await platform.test({ method: refresh, context: { keepRefreshToken } });

    expect(verdict).toMatchObject({ reason: 'TokenNotRefreshable' });
    expect(platform.paths()).toEqual(['POST /token']);
  });

  it.each([
    { tenant: 'other', refresh_token: 'r2' },
    { access_token: '', refresh_token: 'r2' },
  ])('is stored also if the response is of no use: %j', async (body) => {
    const kept: string[] = [];
    issuing(() => [200, body]);

    const verdict = await platform.test({ method: refresh, context: keeping(kept) });

    expect(verdict.outcome).not.toBe('connected');
    expect(kept).toEqual(['r2 after 0 tests']);
  });

  it('is not sent if the place to keep the next one is not there', async () => {
    const beforeRefresh = () => Promise.resolve(failure('ServiceUnavailable'));

    const verdict = await platform.test({ method: refresh, context: { beforeRefresh } });

    expect(verdict).toMatchObject({ reason: 'ServiceUnavailable', credential: 'NotSent' });
    expect(platform.seen).toEqual([]);
  });
});
