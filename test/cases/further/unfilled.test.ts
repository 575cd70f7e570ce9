import { expect, it } from '@jest/globals';
import { planAndTest, type Asked } from '../../support/plan-and-test.ts';
import { registry } from '../../../src/connectors/index.ts';
import { testContext } from '../../support/test-context.ts';

type Entered = Omit<Asked, 'platform'> & { platform: string };

const sops = 'ENC[AES256_GCM,data:cDY3M3c=,iv:bWFkZQ==,tag:bWFkZQ==,type:str]';
const boxFile = (clientSecret: string, enterpriseID: string) =>
  JSON.stringify({
    boxAppSettings: {
      clientID: 'made-up',
      clientSecret,
      appAuth: { publicKeyID: 'made-up', privateKey: 'made-up', passphrase: 'made-up' },
    },
    enterpriseID,
  });
const connectionString = (name: string, key: string) =>
  `DefaultEndpointsProtocol=https;AccountName=${name};AccountKey=${key};EndpointSuffix=core.windows.net`;
const sas = (sig: string) => `sv=2022-11-02&ss=b&srt=sco&sp=rl&se=2099-01-01T00:00:00Z&sig=${sig}`;
const sftp = { platform: 'sftp', config: { host: 'sftp.example.com', hostKeyPolicy: 'TrustOnFirstUse' } };
const account = { username: 'svc', password: 'made up' };

/** A part of a file, of an address or of a list: the whole is whole, and nothing may be sent all the same. */
it.each<[string, Entered, string, RegExp]>([
  [
    'the client secret in a file of Box',
    { platform: 'box', secret: { configJson: boxFile(sops, '12345') } },
    'SecretInvalid',
    /`configJson` of the Secret has a wrong `boxAppSettings\.clientSecret` in it, which is still encrypted by SOPS/,
  ],
  [
    'a setting in a file of Box',
    { platform: 'box', secret: { configJson: boxFile('made-up', '${ENTERPRISE_ID}') } },
    'SecretInvalid',
    /a wrong `enterpriseID` in it, which is the name of a variable/,
  ],
  [
    'the key in a file of Google',
    {
      platform: 'google-workspace',
      config: { subject: 'ada@example.com' },
      secret: {
        serviceAccountJson: JSON.stringify({
          type: 'service_account',
          client_email: 'svc@acme.iam.gserviceaccount.com',
          private_key: '<private key>',
        }),
      },
    },
    'SecretInvalid',
    /a wrong `private_key` in it, which is a placeholder/,
  ],
  [
    'the account key in a connection string',
    { platform: 'azure-files', secret: { connectionString: connectionString('acme', '<your-account-key>') } },
    'SecretInvalid',
    /a wrong `AccountKey` in it, which is a placeholder/,
  ],
  [
    'the account name in a connection string',
    { platform: 'azure-blob', secret: { connectionString: connectionString('${ACCOUNT}', 'bWFkZS11cA==') } },
    'SecretInvalid',
    /a wrong `AccountName` in it, which is the name of a variable/,
  ],
  [
    'the signature that a log hides',
    { platform: 'azure-data-lake', config: { accountName: 'acme' }, secret: { sasToken: sas('REDACTED') } },
    'SecretInvalid',
    /a wrong signature \(sig\) in it, which is a placeholder/,
  ],
  [
    'a host that a template should have filled in',
    { platform: 'smb', config: { host: '{{ .Values.host }}', share: 'finance' }, secret: account },
    'InvalidConfiguration',
    /^spec\.config\.host is a template/,
  ],
  [
    'a host key',
    { ...sftp, config: { host: 'sftp.example.com', hostKeys: ['{{ hostKey }}'] }, secret: account },
    'InvalidConfiguration',
    /^spec\.config\.hostKeys\[0\] is a template/,
  ],
  [
    'the folder of a job',
    { ...sftp, secret: account, requires: { path: '{{ path }}' } },
    'InvalidConfiguration',
    /^spec\.requires\.path is a template/,
  ],
  [
    'a part of the folder of a job',
    { ...sftp, secret: account, requires: { path: '/export/${TEAM}' } },
    'InvalidConfiguration',
    /^spec\.requires\.path has the name of a variable in it/,
  ],
  [
    'a token of a page of examples',
    { platform: 'github', secret: { token: 'ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx' } },
    'SecretInvalid',
    /`token` .* is a placeholder/,
  ],
])('%s was not filled in', async (_, { platform, ...entered }, reason, about) => {
  const verdict = await planAndTest({ ...entered, platform: registry.get(platform)!, uid: '7d5e' }, testContext());

  expect(verdict).toMatchObject({ outcome: 'failed', credential: 'NotSent', reason });
  expect((verdict as { about?: string }).about).toMatch(about);
});
