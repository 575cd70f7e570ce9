import { expect, it } from '@jest/globals';
import type { Connection } from '../../../src/api/resources.ts';
import type { Plan, PlatformSpec } from '../../../src/connectors/platform.ts';
import { likelyLimitsOf, limitsOf } from '../../../src/reconcilers/limits.ts';

type Given = Partial<Connection['spec']> & { hosts?: string[]; platformSpec?: Partial<PlatformSpec> };

function keysOf({ hosts = ['files.example:443'], platformSpec = {}, ...spec }: Given) {
  const connection = { metadata: { namespace: 'team-a', name: 'c' }, spec: { platform: 'webdav', ...spec } };
  const plan = { platform: { name: 'webdav', spec: platformSpec }, hosts };
  const { wide, narrow } = limitsOf(connection as Connection, plan as unknown as Plan);
  return [...wide, ...narrow].map(({ key, concurrency, perSecond }) =>
    [key, concurrency, perSecond].filter((part) => part !== undefined).join(' | '),
  );
}

it.each<[string, Given, string[]]>([
  ['a host', {}, ['host files.example:443 | 32']],
  ['several hosts', { hosts: ['A.example', 'b.example', 'a.example'] }, ['host a.example | 32', 'host b.example | 32']],
  [
    'a host that the Platform limits',
    { platformSpec: { budget: { perHost: { concurrency: 2, perSecond: 5 } } } },
    ['host webdav files.example:443 | 2 | 5'],
  ],
  ['a proxy', { proxyRef: { name: 'p' } }, ['host files.example:443 via team-a/p | 32']],
  ['a host that turns up later', { hosts: ['*.example'] }, ['host webdav of team-a | 32']],
  [
    'a Secret',
    { secretRef: { name: 's' } },
    ['host files.example:443 | 32', 'account webdav team-a/s files.example:443 | 4'],
  ],
  [
    'a ServiceAccount',
    { serviceAccountName: 'a' },
    ['host files.example:443 | 32', 'account webdav team-a/a files.example:443 | 4'],
  ],
  ['a program', { platformSpec: { driver: 'smb' } }, ['host files.example:443 | 32', 'program smbclient | 20']],
])('takes up a place of %s', (_case, given, wanted) => {
  expect(keysOf(given)).toEqual(wanted);
});

it.each<[string, string[], object, string]>([
  ['an address', ['{{config.url}}'], { url: 'https://files.example/x' }, 'host files.example:443'],
  [
    'a host and the usual port',
    ['{{config.host}}:{{config.port}}'],
    { host: 'files.example' },
    'host files.example:22',
  ],
  ['no setting', ['api.example'], {}, 'host api.example'],
  ['what only the Secret says', ['{{host}}'], {}, 'host p of team-a'],
  ['a setting that is missing', ['{{config.url}}'], {}, 'host p of team-a'],
])('is known before the Secret is read of %s', (_case, hosts, config, wanted) => {
  const settings = { type: 'object', properties: { port: { type: 'integer', default: 22 }, host: { type: 'string' } } };
  const platform = { name: 'p', spec: { hosts, config: settings } as unknown as PlatformSpec };
  const connection = { metadata: { namespace: 'team-a', name: 'c' }, spec: { platform: 'p', config } };

  expect(likelyLimitsOf(connection as unknown as Connection, platform).wide.map(({ key }) => key)).toEqual([wanted]);
});
