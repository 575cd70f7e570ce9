import { describe, expect, it } from '@jest/globals';
import type { PlatformSpec } from '../../src/api/platform.gen.ts';
import { validatePlatform } from '../../src/connectors/index.ts';
import { changed } from '../unit/connectors/language/good-platform.ts';
import { ownPlatform } from '../unit/connectors/http-driver/own-platform.ts';

/** Platforms whose author takes for evidence what no platform has said, and a server that responds 200 to everybody. */
const platform = ownPlatform();
const nobody = { outcome: 'inconclusive', reason: 'UnexpectedReply', credential: 'NotAccepted' };

function named(id: string): { step: NonNullable<PlatformSpec['test']>[number] } {
  return { step: { request: { url: '{{config.url}}/me' }, facts: { account: { id } } } };
}

describe('an id that the response has no part in proves nobody', () => {
  it.each<[string, string]>([
    ['a setting where the response has none', 'orElse(json.id, config.tenant)'],
    ['a constant where the response has none', 'orElse(json.user.id, "service")'],
    ['the status', 'string(status)'],
    ['the time', 'string(now)'],
    ['a word whatever the response says', 'json.id == "" ? "a" : "robot"'],
    ['how much came back', 'string(size(text) * 0 + 1)'],
  ])('%s', async (_name, id) => {
    platform.answer = () => [200, { motd: 'welcome' }];

    const spec = { anonymous: { when: 'false' } };

    expect(await platform.test({ ...named(id), spec, config: { tenant: 'acme' } })).toMatchObject(nobody);
  });

  it('and one that it has does, though another would do', async () => {
    platform.answer = () => [200, { id: '7' }];

    expect(
      await platform.test({ ...named('orElse(json.id, config.tenant)'), config: { tenant: 'acme' } }),
    ).toMatchObject({
      outcome: 'connected',
      account: { id: '7' },
    });
  });

  it('and so does one that an earlier step has kept, or a defined name has read', async () => {
    platform.answer = () => [200, { user: { id: '7' } }];
    const me = { name: 'me', request: { url: '{{config.url}}/me' }, set: { id: 'json.user.id' } };
    const spec = {
      define: [{ user: 'json.user' }],
      test: [me, { request: { url: '{{config.url}}/more' }, facts: { account: { id: 'orElse(me.id, user.id)' } } }],
    };

    expect(await platform.test({ spec })).toMatchObject({ outcome: 'connected', account: { id: '7' } });
  });
});

describe('and kept by a step before it does not either', () => {
  const steps = (set: Record<string, string>, id: string) => ({
    anonymous: { when: 'false' },
    test: [
      { name: 'me', request: { url: '{{config.url}}/me' }, set },
      { request: { url: '{{config.url}}/more' }, facts: { account: { id } } },
    ],
  });

  it.each<[string, Record<string, string>, string]>([
    ['a setting', { id: 'orElse(json.id, config.tenant)' }, 'me.id'],
    ['a constant', { id: 'orElse(json.user.id, "service")' }, 'me.id'],
    ['a constant by two names', { first: 'orElse(json.id, "service")', id: 'me.first + "!"' }, 'me.id'],
    ['a word whatever was said', { id: 'json.id == "" ? "a" : "robot"' }, 'me.id'],
    ['the status', { 'code?': 'status' }, 'string(me.code)'],
    ['a constant beside a field that is not there', { 'id?': 'json.id', who: '"service"' }, 'orElse(me.id, me.who)'],
  ])('%s', async (_name, set, id) => {
    platform.answer = () => [200, { motd: 'welcome' }];

    expect(await platform.test({ spec: steps(set, id), config: { tenant: 'acme' } })).toMatchObject(nobody);
  });

  it.each<[string, Record<string, string>, string]>([
    ['of the response', { id: 'orElse(json.id, config.tenant)' }, 'me.id'],
    ['of the response by two names', { first: 'orElse(json.id, "service")', id: 'me.first + "!"' }, 'me.id'],
  ])('but one %s does', async (_name, set, id) => {
    platform.answer = () => [200, { id: '7' }];

    expect(await platform.test({ spec: steps(set, id), config: { tenant: 'acme' } })).toMatchObject({
      outcome: 'connected',
    });
  });
});

describe('a tenant that the response has no part in', () => {
  const expecting = (is: string) => ({
    step: {
      request: { url: '{{config.url}}/me' },
      facts: { account: { id: 'json.id' } },
      expect: [{ setting: 'tenant', is }],
    },
  });

  it.each([
    ['a setting', 'orElse(json.tenant, config.tenant)'],
    ['a constant', 'has(json.tenant) ? json.tenant : "acme"'],
  ])('is not the one that is meant: %s', async (_name, is) => {
    platform.answer = () => [200, { id: '7' }];

    expect(await platform.test({ ...expecting(is), config: { tenant: 'acme' } })).toMatchObject({
      reason: 'IdentityMismatch',
    });
  });

  it('is compared if it has', async () => {
    platform.answer = () => [200, { id: '7', tenant: 'acme' }];

    expect(
      await platform.test({ ...expecting('orElse(json.tenant, "none")'), config: { tenant: 'acme' } }),
    ).toMatchObject({ outcome: 'connected' });
  });

  it.each<[string, string, Partial<PlatformSpec>]>([
    ['of the claims', 'credential.claims.tenant', {}],
    ['of the claims by a defined name', 'theirs', { define: [{ theirs: 'credential.claims.tenant' }] }],
  ])('is compared with the word of who issued the token: %s', async (_name, is, spec) => {
    platform.answer = () => [200, { id: '7' }];
    const claims = Buffer.from('{"tenant":"acme"}').toString('base64url');
    const told = (tenant: string) =>
      platform.test({ ...expecting(is), spec, secret: { user: 'u', key: `e30.${claims}.c2ln` }, config: { tenant } });

    expect(await told('acme')).toMatchObject({ outcome: 'connected' });
    expect(await told('umbrella')).toMatchObject({ reason: 'IdentityMismatch' });
  });
});

