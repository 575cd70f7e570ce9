import { afterEach, describe, expect, it } from '@jest/globals';
import type { PlatformAuth, PlatformHttp } from '../../../../src/api/platform.gen.ts';
import { planConnection, testConnection, type TestContext, type Verdict } from '../../../../src/connectors/index.ts';
import { failure } from '../../../../src/connectors/failure.ts';
import { startFakePlatform, type Answer, type FakePlatform } from '../../../support/fake-platform.ts';
import { secretBytes, testContext, testNow } from '../../../support/test-context.ts';

const origin = 'https://id.example.com';
const auth: PlatformAuth = {
  oauth2: {
    discoveryUrl: `${origin}/.well-known/openid-configuration`,
    tokenUrl: '{{session.tokenEndpoint}}',
    grant: 'refresh_token',
    replies: [{ when: 'json.tenant == "other"', outcome: 'IdentityMismatch' }],
  },
};
const issued = (more: object): Answer => ({ json: { access_token: 'a', ...more } });
let platform: FakePlatform;

afterEach(() => platform.stop());

interface Tried {
  token: Answer | Answer[];
  me?: Answer | Answer[];
  discovery?: Answer;
  keep?: TestContext['keepRefreshToken'];
  http?: Partial<PlatformHttp>;
}

/** A test of a refresh token, and the refresh tokens that were sent. */
async function tried({ token, me, discovery, keep, http }: Tried): Promise<{ verdict: Verdict; sent: string[] }> {
  const sent: string[] = [];
  const refused = { status: 401 };
  platform = await startFakePlatform({
    routes: {
      discovery: {
        on: `GET ${origin}/.well-known/openid-configuration`,
        good: { json: { token_endpoint: `${origin}/token` } },
        refused,
      },
      token: {
        on: `POST ${origin}/token`,
        form: { grant_type: 'refresh_token', refresh_token: /^r\d$/ },
        faults: ({ form }) => {
          sent.push(form['refresh_token'] ?? '');
          return [];
        },
        good: {},
        refused,
      },
      me: { on: `GET ${origin}/me`, good: { json: { id: 7 } }, refused },
      second: { on: `GET ${origin}/second`, headers: { authorization: 'Bearer a' }, good: { json: {} }, refused },
    },
    replies: { token, ...(me ? { me } : {}), ...(discovery ? { discovery } : {}) },
  });
  const spec = {
    title: 'T',
    category: 'Business' as const,
    methods: [{ name: 'm', title: 'M', auth }],
    hosts: ['id.example.com'],
    http: { test: { url: `${origin}/me` }, account: { id: 'json.id' }, ...http },
  };
  const secret = secretBytes({ refreshToken: 'r1' });
  const planned = planConnection({ platform: { name: 't', spec }, secret, now: testNow });
  if ('verdict' in planned) throw new Error('no plan');
  const verdict = await testConnection(planned.plan, testContext({ ...platform.context, keepRefreshToken: keep }));
  expect(platform.violations).toEqual([]);
  return { verdict, sent };
}

describe('a refresh token', () => {
  it('is stored before the access token is used, and the new one is sent the second time', async () => {
    const kept: string[] = [];
    const keep = (token: string) => {
      kept.push(`${token} after ${platform.hits['me'] ?? 0} calls`);
      return Promise.resolve(undefined);
    };

    const { verdict, sent } = await tried({
      token: [issued({ refresh_token: 'r2' }), issued({ refresh_token: 'r3' })],
      me: [{ status: 401 }, { json: { id: 7 } }],
      keep,
    });

    expect(verdict).toMatchObject({ outcome: 'connected', account: { id: '7' } });
    expect({ kept, sent }).toEqual({ kept: ['r2 after 0 calls', 'r3 after 1 calls'], sent: ['r1', 'r2'] });
  });

  it('is sent again where the platform gives no other', async () => {
    const { sent } = await tried({ token: issued({}), me: { status: 401 } });

    expect(sent).toEqual(['r1', 'r1']);
  });

  it('that cannot be stored ends the test', async () => {
    const keep = () => Promise.resolve(failure('Authenticated', 'TokenNotRefreshable'));

    const { verdict } = await tried({ token: issued({ refresh_token: 'r2' }), keep });

    expect(verdict).toMatchObject({ reason: 'TokenNotRefreshable' });
    expect(platform.hits['me']).toBeUndefined();
  });

  it.each([
    { tenant: 'other', refresh_token: 'r2' },
    { access_token: '', refresh_token: 'r2' },
  ])('is stored also where the reply is of no use: %j', async (reply) => {
    const kept: string[] = [];
    const keep = (token: string) => {
      kept.push(token);
      return Promise.resolve(undefined);
    };

    const { verdict } = await tried({ token: issued(reply), keep });

    expect(verdict.outcome).not.toBe('connected');
    expect(kept).toEqual(['r2']);
  });
});

describe('discovery', () => {
  it.each<[string, Answer, string]>([
    ['names no endpoint', { json: {} }, 'UnexpectedReply'],
    ['names another host', { json: { token_endpoint: 'https://collector.example.org/' } }, 'EgressDenied'],
    ['is not there', { status: 404 }, 'TargetNotFound'],
    ['is down', { status: 502 }, 'ServiceUnavailable'],
  ])('%s', async (_name, discovery, reason) => {
    const { verdict, sent } = await tried({ token: issued({}), discovery });

    expect(verdict).toMatchObject({ reason });
    expect(sent).toEqual([]);
  });
});

it('asks a second question with the credential where the row says so', async () => {
  const ask = {
    credential: true,
    request: { url: `${origin}/second` },
    replies: [{ when: 'status == 200', outcome: 'PermissionDenied' as const }],
  };
  const replies = [{ when: 'status == 400', outcome: 'AccessRefused' as const, ask }];

  const { verdict } = await tried({ token: issued({}), me: { status: 400 }, http: { replies } });

  expect(verdict).toMatchObject({ reason: 'PermissionDenied' });
});
