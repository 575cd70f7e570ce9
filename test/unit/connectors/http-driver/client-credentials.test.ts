import { describe, expect, it } from '@jest/globals';
import { ownPlatform, type Reply } from './own-platform.ts';

const platform = ownPlatform();

describe('OAuth 2.0 client credentials', () => {
  const oauth2 = {
    tokenUrl: '{{config.url}}/token',
    clientId: '{{secret.user}}',
    clientSecret: '{{secret.key}}',
    scope: 'read all',
  };

  it('encodes id and secret before they become Basic (RFC 6749, 2.3.1)', async () => {
    platform.answer = ({ url: path }) => (path === '/token' ? [200, { access_token: 'tok' }] : [200, { id: 1 }]);

    await platform.test({ auth: { oauth2 }, secret: { user: 'id:1', key: 'a b+c/ü' } });

    expect(Buffer.from(platform.seen[0]?.headers.authorization?.slice(6) ?? '', 'base64').toString()).toBe(
      'id%3A1:a+b%2Bc%2F%C3%BC',
    );
    expect(platform.seen[0]?.body).toBe('grant_type=client_credentials&scope=read+all');
    expect(platform.seen[1]?.headers.authorization).toBe('Bearer tok');
  });

  it('leaves id and secret as they are where the endpoint wants them so', async () => {
    await platform.test({
      auth: { oauth2: { ...oauth2, clientAuth: 'basic-plain' } },
      secret: { user: 'id|1', key: 'a b+ü' },
    });

    expect(Buffer.from(platform.seen[0]?.headers.authorization?.slice(6) ?? '', 'base64').toString()).toBe(
      'id|1:a b+ü',
    );
    expect(platform.seen[0]?.body).toBe('grant_type=client_credentials&scope=read+all');
  });

  it('or sends them as form fields', async () => {
    platform.answer = ({ url: path }) => (path === '/token' ? [200, { access_token: 'tok' }] : [200, { id: 1 }]);

    await platform.test({ auth: { oauth2: { ...oauth2, clientAuth: 'body' } } });

    expect(Object.fromEntries(new URLSearchParams(platform.seen[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'u',
      client_secret: 'k',
      scope: 'read all',
    });
    expect(platform.seen[0]?.headers.authorization).toBeUndefined();
  });

  it.each<[string, Reply, string]>([
    ['the client is unknown', [401, { error: 'invalid_client' }], 'CredentialsRejected'],
    ['a bare invalid_grant names no cause', [400, { error: 'invalid_grant' }], 'AccessRefused'],
    ['consent is missing', [400, { error: 'unauthorized_client' }], 'InteractionRequired'],
    ['the scope is wrong', [400, { error: 'invalid_scope' }], 'InvalidConfiguration'],
    ['for the moment', [503, { error: 'temporarily_unavailable' }], 'ServiceUnavailable'],
    ['no token in the answer', [200, { ok: true }], 'UnexpectedReply'],
    ['an empty token', [200, { access_token: '' }], 'UnexpectedReply'],
    [
      'a web page',
      [200, '<html><form action="/sso"><input type="password">', { 'content-type': 'text/html' }],
      'InteractionRequired',
    ],
    ['too many', [429, {}, { 'retry-after': '7' }], 'RateLimited'],
  ])('%s', async (_name, reply, reason) => {
    platform.answer = () => reply;

    expect(await platform.test({ auth: { oauth2 } })).toMatchObject({ reason });
    expect(platform.seen).toHaveLength(1);
  });

  it('makes one more token before a 401 counts, and then says nothing about the stored secret', async () => {
    let tokens = 0;
    platform.answer = ({ url: path, headers }) =>
      path === '/token'
        ? [200, { access_token: `t${(tokens += 1)}` }]
        : headers.authorization === 'Bearer t2'
          ? [200, { id: 1 }]
          : [401, {}];
    expect(await platform.test({ auth: { oauth2 } })).toMatchObject({ outcome: 'connected' });

    platform.answer = ({ url: path }) => (path === '/token' ? [200, { access_token: 't' }] : [401, {}]);
    expect(await platform.test({ auth: { oauth2 } })).toMatchObject({ reason: 'UnexpectedReply' });
    expect(tokens).toBe(2);
  });
});
