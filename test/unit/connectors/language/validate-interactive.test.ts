import { expect, it } from '@jest/globals';
import type { PlatformInteractive } from '../../../../src/api/platform.gen.ts';
import { validatePlatform } from '../../../../src/connectors/language/validate.ts';
import { changed } from './good-platform.ts';

/** Method `refresh` of the good Platform, which renews `refreshToken` at login.example.com. */
const at = 'spec.methods[2].interactive';
const good: PlatformInteractive = { authorizeUrl: 'https://login.example.com/authorize' };

function problems(interactive: unknown, method = 2): string[] {
  const spec = changed((platform) => (platform.methods[method].interactive = interactive));
  return validatePlatform(spec, new Set()).map(({ message }) => message);
}

it('an authorization endpoint is enough for a method that renews its token', () => {
  expect(problems(good)).toEqual([]);
});

it.each<[string, unknown, string]>([
  ['no authorization endpoint', {}, `${at}: flow code needs \`authorizeUrl\`.`],
  ['no device endpoint', { ...good, flows: ['code', 'device'] }, `${at}: flow device needs \`deviceUrl\`.`],
  ['no poll', { flows: ['poll'] }, `${at}: flow poll needs \`poll\`.`],
  ['no flow', { ...good, flows: [] }, `${at}.flows: at least one flow is needed.`],
  ['unknown flow', { ...good, flows: ['implicit'] }, 'is no'],
  [
    'unknown field',
    { ...good, authorizeURL: 'x' },
    `${at}.authorizeURL: unknown field. Did you mean \`authorizeUrl\`?`,
  ],
  [
    'unknown setting in an address',
    { authorizeUrl: '{{config.ulr}}/authorize' },
    `${at}.authorizeUrl: no setting \`ulr\` in spec.config (column 3). Did you mean \`url\`?`,
  ],
  ['a secret in an address', { authorizeUrl: 'https://login.example.com/{{secret.refreshToken}}' }, 'a secret cannot'],
  ['plain http', { authorizeUrl: 'http://login.example.com/a' }, `${at}.authorizeUrl: a sign-in cannot use a plain`],
  [
    'a host that is not of the platform',
    { ...good, tokenUrl: 'https://other.example.org/token' },
    `${at}.tokenUrl: \`other.example.org\` is not covered by hosts.`,
  ],
  [
    'a public client without PKCE',
    { ...good, client: 'either', pkce: 'none' },
    `${at}.pkce: a client without a secret`,
  ],
  [
    'a parameter of the sign-in itself',
    { ...good, parameters: { state: 'x' } },
    `${at}.parameters.state: \`state\` is added by the sign-in itself. Remove it.`,
  ],
  ['https without an address', { ...good, redirect: { kind: 'https' } }, `${at}.redirect.uri: kind https needs`],
  ['an address on this machine', { ...good, redirect: { uri: 'https://x.example.com/' } }, `${at}.redirect.uri`],
  ['a port of a copy', { ...good, redirect: { kind: 'copy', port: 'any' } }, `${at}.redirect: \`host\` and \`port\``],
  [
    'an unknown key',
    { ...good, fills: { 'secret.refreshTokn': 'json.refresh_token' } },
    `${at}.fills["secret.refreshTokn"]: no key \`refreshTokn\` in the secret of this method. Did you mean \`refreshToken\`?`,
  ],
  [
    'an unknown setting',
    { ...good, fills: { 'config.teamID': 'json.team' } },
    `${at}.fills["config.teamID"]: no setting \`teamID\` in spec.config. Did you mean \`teamId\`?`,
  ],
  ['something else to fill', { ...good, fills: { token: 'json.token' } }, 'must be secret.KEY or config.KEY'],
  ['an unknown setting of the callback', { ...good, callback: { regio: 'callback.r' } }, 'Did you mean `region`?'],
  ['a name that comes later', { ...good, callback: { region: 'json.region' } }, 'known only after the response'],
  ['CEL that is none', { ...good, access: 'json.' }, `${at}.access`],
  [
    'an unknown setting to choose',
    { ...good, choose: { setting: 'team', url: 'https://login.example.com/teams', items: 'json' } },
    `${at}.choose.setting: no setting \`team\` in spec.config.`,
  ],
])('%s', (_name, interactive, expected) => {
  expect(problems(interactive).join('\n')).toContain(expected);
});

it('a method without a renewal says where the code is exchanged and what is filled in', () => {
  expect(problems(good, 0)).toEqual([
    'spec.methods[0].interactive: the address that exchanges the code is missing. Set `tokenUrl`.',
    'spec.methods[0].interactive: nothing is filled in. Set `fills`.',
  ]);
});

it('what a sign-in brings is known nowhere else', () => {
  const spec = changed((platform) => (platform.test[0].facts.account.email = 'callback.email'));

  expect(validatePlatform(spec, new Set()).map(({ message }) => message)).toEqual([
    expect.stringContaining('no earlier step is named `callback`'),
  ]);
});
