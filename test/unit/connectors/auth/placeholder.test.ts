import { describe, expect, it } from '@jest/globals';
import { placeholderFlaw, settingFlaw } from '../../../../src/connectors/auth/placeholder.ts';
import { threadMs } from '../../../support/thread-time.ts';

describe('a value that was never decrypted, replaced or filled in', () => {
  it.each([
    ['ENC[AES256_GCM,data:cDY3M3c=,iv:aXY=,tag:dGFn,type:str]', 'SOPS'],
    ['{"password":"ENC[…]","sops":{"version":"3.9.0"}}', 'SOPS'],
    ['$ANSIBLE_VAULT;1.1;AES256\n6632', 'Ansible Vault'],
    ['-----BEGIN AGE ENCRYPTED FILE-----\nYWdl', 'age'],
    ['-----BEGIN PGP MESSAGE-----\n\nhQEM', 'PGP'],
    [`AgB${'y3'.repeat(350)}==`, 'Sealed Secrets'],
    [`AQICAHh${'aB'.repeat(80)}==`, 'AWS KMS'],
    ['<path:kv/data/partner#password>', 'Argo CD Vault Plugin'],
    ['ref+vault://secret/foo#/bar', 'vals'],
    ['op://Private/SFTP/password', '1Password'],
    ['vault:secret/data/sftp#password', 'Bank-Vaults'],
    ['arn:aws:secretsmanager:eu-central-1:123456789012:secret:sftp', 'ARN'],
    ['projects/acme/secrets/sftp/versions/latest', 'Secret Manager'],
    ['@Microsoft.KeyVault(SecretUri=https://v.vault.azure.net/secrets/s)', 'Key Vault'],
    ['https://acme.vault.azure.net/secrets/sftp', 'Key Vault'],
    ['gcpsm://acme/sftp', 'reference'],
    ['${{ secrets.SFTP_PASSWORD }}', 'workflow'],
    ['{{ .Values.password }}', 'template'],
    ['prefix-{{ vault "kv/x" }}', 'template'],
    ['{% raw %}x{% endraw %}', 'template'],
    ['<%= ENV["PASSWORD"] %>', 'template'],
    ['${SFTP_PASSWORD}', 'variable'],
    ['${PASSWORD:-unset}', 'variable'],
    ['$(SFTP_PASSWORD)', 'variable'],
    ['%SFTP_PASSWORD%', 'variable'],
    ['#{SFTP_PASSWORD}#', 'variable'],
    ['__SFTP_PASSWORD__', 'variable'],
    ['$SFTP_PASSWORD', 'variable'],
    ['changeme', 'placeholder'],
    ['change-me!', 'placeholder'],
    ['REPLACE-WITH-PASSWORD', 'placeholder'],
    ['replace_me', 'placeholder'],
    ['your-api-token-here', 'placeholder'],
    ['<password>', 'placeholder'],
    ['TODO', 'placeholder'],
    ['xxxxxxxx', 'placeholder'],
    ['********', 'placeholder'],
    ['null', 'placeholder'],
    ['[object Object]', 'placeholder'],
    ['(sensitive value)', 'placeholder'],
    ['((sftp-password))', 'variable'],
    ['PASSWORD=s3cret', 'variable'],
    ['export SFTP_TOKEN=abc', 'variable'],
    ['$(cat /run/secrets/sftp)', 'command'],
    ['`op read op://v/i/p`', 'command'],
    ['\u0000GITCRYPT\u0000abc', 'git-crypt'],
    ['secretref+vault://kv/sftp', 'reference'],
    ['ENC[PKCS7,MIIBeQYJKoZI]', 'hiera-eyaml'],
    ['ENC(G6N718UuyPE5bHyWKyuLQSm02auQPUtm)', 'Jasypt'],
    ['{cipher}AQA6EDmkHs', 'configuration server'],
    ['>>vault:secret/data/sftp#password#2', 'Bank-Vaults'],
    ['arn:aws:ssm:eu-central-1:123456789012:parameter/sftp', 'ARN'],
    ['hcvault://secret/data/sftp', 'reference'],
    ['aws-secretsmanager://sftp', 'reference'],
    ['gcp-sm://acme/sftp', 'reference'],
    ['env://PASSWORD', 'reference'],
    ['!Ref SftpPassword', 'tag of YAML'],
    ['{"valueFrom":{"secretKeyRef":{"name":"sftp","key":"password"}}}', 'Pods only'],
    ['/run/secrets/sftp-password', 'path of a file'],
    ['$[[ inputs.password ]]', 'workflow'],
    ['[[ .Values.password ]]', 'template'],
    ['${env:SFTP_PASSWORD}', 'variable'],
    ['${file(./secrets.yml):sftp}', 'variable'],
    ['${data.vault_generic_secret.sftp.data["password"]}', 'variable'],
    ['$env:SFTP_PASSWORD', 'variable'],
    ['%(password)s', 'variable'],
    ['<<sftp password>>', 'variable'],
    ["ENV['PASSWORD']", 'variable'],
    ['export PASSWORD=s3cret', 'variable'],
    ['password: s3cret', 'name of a field'],
    ['vault kv get -field=password kv/sftp', 'command'],
    ['[YOUR PASSWORD]', 'placeholder'],
    ['{password}', 'placeholder'],
    ['"changeme"', 'placeholder'],
    ['ReplaceMe123', 'placeholder'],
    ['to-be-replaced', 'placeholder'],
    ['TODO: ask the partner', 'placeholder'],
    ['PLACEHOLDER_PASSWORD', 'placeholder'],
    ['[MASKED]', 'placeholder'],
    ['%!s(<nil>)', 'placeholder'],
    ['None', 'placeholder'],
  ])('%s', (text, tool) => {
    expect(placeholderFlaw(text)).toContain(tool);
  });

  it.each([
    ['pa$$w0rd'],
    ['KEY='],
    ['aKEY=b'],
    ['nullable'],
    ['((a b))'],
    ['$ecret'],
    ['100%sure%'],
    ['correct horse battery staple'],
    ['changement-de-saison'],
    ['todo-list-of-1999'],
    ['a{b}c{{d'],
    ['}}{{'],
    ['<3<3<3'],
    ['vault:'],
    ['op://'],
    ['x'],
    ['your'],
    ['AgB0123456789'],
    ['https://dav.example.com/files/'],
    ['projects'],
    ['smb://files.example.com/data'],
    ['password'],
    ['secret!'],
    ['/run/away!'],
    ['$ecret$Word'],
    ['xxxxxxxx-1'],
    ['to be or not to be'],
    ['Nonesuch'],
    ['{b}racket'],
  ])('%s may be what is meant', (text) => {
    expect(placeholderFlaw(text)).toBeUndefined();
  });

  it.each([['{{'], ['${{'], ['}}'], ['<%'], ['"sops": '], ['<'], ['$(A']])(
    'looks at %s a million times in no time',
    (part) => {
      const text = part.repeat(1_000_000 / part.length);

      expect(threadMs(() => placeholderFlaw(text), 25)).toBeLessThan(50);
    },
  );
});

