import { afterAll, describe, expect, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import { createAuthority } from '../support/certificates.ts';
import { Day, hour, minute } from '../support/faults/day.ts';

/** What takes no part in a sign-in, and other ways to write the same one, at platforms of each kind. */
const day = process.env['FAULTS'] === 'full' ? 24 * hour : 6 * hour;
const authority = await createAuthority('Test CA');
const table: [scenario: string, attempts: number, bound: number][] = [];

afterAll(() => {
  const rows = table.map((row) => `| ${row.join(' | ')} |`);
  process.stdout.write(['| The same sign-in | attempts | at most |', '| --- | --- | --- |', ...rows, ''].join('\n'));
});

function told(scenario: string, world: Day, bound = 2): void {
  const attempts = world.most(24 * hour);
  table.push([scenario, attempts, bound]);
  expect(attempts).toBeGreaterThan(0);
  expect(attempts).toBeLessThanOrEqual(bound);
}

interface Base {
  platform: string;
  config: Record<string, unknown>;
  method?: string;
  values: Record<string, string>;
}

const basic = { username: 'svc', password: 'wrong' };
const bases: Base[] = [
  { platform: 'webdav', config: { url: 'https://dav.example.com/' }, method: 'basic', values: basic },
  { platform: 'sftp', config: { host: 'sftp.example.com', port: 22 }, values: basic },
  { platform: 'smb', config: { host: 'files.example.com', share: 'data' }, values: basic },
  { platform: 'ftps', config: { host: 'ftp.example.com' }, values: basic },
  {
    platform: 's3-compatible',
    config: { preset: 'minio', endpoint: 'https://minio.example.com', bucket: 'archive' },
    values: { accessKeyId: 'AKIAIOSFODNN7EXAMPLF', secretAccessKey: 'wJalrXUtnFEMIK7MDENGbPxRfiCYwrongwrongwr' },
  },
  {
    platform: 'microsoft-graph',
    config: { tenantId: 'contoso.onmicrosoft.com', clientId: '11111111-2222-3333-4444-555555555555' },
    method: 'client-secret',
    values: { clientSecret: 'wrx8Q~wrong-wrong-wrong-wrong-wrong-wro' },
  },
  {
    platform: 'laserfiche-server',
    config: { url: 'https://laserfiche.example.com/LFRepositoryAPI', repositoryId: 'Records' },
    values: basic,
  },
];

function wrong({ platform, config, method, values }: Base): Day {
  const world = new Day();
  world.config('ca', authority.certificate);
  world.proxy('Secret', 'proxy');
  world.values('s', values);
  const through = platform === 'sftp' || platform === 'smb' ? {} : { proxyRef: { name: 'proxy' } };
  world.connect('c', { platform, config, ...(method === undefined ? {} : { method }), ...through });
  return world;
}

/** The same host and address, written in another way each turn. */
function spelled(config: Record<string, unknown>, turn: number): Record<string, unknown> {
  const spellings: ((host: string) => string)[] = [
    (host) => host,
    (host) => host.toUpperCase(),
    (host) => `${host}.`,
    (host) => host.replace('.example', '.Example'),
  ];
  const respelled = spellings[turn % spellings.length]!;
  const entries = Object.entries(config).map(([name, value]) => {
    if (name === 'host') return [name, respelled(String(value))];
    const url = typeof value === 'string' && value.startsWith('https://') ? new URL(value) : undefined;
    if (!url) return [name, value];
    const port = turn % 3 === 1 ? ':443' : '';
    return [name, `https://${respelled(url.hostname)}${port}${url.pathname}`];
  });
  return Object.fromEntries(entries) as Record<string, unknown>;
}

type Nuisance = [name: string, work: (world: Day, turn: number, base: Base) => void];

const nuisances: Nuisance[] = [
  [
    'metadata of the Secret',
    (world, turn) =>
      world.touch('Secret', 's', {
        metadata: {
          annotations: { turn: String(turn) },
          finalizers: [`example.com/${turn}`],
          ownerReferences: [{ kind: 'ExternalSecret', name: `x-${turn}` }],
          managedFields: [{ manager: `m-${turn}` }],
        },
        type: turn % 2 === 0 ? 'Opaque' : 'example.com/rotated',
        immutable: turn % 2 === 0,
      }),
  ],
  ['a key that nobody reads', (world, turn, { values }) => world.values('s', { ...values, 'rotated-at': `t-${turn}` })],
  ['keys that come and go', (world, turn, { values }) => world.values('s', { ...values, [`note-${turn}`]: 'x' })],
  [
    'the order of keys',
    (world, turn, { values }) =>
      world.values(
        's',
        Object.fromEntries(turn % 2 === 0 ? Object.entries(values) : Object.entries(values).toReversed()),
      ),
  ],
  [
    'a newline at the end',
    (world, turn, { values }) =>
      world.values(
        's',
        Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value + '\n'.repeat(turn % 3)])),
      ),
  ],
  ['another spelling of the address', (world, turn, { config }) => world.edit('c', { config: spelled(config, turn) })],
  ['timeout', (world, turn) => world.edit('c', { test: { timeout: `${20 + turn}s` } })],
  ['failureThreshold', (world, turn) => world.edit('c', { test: { failureThreshold: 1 + (turn % 5) } })],
  ['requires.path', (world, turn) => world.edit('c', { requires: { path: `/${turn}` } })],
  ['revision of the Secret', (world, turn) => world.edit('c', { secretRef: { name: 's', revision: `r-${turn}` } })],
  [
    'the same Secret by another name',
    (world, turn, { values }) => {
      world.values(`s-${turn}`, values);
      world.edit('c', { secretRef: { name: `s-${turn}` } });
    },
  ],
  [
    'the Secret made anew',
    (world, _turn, { values }) => {
      world.objects.delete('Secret team/s');
      world.values('s', values);
    },
  ],
  [
    'the CA, from a ConfigMap and from a Secret',
    (world, turn) => {
      world.values('ca', { 'ca.crt': authority.certificate, other: String(turn) });
      world.edit('c', { tls: { caRef: { name: 'ca', kind: turn % 2 === 0 ? 'ConfigMap' : 'Secret' } } });
    },
  ],
  [
    "other keys of the proxy's Secret",
    (world, turn) => world.values('proxy', { address: 'http://proxy.example:3128', other: String(turn) }),
  ],
  [
    'texts of the Platform for people',
    (world, turn, { platform }) => {
      const { spec } = registry.get(platform)!;
      const methods = spec.methods.map((method) => ({ ...method, title: `T ${turn}`, description: `D ${turn}` }));
      world.platformSpec = { methods, aliases: [`a-${turn}`], documentation: `https://example.com/${turn}` };
      world.told();
    },
  ],
  [
    'the Connection by another name',
    (world, turn) => {
      const { spec } = world.connections.get(`team/${turn < 2 ? 'c' : `c-${turn - 1}`}`)!;
      world.remove(turn < 2 ? 'c' : `c-${turn - 1}`);
      world.connect(turn === 0 ? 'c' : `c-${turn}`, spec);
    },
  ],
  [
    'the namespace made anew',
    (world, _turn, { values }) => {
      const { spec } = world.connections.get('team/c')!;
      world.remove('c');
      world.objects.delete('Secret team/s');
      world.values('s', values);
      world.connect('c', spec);
    },
  ],
  [
    'another namespace each time',
    (world, turn, { values }) => {
      const { spec } = world.connections.get('team/c')!;
      world.values('s', values, `ns-${turn}`);
      world.proxy('Secret', 'proxy');
      const { proxyRef: _proxy, ...rest } = spec;
      world.connect('c', rest, `ns-${turn}`);
    },
  ],
];

