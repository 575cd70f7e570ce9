import { describe, expect, it } from '@jest/globals';
import { unfilledSettings } from '../../../../src/connectors/planning/not-filled-in.ts';
import { unfitKeys } from '../../../../src/connectors/planning/unfit-keys.ts';

describe('a setting of which a part was not filled in', () => {
  it.each([
    ['https://${DAV_HOST}/files/', 'variable'],
    ['https://$DAV_HOST/files/', 'variable'],
    ['$DAV_HOST', 'variable'],
    ['<instance>.service-now.com', 'placeholder'],
    ['https://your-domain.atlassian.net', 'placeholder'],
    ['/exports/${TEAM}', 'variable'],
    ['{{ .Values.host }}', 'template'],
  ])('%s', (host, what) => {
    expect(unfilledSettings({ host }, new Set())).toEqual([
      { at: 'spec.config.host', kind: 'invalid', what: expect.stringContaining(what) },
    ]);
  });

  it('is found within a list too', () => {
    expect(unfilledSettings({ hostKeys: ['SHA256:a', '{{ hostKey }}'] }, new Set())).toMatchObject([
      { at: 'spec.config.hostKeys[1]' },
    ]);
  });

  it.each([['IPC$'], ['C$/$Recycle.Bin'], ['{"root":"1"}'], ['https://yourdomain.example.com'], ['a < b > c']])(
    '%s may be what is meant',
    (host) => {
      expect(unfilledSettings({ host }, new Set())).toEqual([]);
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
    expect(unfitKeys({ [key]: text }).map(({ what }) => what)).toEqual(
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