describe('a token that a program made', () => {
  it.each([
    ['ghp_xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx', 'placeholder'],
    ['xoxb-your-token', 'placeholder'],
    ['AKIAXXXXXXXXXXXXXXXX', 'placeholder'],
    ['glpat-********************', 'placeholder'],
    ['ya29.a0AfH6SMB...', 'shown in part'],
    ['file:///run/token', 'path of a file'],
    ['not-the-secret', 'placeholder'],
    ['not_a_real_token', 'placeholder'],
    ['some-secret', 'placeholder'],
    ['the client secret', 'placeholder'],
    ['fake-key', 'placeholder'],
  ])('%s is none', (text, what) => {
    expect(placeholderFlaw(text, { free: false })).toContain(what);
  });

  it.each([
    ['abc8Q~0123...6789'],
    ['eyJhbGciOiJub25lIn0.e30.'],
    ['xxxxxxx0123456789'],
    ['sl.u.AFyour-token'],
    ['of-the-file'],
    ['made-up-secret'],
    ['another~secret.0Q'],
  ])('%s may be one', (text) => {
    expect(placeholderFlaw(text, { free: false })).toBeUndefined();
  });
});

describe('a setting', () => {
  it.each([
    ['none'],
    ['N/A'],
    ['unset'],
    ['not-set'],
    ['masked'],
    ['/mnt/vault/scans'],
    ['/var/run/secrets/in'],
    ['add-in'],
    ['put-it'],
    ['set-with-care'],
    ['my-key'],
    ['example-token'],
    ['sample_value'],
    ['todo'],
  ])('%s may be the name of a share or an export, and is no credential', (text) => {
    expect(settingFlaw(text)).toBeUndefined();
    expect(placeholderFlaw(text)).toMatch(/placeholder|path of a file/);
  });

  it.each([
    ['changeme'],
    ['TODO'],
    ['<share>'],
    ['${SHARE}'],
    ['https://${HOST}/files'],
    ['replace-me'],
    ['your-key'],
    ['key-goes-here'],
    ['put-your-share-here'],
  ])('%s is no value', (text) => {
    expect(settingFlaw(text)).toBeDefined();
  });
});
