import { describe, expect, it } from '@jest/globals';
import { planConnection } from '../../src/connectors/index.ts';
import { registry } from '../../src/connectors/registry.ts';
import { secretBytes } from '../support/test-context.ts';

type Values = Record<string, string>;
type Row = [platform: string, config: Record<string, unknown>, secret: Values, says: RegExp];

const login = { username: 'svc', password: 'made up' };
const bucket = { region: 'eu-central-1', bucket: 'finance' };
const sftp = { host: 'files.example.com', hostKeys: [`SHA256:${'A'.repeat(43)}`] };

/** What is said of a Secret whose keys have other names than the method has for them. */
function about(platform: string, config: Record<string, unknown>, secret: Values): string {
  const planned = planConnection({ platform: registry.get(platform)!, config, secret: secretBytes(secret), now: 0 });
  if ('plan' in planned) return 'planned';
  return `${planned.verdict.reason}: ${'about' in planned.verdict ? planned.verdict.about : ''}`;
}

const held = (platform: string, config: Record<string, unknown>, secret: Values, says: RegExp) =>
  expect(about(platform, config, secret)).toMatch(says);

describe('A key that is optional, by another name, beside another problem', () => {
  it.each<Row>([
    ['amazon-s3', bucket, { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', sesionToken: 'x' }, /`sesionToken` .* sessionToken$/],
    [
      'sftp',
      sftp,
      { privateKey: 'x', passPhrase: 'made up' },
      /`username` .*; key `passPhrase` .* to passphrase; key `privateKey` .* has no/,
    ],
    [
      'sftp',
      sftp,
      { username: 'svc', privateKey: 'x', 'pass-phrase': 'y' },
      /^SecretInvalid: .* rename it to passphrase/,
    ],
    [
      'dropbox',
      {},
      { appKey: 'a1', app_secret: 'x' },
      /`refreshToken` .*; key `app_secret` .* rename it to appSecret$/,
    ],
    ['webdav', {}, { ...login, Domain: 'ACME' }, /^InvalidConfiguration: spec\.config\.url is missing/],
    ['exchange-server', {}, { ...login, windowsDomain: 'ACME' }, /spec\.config\.\w+ is missing/],
  ])('%s: %j %j', held);
});

describe('A key in the wrong place', () => {
  it.each<Row>([
    [
      'sharepoint-online',
      {},
      { clientId: 'x', clientSecret: 'y' },
      /`clientId` .*: put it into spec\.config\.clientId/,
    ],
    [
      'microsoft-graph',
      {},
      { TENANT_ID: 'x', clientSecret: 'y' },
      /`TENANT_ID` .*: put it into spec\.config\.tenantId/,
    ],
    [
      'salesforce',
      { clientId: '3MVG9.x' },
      { clientSecret: 'x' },
      /clientId is not .*: put it into the Secret as key clientId/,
    ],
    [
      'box',
      { clientId: 'x' },
      { clientSecret: 'y' },
      /spec\.config\.clientId .*: put it into the Secret as key clientId/,
    ],
    [
      'webdav',
      { url: 'https://dav.example.com/', password: 'canary' },
      { username: 'a' },
      /config\.password .* key password$/,
    ],
    [
      'jira-cloud',
      { siteUrl: 'https://acme.atlassian.net', email: 'a' },
      { apiToken: 'x' },
      /config\.email .* key email$/,
    ],
  ])('%s: %j %j', held);

  it('is shown by its name only', () => {
    expect(about('ftps', { host: 'h.example.com', password: 'canary' }, { username: 'a' })).not.toContain('canary');
  });
});

describe('A key by the name of another tool or of the vendor', () => {
  it.each<Row>([
    [
      'amazon-s3',
      bucket,
      { AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' },
      /key AWS_ACCESS_KEY_ID .* AWS_SECRET_A/,
    ],
    [
      'salesforce',
      {},
      { consumerKey: 'x', consumerSecret: 'y' },
      /rename key consumerKey .* rename key consumerSecret/,
    ],
    ['sftp', sftp, { username: 'svc', privatekey: 'x' }, /`privateKey` .* rename key privatekey .* private-key\)$/],
    ['azure-blob', {}, { conectionString: 'x' }, /rename key conectionString .* method connection-string\)$/],
    ['azure-files', {}, { AZURE_STORAGE_KEY: 'x' }, /rename key AZURE_STORAGE_KEY/],
    [
      'google-workspace',
      {},
      { 'service-account.json': '{}' },
      /`service-account\.json` .* rename it to serviceAccountJson/,
    ],
    ['github', {}, { GITHUB_TOKEN: 'x' }, /`token` .* rename key GITHUB_TOKEN/],
    ['zendesk', { subdomain: 'acme' }, { user: 'a@example.com', api_token: 'x' }, /`apiToken` .* rename key api_token/],
  ])('%s: %j %j', held);
});

it.each<Row>([
  ['salesforce', { loginUrl: 'https://acme.lightning.force.com/' }, { clientId: 'a', clientSecret: 'x' }, /loginUrl/],
  [
    'google-cloud-storage',
    { bucket: 'finance', projectId: 'No!' },
    { accessId: 'GOOG1EXAMPLE', secret: 'x' },
    /projectId/,
  ],
])('%s: of a setting that the method does not have, that alone is said', (platform, config, secret, name) => {
  const said = about(platform, config, secret)
    .split('; ')
    .filter((sentence) => name.test(sentence));

  expect(said).toEqual([expect.stringMatching(/does not go with this method \(method [\w-]+\)/)]);
});
