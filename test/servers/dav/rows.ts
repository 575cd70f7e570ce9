import { expect } from '@jest/globals';
import type { TestContext } from '../../../src/connectors/index.ts';
import type { StandardCase } from '../../support/matrix.ts';
import type { Asked } from '../../support/plan-and-test.ts';
import type { DavServer } from './servers.ts';

export type Method = 'basic' | 'digest';

export interface Row {
  name: string;
  standard?: StandardCase;
  port: number;
  path?: string;
  tls?: boolean;
  secret?: Record<string, string>;
  requires?: Asked['requires'];
  context?: Partial<TestContext>;
  expect: object;
  /** Requests that show a credential, at most; default: any number. */
  shown?: number;
}

const connected = { outcome: 'connected', account: { id: 'svc', name: 'svc' } };
const rejected = { outcome: 'failed', reason: 'CredentialsRejected' };
const gone = { outcome: 'failed', reason: 'TargetNotFound' };
const isFile = { ...gone, causes: [expect.stringContaining('is a file')] };
const rights = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
const probe: Row['requires'] = { proof: 'Probe', access: ['Read', 'Write', 'Update', 'Delete'] };
const wrong = { password: 'canary-wrong' };
/** The stranger was let in, so nothing was proved. */
const open = { outcome: 'inconclusive', about: expect.stringContaining('without a credential') };

const unwritable = {
  denied: { outcome: 'failed', reason: 'PermissionDenied', access: { write: 'Denied' } },
  fails: { outcome: 'inconclusive', about: expect.stringContaining('responds 500 to writing a file') },
  vanishes: { outcome: 'inconclusive', about: expect.stringContaining('does not have it afterwards') },
};

/** What every WebDAV server is put through. */
export function rowsOf(server: DavServer, method: Method): Row[] {
  const port = server[method]!;
  return [
    { name: 'right', standard: 'right', port, expect: connected },
    { name: 'wrong password', standard: 'wrong password', port, secret: wrong, expect: rejected, shown: 1 },
    {
      name: server.anyUser ? 'another user, who does not matter to it' : 'wrong user',
      ...(server.anyUser ? {} : { standard: 'wrong user' as const }),
      port,
      secret: { username: 'nobody' },
      expect: server.anyUser ? { outcome: 'connected' } : rejected,
      shown: 1,
    },
    { name: 'wrong path', standard: 'wrong path', port, path: '/files/gone/', expect: gone },
    { name: 'a file as address', port, path: '/files/file.txt', expect: isFile },
    { name: 'a folder below', port, requires: { path: 'sub' }, expect: connected },
    { name: 'a file as folder', port, requires: { path: 'file.txt' }, expect: isFile },
    { name: 'no such folder', port, requires: { ...probe, path: 'gone' }, expect: gone },
    { name: 'proof', port, requires: { ...probe, path: 'upload' }, expect: { ...connected, access: rights } },
    {
      name: 'no write permission',
      standard: 'no write permission',
      port,
      path: '/',
      requires: { ...probe, path: 'read-only' },
      expect: unwritable[server.unwritable],
    },
    ...openRows(server),
    ...tlsRows(server, method),
  ];
}

/** A server that asks for no credential takes any password. */
function openRows({ open: port, openAt = '' }: DavServer): Row[] {
  if (port === undefined) return [];
  const path = `${openAt}/files/`;
  return [
    { name: 'open to strangers', port, path, expect: open },
    { name: 'takes any password', port, path, secret: wrong, expect: open },
  ];
}

function tlsRows({ tls, expired }: DavServer, method: Method): Row[] {
  if (tls === undefined || method !== 'basic') return [];
  const unknown = { context: { ca: undefined }, expect: { reason: 'CertificateUntrusted' } };
  return [
    { name: 'right, over TLS', standard: 'right', port: tls, tls: true, expect: connected },
    { name: 'unknown certificate', standard: 'unknown certificate', port: tls, tls: true, ...unknown },
    ...(expired === undefined
      ? []
      : [
          {
            name: 'expired certificate',
            standard: 'expired certificate' as const,
            port: expired,
            tls: true,
            expect: { reason: 'CertificateExpired' },
          },
        ]),
  ];
}