it.each(['After', 'Before'] as const)(
  'refuses no stranger by what holds of the account as well (%s)',
  async (order) => {
    platform.answer = () => [200, { id: '7', name: 'x' }];
    const refused = 'status == 401 || has(json.name)';

    expect(await platform.test({ spec: { anonymous: { order, refused } } })).toMatchObject({
      outcome: 'inconclusive',
      reason: 'UnexpectedReply',
      about: expect.stringContaining('responds to the account what the Platform takes for a refusal') as unknown,
    });
  },
);

it.each<[string, Parameters<typeof changed>[0], string]>([
  [
    'a stranger who is refused by a good status',
    (s) => (s.anonymous = { refused: 'status >= 200' }),
    'spec.anonymous.refused: this is true of 200 as well, which refuses nobody. Say how a refusal differs, for example `status == 401`.',
  ],
  [
    'the same by a name',
    (s) => {
      s.define.push({ heard: 'status > 0' });
      s.anonymous = { refused: 'heard' };
    },
    'spec.anonymous.refused: this is true of 200 as well, which refuses nobody. Say how a refusal differs, for example `status == 401`.',
  ],
  [
    'a test that passes whatever comes',
    (s) => s.test[0].replies.push({ when: 'true', outcome: 'Passed' }),
    'spec.test[0].replies[3].when: this lets 401 pass, by which a platform refuses the credential. Say what may pass, for example `status == 404`.',
  ],
  [
    'a test that passes without an error in it',
    (s) => s.test[0].replies.push({ when: '!has(json.error)', outcome: 'Passed' }),
    'spec.test[0].replies[3].when: this lets 401 pass, by which a platform refuses the credential. Say what may pass, for example `status == 404`.',
  ],
  [
    'a sign-in that passes below 500, in a table',
    (s) => s.tables.login.push({ when: 'status < 500', outcome: 'Passed' }),
    'spec.tables.login[2].when: this lets 401 pass, by which a platform refuses the credential, where spec.methods[1].signIn[0].replies uses this table. Say what may pass, for example `status == 404`.',
  ],
  [
    'a second question that passes at once',
    (s) => s.test[0].replies[1].then.replies.push({ when: 'status > 0', outcome: 'Passed' }),
    'spec.test[0].replies[1].then.replies[1].when: this lets 401 pass, by which a platform refuses the credential. Say what may pass, for example `status == 404`.',
  ],
  [
    'a permission that nobody granted',
    (s) => (s.access[0].facts.grants.write = 'true'),
    'spec.access[0].facts.grants.write: this reads nothing that the platform says, and proves nothing. Say what shows it, for example `status == 200`.',
  ],
  [
    'a permission that a job asks for',
    (s) => (s.test[0].facts.grants.read = 'has(requires.path)'),
    'spec.test[0].facts.grants.read: this reads nothing that the platform says, and proves nothing. Say what shows it, for example `status == 200`.',
  ],
  [
    'a sign-in that is always one',
    (s) => (s.methods[1].signIn[0].facts.identified = 'true'),
    'spec.methods[1].signIn[0].facts.identified: this reads nothing that the platform says, and proves nothing. Read the response, for example `filled(json.id)`.',
  ],
  [
    'a sign-in that responds 200',
    (s) => (s.methods[1].signIn[0].facts.identified = 'status < 300'),
    'spec.methods[1].signIn[0].facts.identified: a sign-in form may respond 200 to anything. Say what only an account gets, for example `filled(json.token)`.',
  ],
  [
    'the name that was entered',
    (s) => (s.test[0].facts.identified = 'filled(credential.login)'),
    'spec.test[0].facts.identified: this reads nothing that the platform says, and proves nothing. Read the response, for example `filled(json.id)`.',
  ],
])('refuses what proves nothing: %s', (_name, change, message) => {
  expect(validatePlatform(changed(change)).map((problem) => problem.message)).toEqual([message]);
});

it.each([
  ['the setting', 'config.teamId'],
  ['a constant', '"acme"'],
  ['defined', 'base'],
])('refuses a tenant that is %s', (_name, is) => {
  const said = validatePlatform(changed((s) => (s.test[0].expect = [{ setting: 'teamId', is }])));

  expect(said.map(({ message }) => message)).toEqual([
    'spec.test[0].expect[0].is: this reads nothing that the platform says, and proves nothing. Read it from the response, for example `json.tenant.id`.',
  ]);
});

it('refuses a stranger who is always refused', () => {
  const said = validatePlatform(changed((s) => (s.anonymous = { refused: 'true' })));

  expect(said.map(({ message }) => message)).toEqual([
    'spec.anonymous.refused: this reads nothing that the platform says, and proves nothing. Say how a refusal differs, for example `status == 401`.',
  ]);
});

it('takes a sign-in that only an account gets through', () => {
  expect(validatePlatform(changed((s) => (s.methods[1].signIn[0].facts.identified = 'status == 204')))).toEqual([]);
});
