import { describe, expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { PlatformSpec } from '../../src/api/platform.gen.ts';
import { validatePlatform } from '../../src/connectors/index.ts';
import { ownPlatform } from '../unit/connectors/http-driver/own-platform.ts';

const platform = ownPlatform();
type Tested = Parameters<typeof platform.test>[0];

/** Five Platforms as their authors write them; each has nothing wrong with it. */
const platforms = {
  'a wiki with API keys': `
title: Wiki
category: Collaboration
config: { required: [url], properties: { url: { type: string } } }
hosts: ['{{config.url}}']
methods:
- name: key
  title: API key
  secret: { required: [apiKey], properties: { apiKey: { type: string, writeOnly: true } } }
  credential: { headers: { X-Api-Key: '{{secret.apiKey}}' } }
test:
- name: me
  request: { url: '{{config.url}}/api/me' }
  replies:
  - { when: 'json.error == "expired"', outcome: CredentialsExpired }
  set: { home: json.home }
  facts: { account: { id: json.id } }
access:
- request: { url: '{{config.url}}/api/folders/{{me.home}}' }
  facts: { grants: { read: json.readable } }
`,
  'an archive with a session': `
title: Archive
category: Business
config: { required: [url], properties: { url: { type: string } } }
hosts: ['{{config.url}}']
methods:
- name: login
  title: Login
  secret:
    required: [username, password]
    properties: { username: { type: string, writeOnly: false }, password: { type: string, writeOnly: true } }
  signIn:
  - name: session
    request: { method: POST, url: '{{config.url}}/login', form: { u: '{{secret.username}}', p: '{{secret.password}}' } }
    set: { token: json.token }
    facts: { identified: filled(json.token) }
  credential: { bearer: '{{session.token}}' }
  signOut:
  - request: { method: POST, url: '{{config.url}}/logout' }
test:
- request: { url: '{{config.url}}/users/current' }
  facts: { account: { id: json.user } }
`,
  'a service with OAuth': `
title: Records
category: Business
config: { required: [url, issuer], properties: { url: { type: string }, issuer: { type: string }, tenant: { type: string } } }
hosts: ['{{config.url}}', '{{config.issuer}}']
methods:
- name: client
  title: Client credentials
  secret:
    required: [clientId, clientSecret]
    properties: { clientId: { type: string, writeOnly: false }, clientSecret: { type: string, writeOnly: true } }
  signIn:
  - oauth2: { grant: client_credentials, tokenUrl: '{{config.issuer}}/token', clientId: '{{secret.clientId}}', clientSecret: '{{secret.clientSecret}}' }
  credential: { bearer: '{{token.access}}' }
test:
- request: { url: '{{config.url}}/me' }
  expect: [{ setting: tenant, is: json.tenant }]
  facts: { account: { id: json.sub } }
`,
  'a server that says what it takes': `
title: Share
category: CloudStorage
config: { required: [url], properties: { url: { type: string } } }
hosts: ['{{config.url}}']
schemas:
  account:
    required: [username, password]
    properties: { username: { type: string }, password: { type: string, writeOnly: true } }
methods:
- name: automatic
  title: Automatic
  secret: { $ref: '#/schemas/account' }
  detect:
  - request: { url: '{{config.url}}/' }
    replies:
    - { when: '"www-authenticate" in headers && headers["www-authenticate"].contains("NTLM")', use: ntlm }
    - { when: status == 401, use: basic }
- name: basic
  title: Basic
  byNameOnly: true
  secret: { $ref: '#/schemas/account' }
  credential: { basic: { username: '{{secret.username}}', password: '{{secret.password}}' } }
- name: ntlm
  title: NTLM
  byNameOnly: true
  secret: { $ref: '#/schemas/account' }
  credential: { ntlm: { username: '{{secret.username}}', password: '{{secret.password}}' } }
identity: Unnamed
anonymous: {}
test:
- request: { url: '{{config.url}}/files' }
  facts: { identified: status == 200 }
`,
  'a store that is probed': `
title: Store
category: CloudStorage
config: { required: [url], properties: { url: { type: string } } }
hosts: ['{{config.url}}', '*.files.example.com']
methods:
- name: token
  title: Token
  secret: { required: [token], properties: { token: { type: string, writeOnly: true } } }
  credential: { bearer: '{{secret.token}}' }
test:
- name: me
  request: { url: '{{config.url}}/me' }
  facts: { account: { id: json.id } }
probe:
  find: { request: { url: '{{config.url}}/files', query: { name: '{{probe.name}}' } }, set: { id: json.id } }
  create: { request: { method: PUT, url: '{{config.url}}/files/{{probe.name}}', file: { text: '{{probe.content}}' } }, set: { id: json.id } }
  read: { request: { url: '{{config.url}}/files/{{probe.id}}' } }
  overwrite: { request: { method: PUT, url: '{{config.url}}/files/{{probe.id}}', file: { text: '{{probe.content}}' } } }
  remove: { request: { method: DELETE, url: '{{config.url}}/files/{{probe.id}}' } }
`,
} as const;

// oxlint-disable-next-line typescript/no-explicit-any
type Loose = any;
type Change = (spec: Loose) => void;

const said = (source: string, change: Change = () => undefined) => {
  const spec = parse(source) as PlatformSpec;
  change(spec);
  return validatePlatform(spec).map(({ message }) => message);
};

it.each(Object.entries(platforms))('%s is taken as it is', (_, source) => {
  expect(said(source)).toEqual([]);
});

const mistakes: Record<keyof typeof platforms, [mistake: string, change: Change, message: RegExp][]> = {
  'a wiki with API keys': [
    [
      'a stage of its own',
      (s) => (s.test[0].stage = 'Authenticated'),
      /^spec\.test\[0\]\.stage: unknown field\. There are `name`/,
    ],
    [
      'a definitive outcome that waits',
      (s) => Object.assign(s.test[0].replies[0], { retryAfter: 'json.after' }),
      /^spec\.test\[0\]\.replies\[0\]: a definitive outcome is not retried\. Remove `retryAfter`/,
    ],
    [
      'an outcome that is not one',
      (s) => (s.test[0].replies[0].outcome = 'Inconclusive'),
      /^spec\.test\[0\]\.replies\[0\]\.outcome: `Inconclusive` is no reason\. There are `Passed`/,
    ],
    [
      'the key in an address of another',
      (s) => (s.test[0].request.url = 'https://api.example.com/me'),
      /^spec\.test\[0\]\.request\.url: `api\.example\.com` is not covered by hosts\. Add/,
    ],
    [
      'the key in define',
      (s) => (s.define = [{ key: 'secret.apiKey' }]),
      /^spec\.define\[0\]\.key: a secret cannot stand here; `credential` shows it/,
    ],
  ],
  'an archive with a session': [
    [
      'the password in signOut of another host',
      (s) => (s.methods[0].signOut[0].request.url = 'https://logout.example.com/'),
      /^spec\.methods\[0\]\.signOut\[0\]\.request\.url: `logout\.example\.com` is not covered by hosts\. Add/,
    ],
    [
      'a credential of nothing',
      (s) => (s.methods[0].credential = { bearer: 'archive' }),
      /^spec\.methods\[0\]\.credential: this sends the same to everybody\. Use/,
    ],
    [
      'a step that is not taken yet',
      (s) => (s.methods[0].signIn[0].request.form.p = '{{session.token}}'),
      /^spec\.methods\[0\]\.signIn\[0\]\.request\.form\.p: no earlier step is named `session`/,
    ],
    [
      'a sign-in that writes',
      (s) => (s.methods[0].signIn[0].request.method = 'DELETE'),
      /^spec\.methods\[0\]\.signIn\[0\]\.request\.method: DELETE is allowed in probe and signOut only/,
    ],
    [
      'a result in define',
      (s) => (s.define = [{ theirs: 'session.token' }]),
      /^spec\.define\[0\]\.theirs: `define` cannot read the results of a step.* It is the name of spec\.methods\[0\]\.signIn\[0\]\. Write the expression there in `set`, and read that\.$/,
    ],
  ],
  'a service with OAuth': [
    [
      'a grant that lacks its user',
      (s) => (s.methods[0].signIn[0].oauth2.grant = 'password'),
      /^spec\.methods\[0\]\.signIn\[0\]\.oauth2: grant password needs `username` and `password`/,
    ],
    [
      'a token endpoint anywhere',
      (s) => (s.hosts = ['{{config.url}}']),
      /^spec\.methods\[0\]\.signIn\[0\]\.oauth2\.tokenUrl: `\{\{config\.issuer\}\}` is not covered by hosts\. Add/,
    ],
    [
      'rejected although nothing was shown',
      (s) => (s.anonymous = { replies: [{ when: 'status == 401', outcome: 'CredentialsRejected' }] }),
      /^spec\.anonymous\.replies: unknown field\. There are `order`/,
    ],
    [
      'a tenant that is passed for any',
      (s) => (s.test[0].expect[0].unknown = 'Passed'),
      /^spec\.test\[0\]\.expect\[0\]\.unknown: `Passed` is no unknown\. There are `Refuse`/,
    ],
    [
      'two requests in one step',
      (s) => (s.methods[0].signIn[0].request = { url: '{{config.issuer}}/keys' }),
      /^spec\.methods\[0\]\.signIn\[0\]: exactly one of request, oauth2, sign/,
    ],
  ],
  'a server that says what it takes': [
    [
      'the password while it is asked what it takes',
      (s) => (s.methods[0].detect[0].request.headers = { X: '{{secret.password}}' }),
      /^spec\.methods\[0\]\.detect\[0\]\.request\.headers\.X: detect sends no secret/,
    ],
    [
      'rejected before anything was shown',
      (s) => s.methods[0].detect[0].replies.push({ when: 'status == 403', outcome: 'CredentialsRejected' }),
      /^spec\.methods\[0\]\.detect\[0\]\.replies\[2\]: nothing was sent that could be rejected/,
    ],
    [
      'a choice after the credential was shown',
      (s) => (s.test[0].replies = [{ when: 'status == 401', use: 'ntlm' }]),
      /^spec\.test\[0\]\.replies\[0\]: only rows of detect may choose a method\. Write `outcome`/,
    ],
    [
      'a method that does not exist',
      (s) => (s.methods[0].detect[0].replies[0].use = 'ntml'),
      /^spec\.methods\[0\]\.detect\[0\]\.replies\[0\]: no method `ntml`\. Did you mean `ntlm`\?/,
    ],
    [
      'nobody is asked for proof',
      (s) => delete s.anonymous,
      /^spec\.methods\[1\]: method `basic` would prove nothing\. Add `anonymous`/,
    ],
  ],
  'a store that is probed': [
    [
      'a test that writes',
      (s) => (s.test[0].request.method = 'PUT'),
      /^spec\.test\[0\]\.request\.method: PUT is allowed in probe and signOut only/,
    ],
    ['a probe without a removal', (s) => delete s.probe.remove, /^spec\.probe: `remove` is missing/],
    [
      'the token in a file',
      (s) => (s.probe.create.request.file.text = '{{secret.token}}'),
      /^spec\.probe\.create\.request\.file\.text: a secret cannot stand here/,
    ],
    [
      'a name of the probe in the test',
      (s) => (s.test[0].request.query = { name: '{{probe.name}}' }),
      /^spec\.test\[0\]\.request\.query\.name: `probe` is known only in the steps of probe/,
    ],
    ['hosts of everybody', (s) => (s.hosts = ['*.com']), /^spec\.hosts\[0\]: `\*\.com` is too wide\. Name the host/],
  ],
};

describe.each(Object.entries(mistakes))('%s', (name, rows) => {
  it.each(rows)('is refused with %s', (_, change, message) => {
    expect(said(platforms[name as keyof typeof platforms], change)[0]).toMatch(message);
  });
});

describe('what only a response decides', () => {
  const session: Tested = {
    method: {
      signIn: [
        {
          name: 'session',
          request: { method: 'POST', url: '{{config.url}}/login', form: { p: '{{secret.key}}' } },
          set: { token: 'json.token', next: 'json.next' },
          facts: { identified: 'filled(json.token)' },
        },
      ],
      credential: { bearer: '{{session.token}}' },
    },
  };

  it('sends nothing to a host that a response names, and repeats it nowhere', async () => {
    platform.answer = ({ url }) => [200, url === '/login' ? { token: 'canary-0123456789', next: 'x' } : { id: '7' }];
    const method = { ...session.method, signOut: [{ request: { url: 'https://{{session.token}}.example.com/' } }] };

    const verdict = await platform.test({ method });

    expect(platform.paths()).toEqual(['POST /login', 'GET /me']);
    expect(JSON.stringify(verdict)).not.toContain('canary');
  });

  it('shows no credential that came out empty', async () => {
    platform.answer = ({ url }) => [200, url === '/login' ? { token: 'a', next: '' } : { id: '7' }];
    const method = { ...session.method, credential: { bearer: '{{session.next}}' } };

    expect(await platform.test({ method })).toMatchObject({ outcome: 'inconclusive', reason: 'UnexpectedReply' });
    expect(platform.paths()).toEqual(['POST /login']);
  });

  it('sends a password no second time to where it is led', async () => {
    platform.answer = ({ url }) => (url === '/login' ? [307, '', { location: '/elsewhere' }] : [200, { token: 'a' }]);

    const verdict = await platform.test(session);

    expect(verdict.outcome).not.toBe('connected');
    expect(platform.paths()).toEqual(['POST /login']);
  });

  it('asks nothing more after the first failure', async () => {
    platform.answer = ({ url }) => [url === '/login' ? 401 : 200, { id: '7' }];

    expect(await platform.test(session)).toMatchObject({ outcome: 'failed', reason: 'CredentialsRejected' });
    expect(platform.paths()).toEqual(['POST /login']);
  });
});
