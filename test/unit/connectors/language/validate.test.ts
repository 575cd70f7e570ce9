import { expect, it } from '@jest/globals';
import { validatePlatform } from '../../../../src/connectors/language/validate.ts';
import { changed, goodPlatform } from './good-platform.ts';

type Change = Parameters<typeof changed>[0];

function messages(change: Change): string[] {
  return validatePlatform(changed(change), new Set(['http', 'sftp'])).map(({ message }) => message);
}

it('a Platform without a mistake has no problem', () => {
  expect(validatePlatform(goodPlatform(), new Set(['http']))).toEqual([]);
});

it('at most 20 problems are listed', () => {
  const problems = messages(
    (s) =>
      (s.test[0].replies = Array.from({ length: 30 }, (_, i) => ({ when: `jsn.x${i}`, outcome: 'AccessRefused' }))),
  );

  expect(problems).toHaveLength(20);
});

/** The mistakes that the reference of the language lists, in its order. */
it.each<[string, Change, string[]]>([
  [
    'a key that the Secret lacks',
    (s) => (s.methods[0].credential.bearer = '{{secret.apiKye}}'),
    ['spec.methods[0].credential.bearer: no key `apiKye` in methods[0].secret (column 3). Did you mean `apiKey`?'],
  ],
  [
    'a setting that there is not, in a template',
    (s) => (s.test[0].request.url = '{{config.ulr}}'),
    ['spec.test[0].request.url: no setting `ulr` in spec.config (column 3). Did you mean `url`?'],
  ],
  [
    'a setting that there is not, in an expression',
    (s) => (s.define[0].base = 'config.ulr'),
    ['spec.define[0].base: no setting `ulr` in spec.config (column 1). Did you mean `url`?'],
  ],
  [
    'an unknown name in a template',
    (s) => (s.test[0].request.headers.X = '{{hots}}'),
    ['spec.test[0].request.headers.X: unknown name `hots` (column 3). Did you mean `host`?'],
  ],
  [
    'an unknown name in an expression',
    (s) => (s.test[0].replies[0].when = 'jsn.ok'),
    ['spec.test[0].replies[0].when: unknown name `jsn` (column 1). Did you mean `json`?'],
  ],
  [
    'an unknown name with a result',
    (s) => (s.methods[1].credential.headers['X-Session'] = '{{sesion.token}}'),
    ['spec.methods[1].credential.headers.X-Session: unknown name `sesion` (column 3). Did you mean `session`?'],
  ],
  [
    'a step of another method',
    (s) => (s.methods[0].credential.bearer = '{{session.token}}'),
    [
      'spec.methods[0].credential.bearer: no earlier step is named `session` (column 3). It is the name of spec.methods[1].signIn[0].',
    ],
  ],
  [
    'a step that there is not',
    (s) => (s.methods[0].credential.bearer = '{{visit.token}}'),
    ['spec.methods[0].credential.bearer: no earlier step is named `visit` (column 3).'],
  ],
  [
    'a result that the step does not set',
    (s) => (s.methods[1].credential.headers['X-Session'] = '{{session.tokn}}'),
    [
      'spec.methods[1].credential.headers.X-Session: step `session` sets `token`, `id`, not `tokn` (column 3). Did you mean `token`?',
    ],
  ],
  [
    'account in test',
    (s) => (s.test[0].request.url = '{{base}}/{{account.id}}'),
    ['spec.test[0].request.url: `account` is known only in access, probe and signOut (column 12).'],
  ],
  [
    'probe outside probe',
    (s) => (s.access[0].request.url = '{{base}}/{{probe.name}}'),
    ['spec.access[0].request.url: `probe` is known only in the steps of probe (column 12).'],
  ],
  [
    'a secret in probe',
    (s) => (s.probe.read.request.url = '{{base}}/{{secret.apiKey}}'),
    ['spec.probe.read.request.url: a secret cannot stand here; `credential` shows it (column 12).'],
  ],
  [
    'a secret in define',
    (s) => (s.define[0].base = 'secret.apiKey'),
    ['spec.define[0].base: a secret cannot stand here; `credential` shows it (column 1).'],
  ],
  [
    'a secret in hosts',
    (s) => s.hosts.push('{{secret.apiKey}}'),
    ['spec.hosts[3]: a secret cannot stand here; `credential` shows it (column 3).'],
  ],
  [
    'a secret in detect',
    (s) => (s.methods[4].detect[0].request.url = '{{base}}/{{secret.username}}'),
    ['spec.methods[4].detect[0].request.url: detect sends no secret (column 12).'],
  ],
  [
    'a secret in an expression',
    (s) => (s.test[0].replies[0].when = 'secret.apiKey == json.key'),
    ['spec.test[0].replies[0].when: secrets are not readable by expressions (column 1).'],
  ],
  [
    'the response in `when` of a step',
    (s) => (s.access[0].when = 'json.x'),
    ['spec.access[0].when: `when` is decided before the request (column 1). Use `set` of an earlier step.'],
  ],
  [
    'a name that reads the response in an address',
    (s) => (s.test[0].request.url = '{{base}}/{{scopes}}'),
    [
      'spec.test[0].request.url: `scopes` reads a response and is not known before it (column 12). Use `set` of an earlier step.',
    ],
  ],
  [
    'an unknown function',
    (s) => (s.test[0].replies[0].when = 'text.contain("a")'),
    ['spec.test[0].replies[0].when: no function `contain` (column 6). Did you mean `contains`?'],
  ],
  [
    'a wrong number of arguments',
    (s) => (s.test[0].replies[0].when = 'text.contains()'),
    ['spec.test[0].replies[0].when: `contains` is written `x.contains(a)` (column 6).'],
  ],
  [
    'a header in capitals',
    (s) => (s.test[0].replies[0].when = 'headers["WWW-Authenticate"] == ""'),
    ['spec.test[0].replies[0].when: header names are in lower case: `www-authenticate` (column 1).'],
  ],
  [
    'a row after one that always matches',
    (s) => s.test[0].replies.splice(1, 0, { when: 'true', outcome: 'UnexpectedReply' }),
    ['spec.test[0].replies[2]: never reached: replies[1] always matches.'],
  ],
  [
    'an unknown outcome',
    (s) => (s.test[0].replies[0].outcome = 'Rejected'),
    ['spec.test[0].replies[0].outcome: `Rejected` is no reason. Did you mean `CredentialsRejected`?'],
  ],
  [
    'a row with outcome and use',
    (s) => (s.methods[4].detect[0].replies[0].outcome = 'AccessRefused'),
    ['spec.methods[4].detect[0].replies[0]: exactly one of outcome, use, but there are `use` and `outcome`.'],
  ],
  [
    'a row with neither',
    (s) => delete s.test[0].replies[0].outcome,
    [
      'spec.test[0].replies[0]: exactly one of outcome, use, but there is none. Write `outcome`, for example InvalidConfiguration.',
    ],
  ],
  [
    'use outside detect',
    (s) => (s.test[0].replies[0] = { when: 'status == 1', use: 'bearer' }),
    ['spec.test[0].replies[0]: only rows of detect may choose a method. Write `outcome`.'],
  ],
  [
    'use of an unknown method',
    (s) => (s.methods[4].detect[0].replies[0].use = 'nam'),
    ['spec.methods[4].detect[0].replies[0]: no method `nam`. Did you mean `ntlm`?'],
  ],
  [
    'use of a method with other keys',
    (s) => (s.methods[4].detect[0].replies[0].use = 'bearer'),
    [
      'spec.methods[4].detect[0].replies[0]: method `bearer` must have `credential` and need only keys of this Secret: it needs `apiKey`.',
    ],
  ],
  [
    'use of a method with detect',
    (s) => (s.methods[4].detect[0].replies[0].use = 'automatic'),
    [
      'spec.methods[4].detect[0].replies[0]: method `automatic` must have `credential` and need only keys of this Secret: it has none.',
    ],
  ],
  [
    'CredentialsRejected in detect',
    (s) => (s.methods[4].detect[0].replies[0] = { when: 'status == 1', outcome: 'CredentialsRejected' }),
    ['spec.methods[4].detect[0].replies[0]: nothing was sent that could be rejected.'],
  ],
  [
    'CredentialsRejected in a table of detect',
    (s) => (
      (s.tables.common[0].outcome = 'CredentialsRejected'),
      delete s.tables.common[0].retryAfter,
      s.methods[4].detect[0].replies.push({ table: 'common' })
    ),
    [
      'spec.tables.common[0]: nothing was sent that could be rejected, where spec.methods[4].detect[0].replies uses this table.',
    ],
  ],
  [
    'CredentialsRejected in then without a secret',
    (s) => (s.test[0].replies[1].then.replies[0].outcome = 'CredentialsRejected'),
    ['spec.test[0].replies[1].then.replies[0]: nothing was sent that could be rejected.'],
  ],
  [
    'retryAfter of a definitive outcome',
    (s) => (s.test[0].replies[0].retryAfter = '30'),
    [
      'spec.test[0].replies[0]: a definitive outcome is not retried. Remove `retryAfter`, or choose RateLimited or ServiceUnavailable.',
    ],
  ],
  [
    'an unknown table',
    (s) => (s.test[0].replies[2].table = 'comon'),
    ['spec.test[0].replies[2]: no table `comon`. Did you mean `common`?'],
  ],
  [
    'an unused table',
    (s) => (s.tables.spare = []),
    ['spec.tables.spare: no step uses table `spare`. Write `- table: spare` in replies, or remove it.'],
  ],
  [
    'tables in a circle',
    (s) => s.tables.common.push({ table: 'login' }),
    [
      'spec.tables.login: table `login` leads back to itself.',
      'spec.tables.common: table `common` leads back to itself.',
    ],
  ],
  [
    'a step of two kinds',
    (s) => (s.methods[2].signIn[0].request = { url: '{{base}}' }),
    ['spec.methods[2].signIn[0]: exactly one of request, oauth2, sign, but there are `oauth2` and `request`.'],
  ],
  [
    'a step of no kind',
    (s) => s.methods[2].signIn.push({ when: 'true' }),
    ['spec.methods[2].signIn[1]: exactly one of request, oauth2, sign, but there is none.'],
  ],
  [
    'two bodies',
    (s) => (s.methods[1].signIn[0].request.json = {}),
    ['spec.methods[1].signIn[0].request: `form` and `json` exclude each other. Keep one of them.'],
  ],
  [
    'a body with GET',
    (s) => (s.test[0].request.json = {}),
    ['spec.test[0].request: a GET request has no body, but there is `json`. Write `method: POST`.'],
  ],
  ['set without name', (s) => delete s.test[0].name, ['spec.test[0]: a step with `set` needs a `name`.']],
  [
    'a refresh token that is no key',
    (s) => (s.methods[2].signIn[0].oauth2.refreshToken = 'x{{secret.refreshToken}}'),
    [
      'spec.methods[2].signIn[0].oauth2.refreshToken: write `{{secret.KEY}}`, so that the new token can replace that key.',
    ],
  ],
  [
    'fields of another grant',
    (s) => (s.methods[2].signIn[0].oauth2.grant = 'password'),
    [
      'spec.methods[2].signIn[0].oauth2: grant password needs `username` and `password`.',
      'spec.methods[2].signIn[0].oauth2.refreshToken: grant password does not use `refreshToken`. Only grant refresh_token does.',
    ],
  ],
  [
    'an unknown setting in expect',
    (s) => (s.test[0].expect[0].setting = 'teamID'),
    ['spec.test[0].expect[0].setting: no setting `teamID`. Did you mean `teamId`?'],
  ],
  [
    'a credential without a secret',
    (s) => (s.methods[0].credential.bearer = 'abc'),
    ['spec.methods[0].credential: this sends the same to everybody. Use `{{secret.KEY}}`, or a result of signIn.'],
  ],
  [
    'nobody to identify',
    (s) => delete s.test[0].facts.account.id,
    [
      'spec.test: nobody could be identified: there is no account.id in test or access. Set facts.account.id, or `identity: Unnamed`.',
    ],
  ],
  [
    'Unnamed without evidence',
    (s) => (s.identity = 'Unnamed'),
    ['spec.methods[0]: method `bearer` would prove nothing. Add `anonymous`.'],
  ],
  [
    'an account that was only entered',
    (s) => (s.test[0].facts.account.id = 'credential.login'),
    [
      'spec.test[0].facts.account.id: `credential.login` is empty with method `bearer`. Read it from the response, or use `identity: Unnamed`.',
    ],
  ],
  [
    'Before with a result of an earlier step',
    (s) => ((s.anonymous = { order: 'Before' }), s.test.push({ request: { url: '{{base}}/{{me.home}}' } })),
    ['spec.anonymous.order: the request of test needs `me.home`, which is not known before. Use `After`.'],
  ],
  [
    'a setting as address that hosts lack',
    (s) => (s.hosts = ['api.example.com', 'login.example.com']),
    ['spec.methods[1].signIn[0].request.url: `{{base}}` is not covered by hosts. Add `{{base}}` to spec.hosts.'],
  ],
  [
    'a host that hosts lack',
    (s) => (s.hosts = ['{{config.url}}']),
    [
      'spec.methods[2].signIn[0].oauth2.tokenUrl: `login.example.com` is not covered by hosts. Add `login.example.com` to spec.hosts.',
    ],
  ],
  [
    'hosts that are too wide',
    (s) => s.hosts.push('*', '*.com', '10.0.0.0/8', 'https://a.b', 'a*.example.com'),
    [
      'spec.hosts[3]: `*` is too wide. Name the host.',
      'spec.hosts[4]: `*.com` is too wide. Name the host.',
      'spec.hosts[5]: `10.0.0.0/8` is a range of addresses. Name the host.',
      'spec.hosts[6]: `https://a.b` is no host. Write the name alone, as in `a.b`.',
      'spec.hosts[7]: `a*.example.com` is too wide. `*` is allowed only before a suffix, as in `*.example.com`.',
    ],
  ],
  [
    'an unknown pipe',
    (s) => (s.access[0].request.url = '{{base}}/{{requires.path|segment}}'),
    ['spec.access[0].request.url: no pipe `|segment` (column 12). Did you mean `segments`?'],
  ],
  [
    'a pipe in the wrong place',
    (s) => (s.test[0].request.headers.X = '{{config.teamId|segments}}'),
    ['spec.test[0].request.headers.X: `|segments` belongs in a path (column 3).'],
  ],
  [
    'a template in a name',
    (s) => (s.test[0].request.headers['{{config.teamId}}'] = 'x'),
    [
      'spec.test[0].request.headers["{{config.teamId}}"]: a name cannot be a template. Only names in credential.headers can.',
    ],
  ],
  [
    'a key that is never sent',
    (s) => {
      s.methods[0].secret.required.push('other');
      s.methods[0].secret.properties.other = { type: 'string' };
    },
    [
      'spec.methods[0].secret: key `other` is required and never sent. Use `{{secret.other}}` in credential or signIn, or remove the key.',
    ],
  ],
  [
    'a comparison that null passes',
    (s) => (s.test[0].facts.identified = 'json.id != ""'),
    ['spec.test[0].facts.identified: this is true if it is null (column 1). Use `filled(json.id)`.'],
  ],
  [
    'a test that changes something',
    (s) => (s.test[0].request.method = 'PUT'),
    ['spec.test[0].request.method: PUT is allowed in probe and signOut only: tests change nothing.'],
  ],
  [
    'a pattern that is not linear',
    (s) => (s.test[0].replies[0].when = 'text.matches("a(?=b)")'),
    ['spec.test[0].replies[0].when: a pattern has no look-around and no back-references (column 14).'],
  ],
])('%s', (_mistake, change, expected) => {
  expect(messages(change)).toEqual(expected);
});
