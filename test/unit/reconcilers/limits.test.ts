import { expect, it } from '@jest/globals';
import type { Connection } from '../../../src/api/resources.ts';
import type { Plan, PlatformSpec } from '../../../src/connectors/platform.ts';
import { limitsOf } from '../../../src/reconcilers/limits.ts';

type Given = Partial<Connection['spec']> & { hosts?: string[]; digest?: string; platformSpec?: Partial<PlatformSpec> };

function keysOf({ hosts = ['files.example:443'], digest, platformSpec = {}, ...spec }: Given) {
  const connection = { metadata: { namespace: 'team-a', name: 'c' }, spec: { platform: 'webdav', ...spec } };
  const plan = { platform: { name: 'webdav', spec: platformSpec }, hosts };
  return limitsOf(connection as Connection, plan as unknown as Plan, digest).map(({ key, concurrency, perSecond }) =>
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
  ['an account', { digest: 'd' }, ['host files.example:443 | 32', 'account webdav files.example:443 d | 4']],
  [
    'a ServiceAccount',
    { serviceAccountName: 's' },
    ['host files.example:443 | 32', 'account webdav files.example:443 team-a/s | 4'],
  ],
  ['a program', { platformSpec: { driver: 'smb' } }, ['host files.example:443 | 32', 'program smbclient | 20']],
])('takes up a place of %s', (_case, given, wanted) => {
  expect(keysOf(given)).toEqual(wanted);
});
