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

it.each<[string, Parameters<typeof changed>[0], string]>([
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
