import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, it } from '@jest/globals';
import type { PlatformSpec } from '../../../../src/api/platform.gen.ts';
import { signInOffers, trySignedIn } from '../../../../src/connectors/index.ts';
import { testContext } from '../../../support/test-context.ts';

it('keeps the refresh token that took the place of the new one during the test', async () => {
  const server = createServer((request, response) => {
    const body = request.url === '/token' ? { access_token: 'a', refresh_token: 'second' } : { id: 7, name: 'Ann' };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const signedIn = { secret: { refreshToken: 'first' }, config: {} };

  const tried = await trySignedIn(signedIn, { platform: rotating(origin), method: 'oauth' }, testContext());
  server.close();

  expect(tried.verdict).toMatchObject({ outcome: 'connected', account: { id: '7' } });
  expect(tried.secret).toEqual({ refreshToken: 'second' });
});

it('says what to register before anything is opened', () => {
  expect(signInOffers(rotating('https://api.example.com').spec)).toEqual([
    {
      method: 'oauth',
      title: 'OAuth',
      flows: ['code'],
      redirectUris: ['http://localhost:53170/callback', 'http://localhost:53171/callback'],
      takes: 'Callback',
      register: 'Settings, Apps',
      client: { id: undefined, secret: undefined, kind: 'confidential' },
      approvals: 5,
      fills: ['secret.refreshToken'],
    },
  ]);
});

function rotating(origin: string): { name: string; spec: PlatformSpec } {
  const oauth2 = {
    grant: 'refresh_token' as const,
    tokenUrl: `${origin}/token`,
    refreshToken: '{{secret.refreshToken}}',
  };
  const spec: PlatformSpec = {
    title: 'Example',
    category: 'Collaboration',
    hosts: [new URL(origin).host],
    methods: [
      {
        name: 'oauth',
        title: 'OAuth',
        secret: { required: ['refreshToken'], properties: { refreshToken: {} } },
        signIn: [{ oauth2 }],
        credential: { bearer: '{{token.access}}' },
        interactive: { authorizeUrl: `${origin}/authorize`, register: 'Settings, Apps', approvals: 5 },
      },
    ],
    test: [{ request: { url: `${origin}/me` }, facts: { account: { id: 'json.id', name: 'json.name' } } }],
  };
  return { name: 'example', spec };
}
