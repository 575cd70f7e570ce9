import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { sectionOf } from '../../../../src/cli/rclone/config-file.ts';
import { obscure } from '../../../../src/cli/rclone/obscure.ts';
import { remotes, toRclone } from '../../../../src/cli/rclone/to-rclone.ts';
import type { Remote } from '../../../../src/cli/rclone/remote.ts';
import { planConnection, registry, type Plan } from '../../../../src/connectors/index.ts';
import { describeWithRclone, rclone } from '../../../support/rclone.ts';

/** Options that Debian's rclone does not have; a note says from which version on they are there. */
const later = new Set(['azureblob tenant', 'azureblob client_id', 'azureblob client_secret']);

/** Values that a parser of such files may take for something else. */
const hard = [
  'plain',
  'a = b',
  '# no comment',
  '; no comment',
  ' outer spaces ',
  '"quoted"',
  '`ticks',
  "it's",
  'ä☃',
  '[x]',
  '\\n',
];

function planOf(platform: string, method: string, values: { config?: object; secret?: Record<string, string> }): Plan {
  const planned = planConnection({
    platform: { name: platform, spec: registry.get(platform)!.spec },
    method,
    config: { ...values.config },
    secret: Object.fromEntries(Object.entries(values.secret ?? {}).map(([key, value]) => [key, Buffer.from(value)])),
    now: Date.now(),
  });
  if ('verdict' in planned) throw new Error(JSON.stringify(planned.verdict.problems ?? planned.verdict.about));
  return planned.plan;
}

const made = (plan: Plan, spec: object = {}) => toRclone(plan, { spec: { platform: plan.platform.name, ...spec } });

function madeRemote(plan: Plan): Remote {
  const remote = made(plan);
  if ('because' in remote) throw new Error(remote.because);
  return remote;
}

const user = { username: 'svc', password: 'pass word' };
const refresh = { refreshToken: '1//0gRefreshTokenOfTheAccount', clientSecret: 'GOCSPX-client-secret-of-the-app' };
const google = { ...refresh, clientId: '123456789012-abcdefghijklmnop.apps.googleusercontent.com' };
const dropbox = {
  appKey: 'abcdefghijklmno',
  appSecret: 'onmlkjihgfedcba',
  refreshToken: 'refresh-token-of-the-account',
};
const s3Key = { accessKeyId: 'AKIAIOSFODNN7EXAMPLE', secretAccessKey: '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' };
const directory = { tenantId: 'contoso.onmicrosoft.com', clientId: '11111111-2222-3333-4444-555555555555' };
const blob = { accountName: 'archive', container: 'files' };
const blobKey = { accountKey: Buffer.alloc(64, 'k').toString('base64') };

const cases: [platform: string, method: string, config: object, secret: Record<string, string>, expected: object][] = [
  [
    'sftp',
    'password',
    { host: 'h.example.com' },
    user,
    { type: 'sftp', options: { host: 'h.example.com', port: '22', user: 'svc' } },
  ],
  [
    'ftp',
    'password',
    { host: 'h.example.com', allowInsecure: true },
    user,
    { type: 'ftp', options: { user: 'svc', port: '21' } },
  ],
  ['ftps', 'password', { host: 'h.example.com' }, user, { options: { explicit_tls: 'true' } }],
  ['ftps', 'password', { host: 'h.example.com', tls: 'implicit' }, user, { options: { tls: 'true' } }],
  [
    'webdav',
    'basic',
    { url: 'https://d.example.com/f/' },
    user,
    { options: { url: 'https://d.example.com/f/', vendor: 'other' } },
  ],
  [
    'webdav',
    'basic',
    { url: 'https://d.example.com/', vendor: 'nextcloud' },
    user,
    { options: { url: 'https://d.example.com/remote.php/webdav/', vendor: 'nextcloud' } },
  ],
  [
    'webdav',
    'bearer',
    { url: 'https://d.example.com/f/' },
    { bearerToken: 'token-of-the-server' },
    { options: { bearer_token: 'token-of-the-server' } },
  ],
  [
    'nextcloud',
    'app-password',
    { url: 'https://cloud.example.com', path: '/Finance' },
    { username: 'svc', appPassword: 'abcde-fghij-klmno-pqrst-uvwxy' },
    { options: { url: 'https://cloud.example.com/remote.php/webdav/', vendor: 'nextcloud' }, root: 'Finance' },
  ],
  [
    'smb',
    'password',
    { host: 'h.example.com', share: 'data' },
    { ...user, username: 'CORP\\svc' },
    { options: { user: 'svc', domain: 'CORP' }, root: 'data' },
  ],
  [
    'amazon-s3',
    'access-key',
    { region: 'eu-central-1', bucket: 'media' },
    s3Key,
    { options: { provider: 'AWS', region: 'eu-central-1' }, root: 'media' },
  ],
  [
    's3-compatible',
    'access-key',
    { preset: 'wasabi', region: 'eu-central-2' },
    s3Key,
    { options: { provider: 'Wasabi', endpoint: 'https://s3.eu-central-2.wasabisys.com' } },
  ],
  [
    'azure-blob',
    'client-secret',
    { ...blob, ...directory },
    { clientSecret: 'abc8Q~clientsecretofanapplication1234567' },
    { type: 'azureblob', options: { tenant: 'contoso.onmicrosoft.com' }, root: 'files' },
  ],
  [
    'azure-blob',
    'shared-key',
    { ...blob, cloud: 'china' },
    blobKey,
    { options: { account: blob.accountName, endpoint: 'blob.core.chinacloudapi.cn' }, root: 'files' },
  ],
  [
    'azure-blob',
    'shared-key',
    { ...blob, cloud: 'custom', endpoint: `https://${blob.accountName}.blob.example.com` },
    blobKey,
    { options: { account: blob.accountName, endpoint: 'blob.example.com' }, root: 'files' },
  ],
  [
    'google-drive',
    'oauth-refresh',
    {},
    google,
    { type: 'drive', options: { scope: 'drive', client_id: google.clientId } },
  ],
  [
    'dropbox',
    'oauth-refresh',
    {},
    dropbox,
    { type: 'dropbox', options: { client_id: dropbox.appKey, client_secret: dropbox.appSecret } },
  ],
  ['local-filesystem', 'local', { path: '/' }, {}, { type: 'local', root: '/' }],
];

