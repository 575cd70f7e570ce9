import { afterEach, expect, it } from '@jest/globals';
import type { PlatformInteractive, PlatformMethod } from '../../../../src/api/platform.gen.ts';
import { beginSignIn, type SignIn, type SignInOptions } from '../../../../src/connectors/index.ts';
import {
  authorizationServer,
  type AuthorizationServer,
  type Registration,
} from '../../../support/authorization-server.ts';
import { testContext, testNow } from '../../../support/test-context.ts';

const registered: Registration = {
  clientId: 'client',
  clientSecret: 's3cret',
  redirectUris: ['http://127.0.0.1:*/callback'],
  pkce: true,
};

let server: AuthorizationServer | undefined;
let open: SignIn | undefined;

afterEach(async () => {
  open?.cancel();
  await server?.close();
  open = server = undefined;
});

function method(interactive: PlatformInteractive): PlatformMethod {
  const { origin } = server!;
  return {
    name: 'oauth',
    title: 'OAuth',
    secret: {
      required: ['clientId', 'refreshToken'],
      properties: { clientId: {}, clientSecret: {}, refreshToken: {} },
    },
    signIn: [
      {
        oauth2: {
          grant: 'refresh_token',
          tokenUrl: `${origin}/token`,
          clientId: '{{secret.clientId}}',
          clientSecret: '{{secret.clientSecret}}',
          refreshToken: '{{secret.refreshToken}}',
        },
      },
    ],
    credential: { bearer: '{{token.access}}' },
    interactive: {
      authorizeUrl: `${origin}/authorize`,
      redirect: { host: '127.0.0.1' },
      ...interactive,
    },
  };
}

interface Begun {
  registration?: Partial<Registration>;
  interactive?: PlatformInteractive;
  secret?: Record<string, string>;
  options?: SignInOptions;
  waits?: number[];
  /** Whether the method has keys for its client. */
  keepsClient?: boolean;
}

async function begin({
  registration,
  interactive = {},
  secret,
  options,
  waits = [],
  keepsClient = true,
}: Begun = {}): Promise<SignIn> {
  server = await authorizationServer({ ...registered, ...registration });
  const spec = {
    title: 'Example',
    category: 'Collaboration' as const,
    hosts: [new URL(server.origin).host],
    config: { properties: { site: {} } },
    methods: [keepsClient ? method(interactive) : withoutClient(method(interactive))],
    test: [],
  };
  const wait = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  const entered = secret ?? { clientId: 'client', clientSecret: 's3cret' };
  const client = { id: 'client', secret: 's3cret' };
  const given = keepsClient ? { secret: entered } : { client };
  const input = { platform: { name: 'example', spec }, method: 'oauth', ...given };
  const begun = await beginSignIn(input, { ...testContext(), wait }, { ports: [0], ...options });
  if (begun.kind === 'refusal') throw new Error(`${begun.code} ${begun.what}`);
  return (open = begun);
}

function withoutClient({ signIn: _signIn, ...rest }: PlatformMethod): PlatformMethod {
  const tokenUrl = `${server!.origin}/token`;
  return {
    ...rest,
    interactive: { ...rest.interactive, tokenUrl, fills: { 'secret.refreshToken': 'json.refresh_token' } },
  };
}

/** A browser that follows the redirect of the platform. */
async function browse(
  url: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; text: string; at: string }> {
  const first = await fetch(url, { redirect: 'manual' });
  const location = first.headers.get('location') ?? url;
  const response = await fetch(location, { headers });
  return { status: response.status, text: await response.text(), at: location };
}

it('exchanges the code before the page is drawn, and fills in the refresh token and the client', async () => {
  const signIn = await begin();

  const page = await browse(signIn.url);

  expect(page).toMatchObject({ status: 200, text: expect.stringContaining('Signed in') });
  expect(page.text).not.toMatch(/<script|refresh|access/);
  expect(await signIn.result).toMatchObject({
    kind: 'signedIn',
    secret: { clientId: 'client', clientSecret: 's3cret', refreshToken: 'refresh' },
    filled: ['refreshToken'],
  });
});

it('a stolen callback, with another state, ends nothing and never reaches the token endpoint', async () => {
  const notices: string[] = [];
  const signIn = await begin({ options: { onNotice: ({ code }) => notices.push(code) } });

  const stolen = await fetch(`${signIn.redirectUri}?code=stolen&state=of-somebody-else`);

  expect([stolen.status, notices, server!.exchanges]).toEqual([400, ['StateMismatch'], []]);
  await browse(signIn.url);
  expect(await signIn.result).toMatchObject({ kind: 'signedIn' });
});

