import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { PlatformInteractive } from '../../../../src/api/platform.gen.ts';
import { beginSignIn } from '../../../../src/connectors/index.ts';
import { startFakeTls, type FakeTls } from '../../../support/fake-tls.ts';
import { testContext } from '../../../support/test-context.ts';

/** A provider with TLS whose description leads to itself without: everybody on the way would get what is sent there. */
const origin = 'https://id.example.com';
const good = {
  authorization_endpoint: `${origin}/authorize`,
  token_endpoint: `${origin}/token`,
  device_authorization_endpoint: `${origin}/device`,
  login: `${origin}/login`,
  ask: `${origin}/ask`,
  code: 'a-code',
};

let says: object = good;
let provider: FakeTls;
beforeEach(async () => {
  says = good;
  provider = await startFakeTls((_request, response) => {
    response.setHeader('content-type', 'application/json').end(JSON.stringify(says));
  });
});
afterEach(() => provider.stop());

async function begin(interactive: PlatformInteractive) {
  const spec = {
    title: 'Example',
    category: 'Collaboration' as const,
    hosts: ['id.example.com'],
    methods: [{ name: 'oauth', title: 'OAuth', secret: { properties: { refreshToken: {} } }, interactive }],
    test: [],
  };
  const input = { platform: { name: 'example', spec }, method: 'oauth', client: { id: 'client', secret: 's3cret' } };
  const begun = await beginSignIn(input, testContext(provider.context), { ports: [0] });
  if (begun.kind !== 'refusal') begun.cancel();
  return begun.kind === 'refusal' ? begun.what : begun.kind;
}

const discovery: PlatformInteractive = {
  discoveryUrl: `${origin}/.well-known/openid-configuration`,
  redirect: { host: '127.0.0.1' },
  fills: { 'secret.refreshToken': 'json.refresh_token' },
};
const poll: PlatformInteractive = {
  flows: ['poll'],
  poll: { url: `${origin}/begin`, open: 'json.login', ask: 'json.ask', token: 'json.code' },
  fills: { 'secret.refreshToken': 'json.refresh_token' },
};
const refused = 'id.example.com names an address with http://, which has no TLS.';

it.each(['http://id.example.com', 'http://id.example.com:443', 'HTTP://ID.example.com'])(
  'is not followed to %s',
  async (plain) => {
    for (const name of ['authorization_endpoint', 'token_endpoint', 'device_authorization_endpoint']) {
      says = { ...good, [name]: `${plain}/in` };
      expect(await begin(discovery)).toBe(refused);
    }
    says = { ...good, ask: `${plain}/in` };
    expect(await begin(poll)).toBe(refused);
  },
);

it('is followed with TLS, so that the others are known to fail for what they lack', async () => {
  expect([await begin(discovery), await begin(poll)]).not.toContain(refused);
});