it.each(cases)('%s with %s becomes a remote', (platform, method, config, secret, expected) => {
  expect(made(planOf(platform, method, { config, secret }))).toMatchObject(expected);
});

it('refuses what rclone cannot do, and says why', () => {
  const url = 'https://d.example.com/f/';
  const digest = made(planOf('webdav', 'digest', { config: { url }, secret: user }));
  const github = made({
    ...planOf('webdav', 'basic', { config: { url }, secret: user }),
    platform: registry.get('github')!,
  });

  expect(digest).toEqual({ because: 'rclone cannot sign in to WebDAV with method digest' });
  expect(github).toEqual({ because: 'rclone has no backend for GitHub' });
});

it.each(['http://127.0.0.1:10000/archive', 'https://blobs.example.com/archive'])(
  'refuses Azure at %s, which rclone cannot write',
  (endpoint) => {
    const plan = planOf('azure-blob', 'shared-key', {
      config: { ...blob, endpoint, cloud: 'custom' },
      secret: blobKey,
    });

    expect(made(plan)).toEqual({
      because: `rclone reaches an account of Azure at https://archive.ENDPOINT only, not at ${endpoint}`,
    });
  },
);

it('lets nobody else hold a refresh token that is replaced at each sign-in', () => {
  const secret = {
    clientId: 'abcdefghijklmnopqrstuvwxyz012345',
    clientSecret: 'abcdefghijklmnopqrstuvwxyz012345',
    refreshToken: 'r'.repeat(64),
  };

  const remote = made(planOf('box', 'oauth-refresh', { secret }));

  expect(remote).toMatchObject({ because: expect.stringContaining('replaces the refresh token') });
});

it('says what rclone takes from elsewhere', () => {
  const plan = planOf('webdav', 'basic', { config: { url: 'https://d.example.com/f/' }, secret: user });

  const remote = made(plan, { tls: { caRef: { name: 'ca' }, serverName: 'x' }, proxyRef: { name: 'p' } });

  const notes = [
    expect.stringContaining('--ca-cert'),
    expect.stringContaining('serverName'),
    expect.stringContaining('HTTPS_PROXY'),
  ];
  expect(remote).toMatchObject({ notes });
});

it('has its platforms in the documentation', async () => {
  const page = await readFile(new URL('../../../../docs/cli.md', import.meta.url), 'utf8');

  expect(page).toContain(`Platforms: ${Object.keys(remotes).toSorted().join(', ')};`);
});

it('knows only platforms that are built in', () => {
  expect(Object.keys(remotes).filter((name) => !registry.has(name))).toEqual([]);
});

it.each(['%(x)s', 'two\nlines', ' `and """'])('refuses a value that the file cannot hold: %j', (value) => {
  expect(() => sectionOf('x', { type: 'webdav', options: { user: value } })).toThrow(/^user /);
});

describeWithRclone("Debian's rclone", () => {
  it('reads back each obscured password', () => {
    // One that begins with a dash is no flag after --.
    for (const nonce of [Buffer.alloc(16, 0xfb), Buffer.alloc(16, 1)]) {
      expect(rclone(['reveal', '--', obscure('pässword "1"', nonce)])).toBe('pässword "1"\n');
    }
  });

  it('reads back each value', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rclone-'));
    const file = join(folder, 'rclone.conf');
    const options = Object.fromEntries(hard.map((value, index) => [`value${index}`, value]));
    writeFileSync(file, sectionOf('hard', { type: 'webdav', options }));

    const read = (JSON.parse(rclone(['config', 'dump'], file)) as Record<string, unknown>)['hard'];

    rmSync(folder, { recursive: true });
    expect(read).toEqual({ type: 'webdav', ...options });
  });

  it('has each option that is written', () => {
    interface Backend {
      Name: string;
      Prefix: string;
      Options: { Name: string }[];
    }
    const backends = JSON.parse(rclone(['config', 'providers'])) as Backend[];
    for (const [platform, method, config, secret] of cases) {
      const { type, options } = madeRemote(planOf(platform, method, { config, secret }));
      const known = backends.find((one) => one.Name === type)?.Options.map(({ Name }) => Name);
      const missing = Object.keys(options).filter((name) => !known?.includes(name) && !later.has(`${type} ${name}`));
      expect([platform, missing]).toEqual([platform, []]);
    }
  });
});