it('two at once each take the response that is theirs alone', async () => {
  const first = await begin();
  const ofFirst = server!;
  const second = await begin();
  const response = async ({ url }: SignIn) =>
    new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '').search;
  const [forFirst, forSecond] = [await response(first), await response(second)];

  const crossed = [
    await fetch(`${second.redirectUri}${forFirst}`),
    await fetch(`${first.redirectUri}${forSecond}`),
  ].map(({ status }) => status);
  expect([crossed, ofFirst.exchanges, server!.exchanges]).toEqual([[400, 400], [], []]);

  await fetch(`${first.redirectUri}${forFirst}`);
  await fetch(`${second.redirectUri}${forSecond}`);
  expect(await first.result).toMatchObject({ kind: 'signedIn' });
  expect(await second.result).toMatchObject({ kind: 'signedIn' });
  expect([ofFirst.exchanges.length, server!.exchanges.length]).toEqual([1, 1]);
  first.cancel();
  await ofFirst.close();
});

it('a code is exchanged once: a second callback finds nobody', async () => {
  const signIn = await begin();
  const { at } = await browse(signIn.url);
  await signIn.result;

  await expect(fetch(at)).rejects.toThrow();

  expect(server!.exchanges).toHaveLength(1);
  expect(await signIn.paste!(at)).toMatchObject({ kind: 'refusal', code: 'CodeReplayed' });
  expect(server!.exchanges).toHaveLength(1);
});

it.each<[string, string, (at: URL) => RequestInit & { path?: string }]>([
  ['another path', '404', () => ({ path: '/other' })],
  ['another method', '405', () => ({ method: 'POST' })],
  ['a look ahead of the browser', '503', () => ({ headers: { 'sec-purpose': 'prefetch' } })],
])('%s leaves the sign-in as it is', async (_name, status, change) => {
  const signIn = await begin();
  const first = await fetch(signIn.url, { redirect: 'manual' });
  const at = new URL(first.headers.get('location')!);
  const { path, ...init } = change(at);
  if (path !== undefined) at.pathname = path;

  const response = await fetch(at, init);

  expect([String(response.status), server!.exchanges]).toEqual([status, []]);
  await fetch(first.headers.get('location')!);
  expect(await signIn.result).toMatchObject({ kind: 'signedIn' });
});

it('the short address leads to the long one', async () => {
  const signIn = await begin();

  const response = await fetch(signIn.shortUrl!, { redirect: 'manual' });

  expect(response.headers.get('location')).toBe(signIn.url);
});

it.each(['address', 'query', 'code'])('takes a pasted %s while it listens', async (kind) => {
  const signIn = await begin();
  const first = await fetch(signIn.url, { redirect: 'manual' });
  const at = new URL(first.headers.get('location')!);
  const pasted = { address: at.href, query: at.search, code: at.searchParams.get('code')! }[kind]!;

  expect(await signIn.paste!(` ${pasted}\n`)).toMatchObject({ kind: 'signedIn' });
});

it('refuses a pasted address that is not the redirect address', async () => {
  const signIn = await begin();

  expect(await signIn.paste!('https://evil.example.com/callback?code=x')).toMatchObject({ code: 'RedirectMismatch' });
  expect(server!.exchanges).toEqual([]);
});

it.each<[string, Partial<Registration>, PlatformInteractive, object]>([
  [
    'another issuer (RFC 9207)',
    { callback: { iss: 'https://evil.example.com' } },
    { issuer: 'https://good.example.com' },
    { code: 'IssuerMismatch' },
  ],
  [
    'its own issuer',
    { callback: { iss: 'https://good.example.com' } },
    { issuer: 'https://good.example.com' },
    { kind: 'signedIn' },
  ],
  [
    'a nonce of another sign-in',
    {
      token: () => ({
        access_token: 'a',
        refresh_token: 'r',
        id_token: `x.${Buffer.from('{"aud":"client","nonce":"other"}').toString('base64url')}.x`,
      }),
    },
    { scope: { value: 'openid' } },
    { code: 'NonceMismatch' },
  ],
  [
    'status 200 with an error',
    { token: () => ({ ok: false, error: 'invalid_code' }) },
    {},
    { code: 'Refused', what: expect.stringContaining('invalid_code') },
  ],
  [
    'no refresh token',
    { token: () => ({ access_token: 'a', refresh_token: null, expires_in: -1 }) },
    {},
    { code: 'UnexpectedReply', what: expect.stringContaining('refresh token') },
  ],
  [
    'a nested token',
    { token: () => ({ ok: true, authed_user: { access_token: 'a', refresh_token: 'nested' } }) },
    { access: 'json.authed_user.access_token', fills: { 'secret.refreshToken': 'json.authed_user.refresh_token' } },
    { secret: { refreshToken: 'nested' } },
  ],
  [
    'facts in the callback and the address used',
    { callback: { site: 'eu' } },
    { fills: { 'secret.refreshToken': 'json.refresh_token', 'config.site': 'callback.site + " " + redirectUri' } },
    { config: { site: expect.stringMatching(/^eu http:\/\/127\.0\.0\.1:\d+\/callback$/) } },
  ],
  [
    'scopes that the person did not grant',
    { token: () => ({ access_token: 'a', refresh_token: 'r', scope: 'read' }) },
    { scope: { value: 'read write' } },
    { missingScopes: ['write'] },
  ],
])('%s', async (_name, registration, interactive, expected) => {
  const signIn = await begin({ registration, interactive });

  await browse(signIn.url);

  expect(await signIn.result).toMatchObject(expected);
});

