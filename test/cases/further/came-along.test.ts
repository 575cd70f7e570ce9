import { describe, expect, it } from '@jest/globals';
import { planConnection, registry } from '../../../src/connectors/index.ts';
import { sentencesOf } from '../../../src/api/problems.ts';
import { secretBytes, testNow } from '../../support/test-context.ts';

type Values = Readonly<Record<string, string>>;

/** Platforms by the kind of value that is entered: what is there besides, and where. */
const places = {
  zendesk: {
    config: { subdomain: 'acme' },
    secret: { clientId: 'migration', refreshToken: 'made-up' },
    key: 'clientSecret',
  },
  dropbox: { config: {}, secret: { appKey: 'abcdefgh1234567', refreshToken: 'made-up-refresh' }, key: 'appSecret' },
  egnyte: { config: { domain: 'acme.egnyte.com' }, secret: {}, key: 'accessToken' },
  'microsoft-teams': {
    config: { tenantId: 'contoso.onmicrosoft.com', clientId: '11111111-2222-3333-4444-555555555555' },
    secret: {},
    key: 'clientSecret',
  },
  'exchange-server': {
    config: { url: 'https://mail.example.com/EWS/Exchange.asmx' },
    secret: { username: 'CORP\\svc' },
    key: 'password',
  },
  cmis: { config: { url: 'https://cmis.example.com/browser' }, secret: { username: 'svc' }, key: 'password' },
  documentum: {
    config: { restUrl: 'https://dctm.example.com/dctm-rest', repository: 'finance' },
    secret: { username: 'svc' },
    key: 'password',
  },
} as const satisfies Record<string, { config: Values; secret: Values; key: string }>;

/** What comes of a value: the whole sentence, or undefined where it is planned. */
function said(name: keyof typeof places, text: string): string | undefined {
  const { config, secret, key } = places[name];
  return planned(name, config, { ...secret, [key]: text })?.replace(`key \`${key}\` of the Secret `, '');
}

function planned(name: string, config: Values, secret: Values): string | undefined {
  const platform = registry.get(name)!;
  const found = planConnection({ platform, config, secret: secretBytes(secret), now: testNow });
  return 'plan' in found ? undefined : sentencesOf(found.verdict.problems ?? []);
}

const token = 'a1B2c3D4e5F6g7H8i9J0~x';

describe.each(['zendesk', 'dropbox', 'egnyte'] as const)('the token of %s', (name) => {
  it.each([
    [`"${token}`, 'has a quotation mark at an end: take it away'],
    [`"${token}",`, 'has a quotation mark at an end: take it away'],
    [`\\"${token}\\"`, 'has a quotation mark at an end: take it away'],
    [`""${token}""`, 'has a quotation mark at an end: take it away'],
    [`${token},`, 'ends with a comma or a semicolon: remove it'],
    [`${token};`, 'ends with a comma or a semicolon: remove it'],
    [`${token}\\n`, 'ends with a line break written out: remove the backslash and what follows it'],
    [
      `${token.slice(0, 5)}\u200b${token.slice(5)}`,
      'contains an invisible character (U+200B): copy it anew as plain text',
    ],
    [`\u202a${token}\u202c`, 'contains an invisible character (U+202A): copy it anew as plain text'],
    [`\u001b[200~${token}`, 'contains a control character (U+001B): copy it anew as plain text'],
    [`${token}\t`, 'begins or ends with a tab: remove it'],
    [`Authorization: Bearer ${token}`, 'is a whole header: keep only the value'],
    [`curl -H "Authorization: Bearer ${token}"`, 'is a part of a command: keep only the value'],
    [`MY_APP_VALUE=${token}`, 'begins with the name of a variable: keep only what comes after "="'],
    [`$env:APP_VALUE="${token}"`, 'begins with the name of a variable: keep only what comes after "="'],
    [`# of the application\n${token}`, 'has a comment before it: keep only the value'],
    [`[default]\na = ${token}\n`, 'is a file of several values: put each under a key of its own'],
    [`A_B=1\nA_TOKEN=${token}\n`, 'is a file of several values: put each under a key of its own'],
    [`apiVersion: v1\nkind: Secret\nstringData:\n  a: b\n`, 'is a manifest: put only the value itself under this key'],
    [`{"a":"${token}"}`, 'is a JSON file: put its values under keys of their own'],
    ['C:\\secrets\\token.txt', 'is the path of a file, not what it contains'],
    ['file:/run/token', 'is the path of a file, not what it contains'],
    ['https://app.example.com/settings/tokens', 'is an address'],
    ['ada@example.com', 'is an email address'],
    ['Error: secret "a" not found', 'is the message of an error, not a value'],
    [base64('xoxb-0123456789-abcdefgh'), 'is in base64: put the token itself into stringData'],
    [base64(base64('glpat-0123456789abcdefgh')), 'is in base64 twice: put the token itself into stringData'],
    ['1%2F%2F0gabcdefghijklmnop', 'is URL-encoded: decode it first'],
  ])('%j is none', (text, what) => {
    expect(said(name, text)).toContain(what);
  });

  it.each([
    [token],
    ['ab=='],
    ['made-up.secret_1~2'],
    ['$1x{{y'],
    ['abc"def,ghi;jkl'],
    ['a+b/c=d'],
    ['eyJhbGciOiJub25lIn0.e30.x'],
    ['x-changeme-9f3a'],
  ])('%s may be one', (text) => {
    expect(said(name, text)).toBeUndefined();
  });
});

