import { describe, expect, it } from '@jest/globals';
import { placeholderFlaw } from '../../../src/connectors/auth/placeholder.ts';
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
    /^spec\.config\.host is .*, which is a template/,
  ],
  [
    'a host key',
    { ...sftp, config: { host: 'sftp.example.com', hostKeys: ['{{ hostKey }}'] }, secret: account },
    'InvalidConfiguration',
    /^spec\.config\.hostKeys\[0\] is .*, which is a template/,
  ],
  [
    'the folder of a job',
    { ...sftp, secret: account, requires: { path: '{{ path }}' } },
    'InvalidConfiguration',
    /^spec\.requires\.path is .*, which is a template/,
  ],
  [
    'a part of the folder of a job',
    { ...sftp, secret: account, requires: { path: '/export/${TEAM}' } },
    'InvalidConfiguration',
    /^spec\.requires\.path is "\/export\/\$\{TEAM\}", which has the name of a variable in it/,
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

/** What tools for secrets, templates and languages leave, each where a program makes the value and where a person does. */
describe.each([
  ['a token', { platform: 'gitlab', key: 'token' }],
  ['a password', { platform: 'sftp', key: 'password' }],
])('%s', (_, { platform, key }) => {
  it.each([
    ['{{ with secret "kv/data/sap" }}{{ .Data.data.password }}{{ end }}', 'is a template that was not rendered'],
    ['op://Vault/Item/password', 'is a reference of 1Password that was not replaced'],
    ['doppler://project/config/SECRET', 'is a reference to a secret that was not replaced'],
    ['${DOPPLER_TOKEN}', 'is the name of a variable that was not replaced'],
    ['$(PASSWORD)', 'is the name of a variable that was not replaced'],
    ['%PASSWORD%', 'is the name of a variable that was not replaced'],
    ['var.db_password', 'is a reference of Terraform that was not replaced'],
    ['data.vault_generic_secret.sap.data["password"]', 'is a reference of Terraform that was not replaced'],
    ['module.sap.password', 'is a reference of Terraform that was not replaced'],
    ['random_password.sap.result', 'is a reference of Terraform that was not replaced'],
    ['aws_secretsmanager_secret_version.sap.secret_string', 'is a reference of Terraform that was not replaced'],
    ['@Microsoft.KeyVault(VaultName=x;SecretName=y)', 'is a reference to Azure Key Vault that was not replaced'],
    [
      'arn:aws:secretsmanager:eu-west-1:123456789012:secret:sap-AbCdEf',
      'is the ARN of a secret, not the secret itself',
    ],
    ['sm://acme/sap', 'is a reference to a secret that was not replaced'],
    ['ssm:/sap/password', 'is a reference to a secret that was not replaced'],
    ['/aws/reference/secretsmanager/sap', 'is a reference to a secret that was not replaced'],
    ['conjur!sap/password', 'is a reference to a secret that was not replaced'],
    ['!var sap/password', 'is a reference to a secret that was not replaced'],
    ['akeyless:/sap/password', 'is a reference to a secret that was not replaced'],
    ['secrets.SAP_PASSWORD', 'is the name of a variable that was not replaced'],
    ['os.getenv("SAP_PASSWORD")', 'is the name of a variable that was not replaced'],
    ['[[sap.password]]', 'is the name of a variable that was not replaced'],
    ['xxx', 'is a placeholder that was not replaced'],
    ['●●●●●●', 'is a placeholder that was not replaced'],
    ['<redacted>', 'is a placeholder that was not replaced'],
    ['NULL', 'is a placeholder that was not replaced'],
    ['undefined', 'is a placeholder that was not replaced'],
    ['[object Promise]', 'is a placeholder that was not replaced'],
    ['(not set)', 'is a placeholder that was not replaced'],
    [base64('${SAP_PASSWORD}'), 'is the base64 of a placeholder that was not replaced'],
    [base64('{{ .Values.password }}'), 'is the base64 of a placeholder that was not replaced'],
    [base64('changeme'), 'is the base64 of a placeholder that was not replaced'],
    [base64('your-password'), 'is the base64 of a placeholder that was not replaced'],
  ])('%s was left by a tool', async (text, flaw) => {
    const secret = { ...(platform === 'sftp' ? { username: 'svc' } : {}), [key]: text };
    const verdict = await planAndTest(
      { config: platform === 'sftp' ? sftp.config : {}, platform: registry.get(platform)!, secret, uid: '7d5e' },
      testContext(),
    );

    expect(verdict).toMatchObject({ outcome: 'failed', credential: 'NotSent', reason: 'SecretInvalid' });
    expect((verdict as { about?: string }).about).toContain(`\`${key}\` of the Secret ${flaw}`);
  });
});

it.each([
  'locally.grown',
  'Module-9',
  'ssm:x',
  'base64here',
  'secretsanta',
  'cGFzc3dvcmQ=',
  'getenv',
  '--',
  'config(1',
])('takes %s for a password all the same', (text) => {
  expect(placeholderFlaw(text)).toBeUndefined();
});

function base64(text: string): string {
  return Buffer.from(text).toString('base64');
}