describe.each(bases)('$platform', (base) => {
  it.each(nuisances)('%s', async (name, work) => {
    const world = wrong(base);
    await world.every(40 * minute, day, (turn) => work(world, turn, base));
    told(`${base.platform}: ${name}`, world);
  });
});

/** Ten Connections of one account and one password, each of which says something else beside them. */
describe('ten Connections that sign in', () => {
  const smb = bases.find(({ platform }) => platform === 'smb')!;
  const laserfiche = bases.find(({ platform }) => platform === 'laserfiche-server')!;
  const webdav = bases[0]!;
  const domains = (n: number): Partial<Base> => ({ config: { ...webdav.config, domain: `D${n}` }, method: 'ntlm' });
  const names = ['svc', 'SVC', 'Svc', 'sVc', 'svC', 'SVc', 'sVC', 'SvC', 'svc\n', 'SVC\n'];
  it.each<[string, Base, (n: number) => Partial<Base>]>([
    ['with the name in other case', webdav, (n) => ({ values: { ...basic, username: names[n]! } })],
    ['with the name in other case, by SMB', smb, (n) => ({ values: { ...basic, username: names[n]! } })],
    ['at another spelling of the host', webdav, (n) => ({ config: spelled(webdav.config, n) })],
    ['at another path', webdav, (n) => ({ config: { url: `https://dav.example.com/${n}` } })],
    ['at another share', smb, (n) => ({ config: { ...smb.config, share: `s${n}` } })],
    ['at another repository', laserfiche, (n) => ({ config: { ...laserfiche.config, repositoryId: `R${n}` } })],
    ['with another domain', { ...webdav, method: 'ntlm' }, domains],
    ['by another method', webdav, (n) => ({ method: ['basic', 'digest', 'ntlm'][n % 3]! })],
  ])('%s', async (name, base, differs) => {
    const world = new Day();
    for (let n = 0; n < 10; n += 1) {
      const { platform, config, method, values } = { ...base, ...differs(n) };
      world.values(`s-${n}`, values);
      const named = method === undefined ? {} : { method };
      world.connect(`c-${n}`, { platform, config, secretRef: { name: `s-${n}` }, ...named });
    }
    await world.every(hour, day, (turn) => world.edit(`c-${turn % 10}`, { displayName: `N ${turn}` }));
    told(`ten Connections ${name}`, world);
    for (let n = 0; n < 10; n += 1) expect(['Failed', 'Retrying']).toContain(world.status(`c-${n}`)?.state);
  });
});