describe.each(['cmis', 'documentum', 'exchange-server'] as const)('the password of %s', (name) => {
  it.each([
    ['pass\u200bword', 'contains an invisible character (U+200B)'],
    ['\u001b[200~Winter2026', 'contains a control character (U+001B)'],
    ['\tWinter2026', 'begins or ends with a tab'],
    ['password=Winter2026', 'begins with the name of a variable'],
    ['export DB_PASSWORD=Winter2026', 'begins with the name of a variable'],
    ['{"username":"svc","password":"Winter2026"}', 'is a JSON file'],
    ['username: svc\npassword: Winter2026\n', 'is a file of several values'],
    ['Winter2026\nSummer2026', 'contains a line break'],
    [
      'vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf7w==',
      'encrypted by the transit engine of Vault',
    ],
    ['EJ[1:abc=:def=:ghi=]', 'encrypted by EJSON'],
    ['encrypted:BDqDBibm4wsYqMpCjTQ6BsDHmMadg9K3dAt+Z9HPMfLEIRVz50hm', 'encrypted by dotenvx'],
    ['U2FsdGVkX19kZWFkYmVlZmRlYWRiZWVmZGVhZA==', 'encrypted by OpenSSL'],
    ['https://hsm1.managedhsm.azure.net/secrets/sap', 'address of a secret in Key Vault'],
    ['https://acme.vault.usgovcloudapi.net/secrets/sap', 'address of a secret in Key Vault'],
    ['sm@sap-password', 'reference to a secret'],
    ['berglas://acme/sap', 'reference to a secret'],
    ['$__file{/run/secrets/sap}', 'name of a variable'],
    ['%env.SAP_PASSWORD%', 'name of a variable'],
    ["%{hiera('sap')}", 'name of a variable'],
    ['$[variables.sap]', 'name of a variable'],
    ['((vault:sap/password))', 'name of a variable'],
    ['***REDACTED***', 'placeholder'],
    ['[secure]', 'placeholder'],
    ['%!s(MISSING)', 'placeholder'],
    ['see 1Password', 'placeholder'],
    ['set by sealed secret', 'placeholder'],
    ['YourPasswordHere', 'placeholder'],
  ])('%j is none', (text, what) => {
    expect(said(name, text)).toContain(what);
  });

  it.each([
    ['"quoted"'],
    ["'"],
    ['half"'],
    ['comma,'],
    ['semi;'],
    ['C:\\x'],
    [' two spaces '],
    ['a\u00a0b'],
    ['back\\n'],
    ['{{'],
    ['a{{b}'],
    ['$ecret'],
    ['$password'],
    ['Password=1'],
    ['pa:ss=word'],
    ['Zm9v=='],
    ['my-changeme-2026'],
    ['# 1 fan'],
    ['{"x":'],
    ['see you in the vault'],
    ['https://example.com'],
    ['ada@example.com'],
    ['👩‍👩‍👧 family'],
    ['می‌خواهم'],
    ['%41'],
    ['--'],
    ['vault:v1'],
  ])('%j may be one', (text) => {
    expect(said(name, text)).toBeUndefined();
  });
});

