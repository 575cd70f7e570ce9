import { describe, expect, it } from '@jest/globals';
import { planConnection, registry } from '../../../src/connectors/index.ts';
import type { PlatformCases } from '../../platforms/case.ts';
import { secretBytes } from '../../support/test-context.ts';

type Values = Record<string, string>;
type Row = [platform: string, method: string, config: Record<string, unknown>, secret: Values, says: RegExp];

interface Input {
  method: string;
  config?: Record<string, unknown> | undefined;
  secret?: Values | undefined;
  path?: string;
}

function refused(platform: string, { method, config, secret = {}, path }: Input) {
  const input = { platform: registry.get(platform)!, method, config, secret: secretBytes(secret), now: 0 };
  const planned = planConnection({ ...input, ...(path && { requires: { path } }) });
  return 'plan' in planned ? undefined : planned.verdict;
}

const about = (platform: string, input: Input) => String(refused(platform, input)?.about);
const held = (platform: string, method: string, config: Record<string, unknown>, secret: Values, says: RegExp) =>
  expect(about(platform, { method, config, secret })).toMatch(says);

/** Only a driver can say it, of the input as a whole. */
describe('What is wrong with one value, while another is missing', () => {
  it.each<Row>([
    [
      'smb',
      'password',
      { host: '\\\\fs01\\data' },
      { username: 'u' },
      /share is missing.*write fs01 alone, data in share/,
    ],
    ['smb', 'password', { host: 'fs01', share: 'a\\b' }, { password: 'p' }, /`username`.*write a alone, b in path/],
    ['nfs', 'sys', { server: 'nfs01:/srv/data' }, {}, /export is missing.*write nfs01 alone, \/srv\/data in export/],
    [
      'sftp',
      'password',
      { host: 'sftp://files.acme.com:22/in' },
      { username: 'u' },
      /`password`.*write files\.acme\.com alone/,
    ],
    ['sftp', 'private-key', { host: 'files.acme.com' }, { privateKey: 'ssh-rsa AAAA' }, /`username`.*is a public key/],
    [
      'github',
      'app',
      { installationId: '7' },
      { privateKey: 'x' },
      /appId is missing.*`privateKey`.*paste the whole file/,
    ],
    [
      'amazon-s3',
      'access-key',
      { bucket: 'finance', region: 'eu-central-1' },
      { accessKeyId: 'x y' },
      /`secretAccessKey`.*`accessKeyId`/,
    ],
  ])('%s %s: %j', held);

  it.each([
    ['dropbox', { method: 'access-token', secret: {}, path: '<folder>' }],
    ['smb', { method: 'password', config: { host: 'fs01' }, secret: { username: 'u', password: 'p' }, path: '${DIR}' }],
  ])('%s: the path that a job needs too', (platform, input) => {
    expect(about(platform, input)).toMatch(/is missing.*spec\.requires\.path/);
  });

  it('is said beside a value that nobody filled in, and beside a file that cannot be read', () => {
    const unfilled = { username: 'u', password: 'changeme' };
    held('smb', 'password', { host: '\\\\fs01\\data' }, unfilled, /`password`.*placeholder.*write fs01 alone/);
    held(
      'box',
      'jwt',
      { enterpriseId: 'EID_1' },
      { configJson: '{"a":' },
      /`configJson`.*cut off.*enterpriseId is "EID_1"/,
    );
  });

  it('shows no setting that came out of a file of the Secret', () => {
    const config = { container: 'finance' };
    const secret = { connectionString: 'AccountName=Secret.Name;AccountKey=ENC[AES256_GCM,data:x]' };

    expect(about('azure-blob', { method: 'connection-string', config, secret })).not.toContain('Secret.Name');
  });
});

/** What stands in for a missing value must not make another one wrong. */
describe('Of an input that is good but for one value', () => {
  it.each([...registry.keys()])('%s: nothing else is said to be wrong', async (name) => {
    const { cases } = (await import(`../../platforms/${name}/cases.ts`)) as { cases: PlatformCases };
    const good = cases.filter(({ kind }) => kind === 'connected').filter((one) => refused(name, one) === undefined);
    const untold = good.flatMap((one) => [
      ...Object.keys(one.config ?? {}).flatMap((key) => others(name, one, { config: without(one.config, key) }, key)),
      ...Object.keys(one.secret ?? {}).flatMap((key) => others(name, one, { secret: without(one.secret, key) }, key)),
    ]);

    expect([...new Set(untold)]).toEqual([]);
  });
});

