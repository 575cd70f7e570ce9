import { generateKeyPairSync } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { registry } from '../../../src/connectors/index.ts';
import { made, pem } from '../../support/chains.ts';
import { lockedKey } from '../../support/locked-key.ts';
import { planAndTest } from '../../support/plan-and-test.ts';
import { testContext } from '../../support/test-context.ts';

const passphrase = 'made up, and another';
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
/** One that is decrypted at once, and one that is decrypted beside everything else once the test has begun. */
const keys: [what: string, rounds: number][] = [
  ['at once', 2048],
  ['in a while', 20_000],
];

const certificate = pem(await made('svc', undefined, { leaf: true }));
const azure = { tenantId: 'contoso.onmicrosoft.com', clientId: '11111111-2222-3333-4444-555555555555' };
const boxFile = (key: string) =>
  JSON.stringify({
    boxAppSettings: {
      clientID: 'made-up-client',
      clientSecret: 'made-up-secret',
      appAuth: { publicKeyID: 'abcd1234', privateKey: key, passphrase },
    },
    enterpriseID: '12345',
  });

type Row = [
  platform: string,
  method: string,
  config: Record<string, unknown>,
  secret: (key: string) => Record<string, string>,
  at: string,
];

const rows: Row[] = [
  ['box', 'jwt', {}, (key) => ({ configJson: boxFile(key) }), 'secret.configJson'],
  [
    'sharepoint-online',
    'certificate',
    { ...azure, siteUrl: 'https://contoso.sharepoint.com/sites/a' },
    (key) => ({ certificate, privateKey: key, passphrase }),
    'secret.privateKey',
  ],
  [
    'microsoft-graph',
    'certificate',
    azure,
    (key) => ({ certificate, privateKey: key, passphrase }),
    'secret.privateKey',
  ],
  [
    'sftp',
    'private-key',
    { host: 'files.example.com' },
    (key) => ({ username: 'svc', privateKey: key, passphrase }),
    'secret.privateKey',
  ],
  [
    'ftps',
    'client-certificate',
    { host: 'files.example.com' },
    (key) => ({ username: 'svc', certificate, privateKey: key, passphrase }),
    'secret.privateKey',
  ],
];

it.each(rows.flatMap((row) => keys.map(([what, rounds]) => [row[0], what, rounds, row] as const)))(
  '%s: a passphrase that does not fit, told %s, has its place',
  async (platform, _what, rounds, [, method, config, secret, at]) => {
    const key = lockedKey(privateKey, 'the right one', rounds);

    const verdict = await planAndTest(
      { platform: registry.get(platform)!, method, config, secret: secret(key) },
      testContext({ timeoutMs: 20_000, now: () => Date.now() }),
    );

    expect(verdict).toMatchObject({
      reason: 'SecretInvalid',
      credential: 'NotSent',
      problems: [
        { at, kind: 'invalid', what: expect.stringMatching(/cannot be decrypted: the passphrase does not fit/) },
      ],
    });
    expect((verdict as { about?: string }).about).toContain(`\`${at.replace('secret.', '')}\``);
  },
);
