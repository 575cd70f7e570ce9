import { describe, expect, it } from '@jest/globals';
import type { PlatformMethod } from '../../src/api/platform.gen.ts';
import { ownPlatform, type Reply } from '../unit/connectors/http-driver/own-platform.ts';

/** A server that sends back what it was shown. */
const platform = ownPlatform();
const password = 'kö"r&b +Canary/7';
const method: Partial<PlatformMethod> = {
  secret: {
    properties: { user: { type: 'string' }, password: { type: 'string', writeOnly: true } },
  },
  credential: { basic: { username: '{{secret.user}}', password: '{{secret.password}}' } },
};
const secret = { user: 'finance-service', password };
const basic = Buffer.from(`${secret.user}:${password}`).toString('base64');
const returned = {
  outcome: 'inconclusive',
  reason: 'UnexpectedReply',
  about: expect.stringMatching(/^127\.0\.0\.1:\d+ returns the credential$/),
};

describe('a response with the credential in it proves nothing, and nothing of it is kept', () => {
  const bytes = Buffer.from(password);
  it.each<[string, Reply]>([
    ['plain', [200, { id: '1', name: password }]],
    ['inside of a longer text', [200, { id: '1', name: `user ${password}!` }]],
    ['written with escapes', [200, `{"id":"1","name":"${escapedJson(password)}"}`]],
    ['base64', [200, { id: '1', name: bytes.toString('base64') }]],
    ['base64url', [200, { id: '1', name: bytes.toString('base64url') }]],
    ['URL', [200, { id: encodeURIComponent(password) }]],
    ['a form', [200, { id: new URLSearchParams({ p: password }).toString() }]],
    ['hex', [200, { id: bytes.toString('hex') }]],
    ['HEX', [200, { id: bytes.toString('hex').toUpperCase() }]],
    ['the header', [200, { id: `Basic ${basic}` }]],
    ['the header without its scheme', [200, { id: basic }]],
    ['a header of the response', [200, { id: '1' }, { 'x-seen': encodeURIComponent(password) }]],
    ['the name of a header', [200, { id: '1' }, { [`x-${bytes.toString('hex')}`]: '1' }]],
    ['the name of a cookie', [200, { id: '1' }, { 'set-cookie': `${encodeURIComponent(password)}=1` }]],
    ['a cookie', [200, { id: '1' }, { 'set-cookie': `seen=${encodeURIComponent(password)}` }]],
    ['XML', [200, `<me><id>${escapedXml(password)}</id></me>`, { 'content-type': 'text/xml' }]],
    ['escaped twice', [200, { id: '1', more: `{"name":"${escapedJson(password)}"}` }]],
    ['escaped three times', [200, { id: '1', more: JSON.stringify({ more: escapedJson(password) }) }]],
    ['as entities within JSON', [200, { id: '1', more: `<p>${escapedXml(password)}</p>` }]],
    ['as entities of entities', [200, { id: escapedXml(password).replaceAll('&', '&amp;') }]],
    ['URL, twice', [200, { id: encodeURIComponent(encodeURIComponent(password)) }]],
    ['URL, with a percent sign for each byte', [200, { id: percentOf(password) }]],
    ['URL, twice, in a header', [200, { id: '1' }, { 'x-seen': encodeURIComponent(percentOf(password)) }]],
    ['as mail writes it', [200, { id: printable(password) }]],
    [
      'as mail writes it, over two lines',
      [200, { id: `${printable(password.slice(0, 6))}=\r\n${printable(password.slice(6))}` }],
    ],
    ['in lower case', [200, { id: password.toLowerCase() }]],
    ['in capitals, inside of a longer text', [200, { id: '1', name: `USER ${password.toUpperCase()}` }]],
    ['a refusal of the access', [403, { id: '1', name: password }]],
  ])('%s', async (_name, reply) => {
    platform.answer = () => reply;

    const verdict = await platform.test({ method, secret });

    expect(verdict).toMatchObject(returned);
    expect(verdict).not.toHaveProperty('account.id');
    expect(JSON.stringify(verdict)).not.toContain(password);
  });

  it('in a later step, which leaves what was found before', async () => {
    platform.answer = ({ url }) => [200, url === '/me' ? { id: '7', name: 'Finance' } : { name: password }];

    const verdict = await platform.test({
      method,
      secret,
      spec: { access: [{ request: { url: '{{config.url}}/more' }, facts: { account: { tenant: 'json.name' } } }] },
    });

    expect(verdict).toMatchObject(returned);
    expect(JSON.stringify(verdict)).not.toContain(password);
  });
});