const without = <T extends object>(values: T | undefined, key: string) =>
  Object.fromEntries(Object.entries(values ?? {}).filter(([name]) => name !== key)) as T;

/** Problems of values that are there, when a case lacks the value of `key`. */
function others(platform: string, one: Input, change: Partial<Input>, key: string): string[] {
  const left = { ...one, ...change };
  const given = new Set([...Object.keys(left.config ?? {}), ...Object.keys(left.secret ?? {})]);
  const problems = refused(platform, left)?.problems ?? [];
  return (
    problems
      // A key that is encrypted, or of another kind than the default, is wrong without what was taken away.
      .filter(({ at, what }) => !(at === 'secret.privateKey' && /is encrypted|is not of the kind/.test(what)))
      .filter(({ at, kind }) => kind === 'invalid' && given.has(at.slice(at.lastIndexOf('.') + 1)))
      .map(({ at, what }) => `${one.method} without ${key}: ${at} ${what}`)
  );
}

describe('A Secret of a type of Kubernetes', () => {
  it.each<Row>([
    [
      'sftp',
      'private-key',
      { host: 'h.acme.com' },
      { username: 'u', 'ssh-privatekey': 'x' },
      /^key `ssh-privatekey` of/,
    ],
    ['github', 'app', { appId: '1', installationId: '7' }, { 'ssh-privatekey': 'x' }, /^key `ssh-privatekey` of/],
    [
      'ftps',
      'client-certificate',
      { host: 'h.acme.com' },
      { 'tls.crt': 'x', 'tls.key': 'y', username: 'u' },
      /`tls\.(crt|key)`/,
    ],
    [
      'sftp',
      'private-key',
      { host: 'h.acme.com' },
      { 'ssh-privatekey': 'ssh-rsa AAAA' },
      /`ssh-privatekey`.*is a public key/,
    ],
    ['salesforce', 'jwt-bearer', { username: 'u@acme.com', clientId: '3MVG9' }, { 'tls.key': 'x' }, /`tls\.key`/],
  ])('%s %s: is told by its own keys', (platform, method, config, secret, says) => {
    held(platform, method, config, secret, says);
    expect(about(platform, { method, config, secret })).not.toMatch(/`(privateKey|certificate)`/);
  });
});

describe('The only strange key, while one is missing', () => {
  it.each<Row>([
    ['sftp', 'private-key', { host: 'h.acme.com' }, { username: 'u', id_ed25519: 'x' }, /rename key id_ed25519/],
    ['github', 'app', { appId: '1', installationId: '7' }, { pem: 'x' }, /rename key pem/],
    ['slack', 'bot-token', {}, { SLACK_BOT_TOKEN: 'x' }, /rename key SLACK_BOT_TOKEN/],
    ['microsoft-graph', 'client-secret', {}, { password: 'x' }, /`clientSecret` .*rename key password/],
    ['jira-cloud', 'api-token', {}, { email: 'a@acme.com', password: 'x' }, /`apiToken` .*rename key password/],
    ['azure-blob', 'sas', {}, { sharedAccessSignature: 'x' }, /rename key sharedAccessSignature/],
    ['azure-blob', 'shared-key', {}, { storageKey: 'x' }, /rename key storageKey/],
    ['smb', 'password', {}, { sAMAccountName: 'u', password: 'x' }, /rename key sAMAccountName/],
    // Another kind of credential, two that it could be, and an optional key that it is.
    ['smb', 'password', {}, { username: 'u', id_rsa: 'x' }, /^(?!.*rename)/],
    ['smb', 'password', {}, { username: 'u', secret: 'x', token: 'y' }, /^(?!.*rename)/],
    [
      'sftp',
      'private-key',
      {},
      { username: 'u', private_key_pass: 'x' },
      /`private_key_pass` .*rename it to passphrase/,
    ],
  ])('%s %s: %j %j', held);
});

describe('A remedy', () => {
  it('puts braces around an ID alone', () => {
    held('dropbox', 'access-token', { pathRoot: '/Team' }, { accessToken: 'x' }, /^(?!.*\{\/Team\})/);
    const vaultGuid = 'c840be1a-5b47-4ac0-8ef7-835c166c8e24';
    held('m-files', 'password', { vaultGuid }, {}, /write \{c840be1a-5b47-4ac0-8ef7-835c166c8e24\}/i);
  });
});