describe('a setting', () => {
  it.each<[platform: string, setting: string, text: string, says: string]>([
    [
      'jira-cloud',
      'siteUrl',
      'SITE_URL=https://acme.atlassian.net',
      'begins with the name of a variable: write https://acme.atlassian.net',
    ],
    [
      'nuxeo',
      'url',
      'url: https://nuxeo.example.com/nuxeo',
      'begins with the name of a field: write https://nuxeo.example.com/nuxeo',
    ],
    [
      'nuxeo',
      'url',
      'https://nuxeo.example.com/nuxeo",',
      'has a quotation mark at an end: write https://nuxeo.example.com/nuxeo',
    ],
    [
      'webcenter-content',
      'url',
      'https://wcc.example.com/cs;',
      'ends with a comma or a semicolon: write https://wcc.example.com/cs',
    ],
    [
      'cmis',
      'url',
      'https%3A%2F%2Fcmis.example.com%2Fbrowser',
      'is URL-encoded: write https://cmis.example.com/browser',
    ],
    ['zendesk', 'subdomain', 'ac\u200bme', 'has an invisible character in it: write acme'],
    ['zendesk', 'subdomain', 'acme,', 'ends with a comma or a semicolon: write acme'],
    ['egnyte', 'domain', 'YWNtZS5lZ255dGUuY29t', 'is in base64: write acme.egnyte.com'],
    [
      'microsoft-teams',
      'clientId',
      'CLIENT_ID=11111111-2222-3333-4444-555555555555',
      'begins with the name of a variable: write 11111111-2222-3333-4444-555555555555',
    ],
    [
      'microsoft-teams',
      'tenantId',
      '-----BEGIN PRIVATE KEY-----\nMIIB',
      'is a private key, which belongs into the Secret',
    ],
  ])('%s: %s is %j', (name, setting, text, says) => {
    const { config = {}, secret = { token: 'a' } } =
      (places as Record<string, { config?: Values; secret?: Values }>)[name] ?? {};
    const found = planned(name, { ...config, [setting]: text }, secret);

    expect(found).toMatch(
      new RegExp(
        `spec\\.config\\.${setting} (is "[^"]*(\\\\"[^"]*)*", which )?${says.replaceAll(/[.?]/g, '\\$&')}( |;|$)`,
      ),
    );
  });

  it('gets no remedy that is wrong', () => {
    expect(planned('zendesk', { subdomain: 'acme&amp;' }, {})).not.toContain('write');
  });

  it.each([
    ['smb', { host: 'files.example.com', share: 'Müller, Söhne;' }],
    ['smb', { host: 'files.example.com', share: "Ada's" }],
    ['filenet', { graphqlUrl: 'https://p8.example.com/content-services-graphql/graphql', objectStore: 'A=1' }],
  ])('of %s may have what else it is called by', (name, config) => {
    expect(planned(name, config, { username: 'svc', password: 'Winter 2026' })).toBeUndefined();
  });
});

describe('two values', () => {
  it.each<[string, Values, string]>([
    ['zendesk', { clientId: 'Migration1Tool', clientSecret: 'Migration1Tool', refreshToken: 'made-up' }, 'clientId'],
    [
      'asana',
      { clientId: '1200000000000001', clientSecret: 'b1B2c3D4e5F6', refreshToken: 'b1B2c3D4e5F6' },
      'clientSecret',
    ],
    ['dropbox', { appKey: 'Abcdefgh1234567', appSecret: 'Abcdefgh1234567', refreshToken: 'made-up' }, 'appKey'],
  ])('of %s are the same', (name, secret, other) => {
    const { config = {} } = (places as Record<string, { config?: Values }>)[name] ?? {};

    expect(planned(name, config, secret)).toContain(`is the same as key \`${other}\`: each has a value of its own`);
  });

  it.each([
    ['cmis', 'svc:Winter2026'],
    ['confluence-data-center', 'svc\t'],
    ['nextcloud', 'Authorization: Basic abc'],
  ])('of %s are not to be exchanged because one of them is wrong', (name, username) => {
    const config = { url: 'https://files.example.com/' };
    const secret = { username, password: 'Winter2026', appPassword: 'Winter2026' };

    expect(planned(name, config, secret)).toMatch(/key `username`/);
    expect(planned(name, config, secret)).not.toContain('exchange');
  });
});

it('takes a client secret with spaces within, as a person may have chosen it', () => {
  expect(said('zendesk', 'a secret of 0123456789')).toBeUndefined();
});

it('takes the same word for two values that a person chose', () => {
  const secret = { clientId: 'made-up-0123456789', clientSecret: 'made-up-0123456789', refreshToken: 'made-up' };

  expect(planned('zendesk', { subdomain: 'acme' }, secret)).toBeUndefined();
});

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
