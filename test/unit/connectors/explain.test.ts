import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { PlatformSpec } from '../../../src/api/platform.gen.ts';
import { explainResponse } from '../../../src/connectors/index.ts';
import { shown, stepsShown } from '../../../src/cli/explain/print.ts';
import { readRecorded } from '../../../src/cli/explain/recorded.ts';

const spec = parse(
  `
title: Example
category: Business
config:
  required: [team]
  properties:
    team: { type: string }
    least: { type: integer, default: 2 }
hosts: [api.example.com]
methods:
- name: key
  title: Key
  secret: { required: [key], properties: { key: { type: string } } }
  credential: { bearer: '{{secret.key}}' }
- name: refresh
  title: Refresh token
  secret: { required: [token], properties: { token: { type: string } } }
  signIn:
  - oauth2: { grant: refresh_token, tokenUrl: https://api.example.com/token, refreshToken: '{{secret.token}}' }
  credential: { bearer: '{{token.access}}' }
test:
- name: me
  request: { url: https://api.example.com/me }
  replies:
  - { when: json.error == "old" && !credential.fresh, outcome: CredentialsExpired }
  set: { home: json.home, size?: json.size }
  expect: [{ setting: team, is: json.team }]
  facts: { account: { id: json.id }, identified: json.level >= config.least }
`,
) as PlatformSpec;
const platform = { name: 'example', spec };

const good = { id: 'u1', home: 'h', team: 't1', level: 2 };

function explained(body: object, more: { status?: number; step?: string; method?: string; config?: object } = {}) {
  const { status = 200, config = { team: 't1' }, ...rest } = more;
  const response = readRecorded(`HTTP/1.1 ${status} X\ncontent-type: application/json\n\n${JSON.stringify(body)}`);
  return explainResponse({ platform, response, config: config as Record<string, unknown>, now: 0, ...rest });
}

it.each<[string, object, Parameters<typeof explained>[1], string, string | undefined]>([
  ['all is well', good, {}, 'Passed', undefined],
  ['a row matches', { error: 'old' }, { status: 401 }, 'CredentialsExpired', undefined],
  ['a row is not for new tokens', { error: 'old' }, { status: 401, method: 'refresh' }, 'UnexpectedReply', undefined],
  ['the default rules decide', {}, { status: 401 }, 'CredentialsRejected', undefined],
  ['a token was made in this test', {}, { status: 401, method: 'refresh' }, 'UnexpectedReply', undefined],
  [
    'a token endpoint refuses',
    { error: 'invalid_client' },
    { status: 400, step: 'token' },
    'CredentialsRejected',
    undefined,
  ],
  ['a result is missing', { ...good, home: '' }, {}, 'UnexpectedReply', '`home` of `set` has no value'],
  ['nobody is named', { ...good, id: null }, {}, 'UnexpectedReply', '`account.id` has no value'],
  ['it is nobody', { ...good, level: 1 }, {}, 'UnexpectedReply', '`identified` is not true'],
  [
    'a setting has a number',
    { ...good, level: 2 },
    { config: { team: 't1', least: '3' } },
    'UnexpectedReply',
    '`identified` is not true',
  ],
  ['it is another team', { ...good, team: 't2' }, {}, 'IdentityMismatch', 'it is not the `team` of spec.config'],
  ['it is in that team as well', { ...good, team: ['t0', 't1'] }, {}, 'Passed', undefined],
  ['it is in other teams', { ...good, team: ['t1 t2'] }, {}, 'IdentityMismatch', 'it is not the `team` of spec.config'],
  ['it is in no team', { ...good, team: [] }, {}, 'IdentityMismatch', 'it is not the `team` of spec.config'],
  ['a setting is not set', { ...good, team: 't2' }, { config: {} }, 'Passed', undefined],
])('says how a step ends if %s', async (_case, body, more, end, because) => {
  const found = await explained(body, more);

  expect([found.end, found.because]).toEqual([end, because]);
});

it('shows what was compared with what', async () => {
  const text = shown(await explained({ ...good, team: 't2' }));

  expect(text).toContain('expect\n  ✗ team: "t2", compared with "t1"\n');
  expect(shown(await explained(good, { config: {} }))).toContain('  – team: "t1", compared with nothing');
});

it('compares nothing in a response that is refused', async () => {
  expect(shown(await explained({}, { status: 401 }))).not.toMatch(/expect|facts/);
});

it('lists the steps that there are', async () => {
  expect(stepsShown(platform)).toBe('example has no mistakes\nsteps: refresh.signIn[0] (token), test[0] (me)\n');
  await expect(explained({}, { step: 'tset[0]' })).rejects.toThrow(
    'there is no step tset[0]; there are refresh.signIn[0]',
  );
  await expect(explained({}, { method: 'kye' })).rejects.toThrow('there is no method kye; there are key, refresh');
});

it('names a setting that there is not', async () => {
  await expect(explained({}, { config: { taem: 'x' } })).rejects.toThrow(
    'no setting taem in spec.config. Did you mean `team`?',
  );
});