it('takes a refusal by its status, whatever it says besides', async () => {
  platform.answer = () => [401, { error: `wrong: ${password}`, code: 'locked' }];
  const replies = [{ when: 'json.code == "locked"', outcome: 'AccountLocked' as const }];

  expect(await platform.test({ method, secret, step: { replies } })).toMatchObject({ reason: 'CredentialsRejected' });
});

describe('what is no credential may come back', () => {
  it.each<[string, Record<string, string>, Reply]>([
    ['the user name', secret, [200, { id: 'finance-service' }]],
    ['a short value', { user: 'u', password: 'five5' }, [200, { id: 'five5' }]],
    ['a word of the Platform itself', { user: 'u', password: 'Business' }, [200, { id: '1', kind: 'Business' }]],
    ['a part of the user name', { user: 'alice.smith', password: 'alice.s' }, [200, { id: 'alice.smith' }]],
  ])('%s', async (_name, values, reply) => {
    platform.answer = () => reply;

    expect(await platform.test({ method, secret: values })).toMatchObject({ outcome: 'connected' });
  });
});

describe('tokens', () => {
  const oauth: Partial<PlatformMethod> = {
    secret: { properties: { id: { type: 'string' }, refresh: { type: 'string', writeOnly: true } } },
    signIn: [
      {
        oauth2: {
          grant: 'refresh_token',
          tokenUrl: '{{config.url}}/token',
          clientId: '{{secret.id}}',
          refreshToken: '{{secret.refresh}}',
        },
      },
    ],
    credential: { bearer: '{{token.access}}' },
  };
  const values = { id: 'client-number-1', refresh: 'refresh-token-1' };
  const access_token = 'access-token-canary-1';
  const asked = (me: object, token: object = {}) => {
    platform.answer = ({ url }) => [200, url === '/token' ? { access_token, ...token } : me];
    return platform.test({ method: oauth, secret: values });
  };

  it('a token endpoint may return the refresh token that it was sent', async () => {
    const token = { refresh_token: values.refresh, client_id: values.id };

    expect(await asked({ id: '1' }, token)).toMatchObject({ outcome: 'connected' });
  });

  it('nobody else may', async () => {
    expect(await asked({ id: values.refresh })).toMatchObject(returned);
  });

  it('what was issued in this test is a credential too', async () => {
    expect(await asked({ id: access_token })).toMatchObject(returned);
  });

  it('a server may set the cookie of its own session again', async () => {
    platform.answer = ({ url }) => [
      200,
      { id: '1', session: url },
      { 'set-cookie': 'session=session-number-0123456789' },
    ];
    const verdict = await platform.test({
      method: {
        ...method,
        signIn: [
          {
            name: 'session',
            request: { method: 'POST', url: '{{config.url}}/login', form: { p: '{{secret.password}}' } },
            set: { cookie: 'cookies.session' },
          },
        ],
        credential: { headers: { Cookie: 'session={{session.cookie}}' } },
      },
      secret,
    });

    expect(verdict).toMatchObject({ outcome: 'connected' });
  });
});

it('is quick with hard strings', async () => {
  const half = 'a'.repeat(2000);
  platform.answer = () => [200, { id: '1', name: 'a'.repeat(60_000) }];
  const before = process.threadCpuUsage();

  await platform.test({ method, secret: { user: 'u', password: `b${half}` } });

  expect(process.threadCpuUsage(before).user / 1000).toBeLessThan(1000);
});

function percentOf(text: string): string {
  return Buffer.from(text).toString('hex').replaceAll(/../g, '%$&');
}

function escapedJson(text: string): string {
  return text
    .split('')
    .map((char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');
}

function escapedXml(text: string): string {
  return text
    .split('')
    .map((char) => `&#x${char.charCodeAt(0).toString(16)};`)
    .join('');
}

/** Quoted-printable (RFC 2045, 6.7). */
function printable(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) =>
      /[a-z0-9]/i.test(String.fromCharCode(byte))
        ? String.fromCharCode(byte)
        : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
    )
    .join('');
}
