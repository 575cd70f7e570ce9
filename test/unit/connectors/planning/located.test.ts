import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { planConnection, registry, type PlanInput } from '../../../../src/connectors/index.ts';
import { exampleOf } from '../../../support/hard-inputs.ts';
import { secretBytes, testNow } from '../../../support/test-context.ts';

/** What only a driver can tell, by the example of a platform with one thing changed. */
interface Row {
  platform: string;
  method?: string;
  config?: Record<string, unknown>;
  secret?: Record<string, string>;
  requires?: PlanInput['requires'];
  at: string;
  message: RegExp;
}

const publicKey = generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ type: 'spki', format: 'pem' });
const login = { username: 'svc', password: 'canary' };
const awsKey = { accessKeyId: 'AKIAEXAMPLEEXAMPLE22', secretAccessKey: 'canarycanarycanarycanarycanarycanarycana' };
const sftp = { host: 'files.example.com', hostKeys: ['SHA256:uNiVztksCsDhcc0u9e8BrcJEXaMKJ2yzaxl2pQlA5PA'] };

const boxFile = {
  boxAppSettings: {
    clientID: 'a'.repeat(32),
    clientSecret: 'canary'.repeat(5),
    appAuth: { publicKeyID: 'abcd1234', privateKey: String(publicKey), passphrase: 'canary' },
  },
  enterpriseID: '12345',
};

const rows: Row[] = [
  {
    platform: 'box',
    method: 'jwt',
    config: {},
    secret: { configJson: JSON.stringify(boxFile) },
    at: 'secret.configJson',
    message:
      /^key `configJson` of the Secret has a wrong `boxAppSettings\.appAuth\.privateKey` in it, which is a certificate or a public key/,
  },
  {
    platform: 'sftp',
    method: 'password',
    config: { ...sftp, hostKeys: ['ssh-ed25519 AAAA'] },
    secret: login,
    at: 'spec.config.hostKeys[0]',
    message: /^spec\.config\.hostKeys\[0\] has a damaged key: copy the whole line$/,
  },
  {
    platform: 'sftp',
    method: 'password',
    config: { ...sftp, host: 'sftp://files.example.com/in' },
    secret: login,
    at: 'spec.config.host',
    message: /^spec\.config\.host is "sftp:.*": write files\.example\.com alone/,
  },
  {
    platform: 'sftp',
    method: 'private-key',
    config: sftp,
    secret: { username: 'svc', privateKey: String(publicKey) },
    at: 'secret.privateKey',
    message: /^key `privateKey` of the Secret is a public key/,
  },
  {
    platform: 'ftp',
    method: 'password',
    config: { host: 'ftp.example.com' },
    secret: login,
    at: 'spec.config.allowInsecure',
    message: /^spec\.config\.allowInsecure is not true/,
  },
  {
    platform: 'ftps',
    method: 'password',
    config: { host: 'ftp.example.com' },
    secret: { username: 'anonymous', password: 'canary' },
    at: 'secret.username',
    message: /^key `username` of the Secret is anonymous, which stands for nobody in FTP/,
  },
  {
    platform: 'smb',
    config: { host: 'files.example.com', share: 'IPC$' },
    secret: login,
    at: 'spec.config.share',
    message: /^spec\.config\.share is IPC\$/,
  },
  {
    platform: 'smb',
    config: { host: 'files.example.com', share: 'data' },
    secret: { username: 'a\\b\\c', password: 'canary' },
    at: 'secret.username',
    message: /^key `username` of the Secret has a character that cannot be/,
  },
  {
    platform: 'nfs',
    config: { server: 'nfs.example.com', export: 'C:\\data' },
    at: 'spec.config.export',
    message: /^spec\.config\.export has backslashes/,
  },
  {
    platform: 'amazon-s3',
    method: 'access-key',
    config: { region: 'mars-1' },
    secret: awsKey,
    at: 'spec.config.region',
    message: /^spec\.config\.region is "mars-1"/,
  },
  {
    platform: 'amazon-s3',
    method: 'access-key',
    config: { region: 'eu-central-1' },
    secret: { ...awsKey, accessKeyId: 'ASIAEXAMPLEEXAMPLE22' },
    at: 'secret.sessionToken',
    message: /^key `sessionToken` of the Secret is missing/,
  },
  {
    platform: 'webdav',
    secret: login,
    requires: { path: '/a/../b', access: ['Write'], proof: 'Probe' },
    at: 'spec.requires.path',
    message: /^spec\.requires\.path has a part \. or \.\./,
  },
  {
    platform: 'local-filesystem',
    config: { path: 'data' },
    at: 'spec.config.path',
    message: /^spec\.config\.path does not begin with \//,
  },
];

it.each(rows)('$platform: what is wrong with $at is said there', ({ platform: name, at, message, ...changed }) => {
  const platform = registry.get(name);
  if (!platform) throw new Error(`no platform ${name}`);
  const { spec, secret } = exampleOf(name);
  const input = { ...spec, ...changed, platform, secret: secretBytes(changed.secret ?? secret), now: testNow };

  const planned = planConnection(input);

  const { problems, about, checks } = 'verdict' in planned ? planned.verdict : {};
  expect(problems?.map((problem) => problem.at)).toEqual([at]);
  expect(about).toMatch(message);
  expect(checks).toEqual([expect.objectContaining({ name: 'Resolved', result: 'Failed' })]);
});
