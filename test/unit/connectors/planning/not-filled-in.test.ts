import { describe, expect, it } from '@jest/globals';
import { unfilledKeys, unfilledSettings } from '../../../../src/connectors/planning/not-filled-in.ts';
import { placeholderFlaw } from '../../../../src/connectors/planning/placeholder.ts';
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

describe('quotation marks that came along', () => {
  it.each([
    ['token', '"ghp_0123456789"', true],
    ['clientSecret', "'abc8Q~0123'", true],
    ['username', '"svc-files"', true],
    ['accessKeyId', '`AKIA`', true],
    ['token', '“ghp_0123456789”', true],
    ['password', '„geheim“', true],
    ['password', '"mine"', false],
    ['passphrase', "'mine'", false],
    ['token', '"half', false],
    ['serviceAccountJson', '{"type":"service_account"}', false],
    ['privateKey', '"-----BEGIN PRIVATE KEY-----\\nMIIB\\n-----END PRIVATE KEY-----"', false],
    ['configJson', '\'{"boxAppSettings":{}}\'', false],
  ])('%s: %s', (key, text, refused) => {
    expect(unfilledKeys({ [key]: text }).map(({ what }) => what)).toEqual(
      refused ? ['is in quotation marks: take them away'] : [],
    );
  });

  it('proposes what stands within, for a setting', () => {
    expect(unfilledSettings({ bucket: '"finance"', region: 'eu-central-1' }, new Set())).toEqual([
      { at: 'spec.config.bucket', kind: 'invalid', what: 'is in quotation marks', fix: 'write finance' },
    ]);
  });

  it('shows nothing of a setting that comes from the Secret, or that has a user in it', () => {
    const found = unfilledSettings({ a: '"hidden"', b: '"https://u:p@h"' }, new Set(['a']));

    expect(JSON.stringify(found)).not.toMatch(/hidden|u:p/);
    expect(found).toHaveLength(2);
  });
});