it('a person who refuses is heard', async () => {
  const signIn = await begin({ interactive: { refusals: [{ error: 'access_denied', fix: 'Ask the owner.' }] } });
  const state = new URL(signIn.url).searchParams.get('state');

  await fetch(`${signIn.redirectUri}?error=access_denied&state=${state}`);

  expect(await signIn.result).toMatchObject({ code: 'Declined', fix: 'Ask the owner.' });
});

const was = (at: string) => ({ at, kind: 'invalid', what: 'was refused by Example' });
const [id, secretOf] = [was('secret.clientId'), was('secret.clientSecret')];

it.each<[string, object[] | undefined]>([
  ['invalid_client', [id, secretOf]],
  ['incorrect_client_credentials', [id, secretOf]],
  ['bad_client_secret', [secretOf]],
  ['invalid_client_id', [id]],
  ['unauthorized_client', [id]],
  ['invalid_scope', [was('spec.config.site')]],
  ['invalid_code', undefined],
  ['server_error', undefined],
  ['constructor', undefined],
])('a refusal names what was entered and is meant: %s', async (error, problems) => {
  const signIn = await begin({
    registration: { refuses: { status: 400, json: { error } } },
    interactive: { scope: { value: '{{config.site}}' } },
  });

  await browse(signIn.url);

  const ended = await signIn.result;
  expect(ended).toMatchObject({ code: 'Refused', what: `Example refused the code: ${error}.` });
  expect('problems' in ended ? ended.problems : undefined).toEqual(problems);
});

it('a client that no key of the Secret holds is named by itself', async () => {
  const signIn = await begin({
    registration: { refuses: { status: 401, json: { error: 'invalid_client' } } },
    keepsClient: false,
  });

  await browse(signIn.url);

  expect(await signIn.result).toMatchObject({ problems: [was('client.id'), was('client.secret')] });
});

it('a public client proves itself by PKCE alone', async () => {
  const signIn = await begin({
    registration: { clientSecret: undefined as never },
    interactive: { client: 'either' },
    secret: { clientId: 'client' },
  });

  await browse(signIn.url);

  expect(await signIn.result).toMatchObject({ kind: 'signedIn' });
  expect(server!.exchanges[0]).not.toHaveProperty('client_secret');
});

it('refuses what cannot work before anything is sent', async () => {
  await expect(begin({ secret: { clientId: 'client' } })).rejects.toThrow('InputMissing');
});

it('says so when no port is free, and goes on to the next one', async () => {
  const first = await begin();
  const taken = Number(new URL(first.redirectUri!).port);
  const held = server;

  await expect(begin({ options: { ports: [taken] } })).rejects.toThrow('PortsInUse');
  await server!.close();
  const second = await begin({ options: { ports: [taken, 0] } });

  expect(second.redirectUri).not.toBe(first.redirectUri);
  first.cancel();
  await held!.close();
});

it('does not open a browser when the token endpoint cannot be reached', async () => {
  await expect(begin({ interactive: { tokenUrl: 'https://127.0.0.1:1/token' } })).rejects.toThrow(
    'TokenEndpointUnreachable',
  );
});

it('gives up in the end, with the likely reasons', async () => {
  const signIn = await begin({ options: { limitMs: 50 } });

  expect(await signIn.result).toMatchObject({ code: 'TimedOut', fix: expect.stringContaining('not registered') });
  await expect(fetch(signIn.redirectUri!)).rejects.toThrow();
});

it.each<[string, object[], object, number[]]>([
  ['pending, then granted', [{ error: 'authorization_pending' }], { kind: 'signedIn' }, [1000, 1000]],
  ['slow_down lengthens the interval', [{ error: 'slow_down' }], { kind: 'signedIn' }, [1000, 6000]],
  ['denied', [{ error: 'authorization_declined' }], { code: 'Declined' }, [1000]],
  ['expired', [{ error: 'expired_token' }], { code: 'Expired' }, [1000]],
])('device code: %s', async (_name, device, expected, waited) => {
  const waits: number[] = [];
  const signIn = await beginDevice(device, waits);

  expect(signIn).toMatchObject({ userCode: 'ABCD-EFGH', takes: 'Poll' });
  expect(await signIn.result).toMatchObject(expected);
  expect(waits).toEqual(waited);
});

async function beginDevice(device: object[], waits: number[]): Promise<SignIn> {
  server = await authorizationServer({ ...registered, device });
  const { origin } = server;
  const only = method({ flows: ['device'], deviceUrl: `${origin}/device` });
  const spec = {
    title: 'Example',
    category: 'Collaboration' as const,
    hosts: [new URL(origin).host],
    methods: [only],
    test: [],
  };
  const wait = (ms: number) => {
    waits.push(ms);
    return Promise.resolve();
  };
  const input = {
    platform: { name: 'example', spec },
    method: 'oauth',
    secret: { clientId: 'client', clientSecret: 's3cret' },
  };
  const begun = await beginSignIn(input, { ...testContext({ now: () => testNow }), wait });
  if (begun.kind === 'refusal') throw new Error(begun.what);
  return begun;
}
