import { expect } from '@jest/globals';
import type { ConnectionRequires } from '../../../src/api/connection.gen.ts';
import type { StandardCase } from '../../support/matrix.ts';

export interface Row {
  name: string;
  standard?: StandardCase;
  /** Default: closed. */
  at?: 'closed' | 'open';
  /** Default: plain. */
  tls?: 'tls' | 'expired';
  /** Where the service document is thought to be; default: where it is. */
  where?: string;
  config?: Record<string, unknown>;
  secret?: Record<string, string>;
  requires?: ConnectionRequires;
  untrusting?: true;
  expect: object;
  /** Requests that show the password; default: any number. */
  shown?: number;
}

const connected = { outcome: 'connected', account: { id: 'svc', tenant: 'A1' } };
/** Tomcat refuses, which says nothing in the words of CMIS. */
const refused = {
  outcome: 'failed',
  reason: 'AccessRefused',
  causes: expect.arrayContaining(['the credential is wrong']),
};
const gone = { outcome: 'failed', reason: 'TargetNotFound' };
const wrong = { password: 'canary-wrong' };
/** The stranger was let in, so nothing was proved. */
const open = { outcome: 'inconclusive', about: expect.stringContaining('without a credential') };

/** What holds for both bindings. CMIS has no probe: what an account may do is what the repository says of it. */
export const rows: readonly Row[] = [
  { name: 'right', standard: 'right', expect: connected },
  { name: 'right, over TLS', standard: 'right', tls: 'tls', expect: connected },
  { name: 'wrong password', standard: 'wrong password', secret: wrong, expect: refused, shown: 1 },
  { name: 'wrong user', standard: 'wrong user', secret: { username: 'nobody' }, expect: refused, shown: 1 },
  { name: 'the repository by its ID', config: { repositoryId: 'A1' }, expect: connected },
  { name: 'no such repository', standard: 'wrong path', config: { repositoryId: 'A9' }, expect: gone },
  { name: 'no service document there', standard: 'wrong path', where: 'gone', expect: gone },
  {
    name: 'unknown certificate',
    standard: 'unknown certificate',
    tls: 'tls',
    untrusting: true,
    expect: { reason: 'CertificateUntrusted' },
  },
  {
    name: 'expired certificate',
    standard: 'expired certificate',
    tls: 'expired',
    expect: { reason: 'CertificateExpired' },
  },
];

/** The browser binding alone says what an account may do. */
export const browserRows: readonly Row[] = [
  ...rows,
  {
    name: 'permissions',
    requires: { access: ['Read', 'Write'] },
    expect: { ...connected, access: { read: 'Granted', write: 'Granted', update: 'Denied', delete: 'Denied' } },
  },
  {
    name: 'a permission that is not there',
    standard: 'no write permission',
    requires: { access: ['Update'] },
    expect: { outcome: 'failed', reason: 'PermissionDenied', about: 'update' },
  },
  {
    name: 'a folder below',
    requires: { path: 'My_Folder-0-0' },
    expect: { ...connected, access: { read: 'Granted', delete: 'Granted' } },
  },
  {
    name: 'a folder of somebody else',
    requires: { path: 'My_Folder-0-1' },
    expect: { outcome: 'failed', reason: 'PermissionDenied' },
  },
  { name: 'no such folder', requires: { path: 'gone' }, expect: gone },
  {
    name: 'a file as folder',
    requires: { path: 'My_Document-0-0' },
    expect: { ...gone, causes: [expect.stringContaining('is a document')] },
  },
];

/** At `/open` the browser binding refuses strangers and takes any password, which nobody can tell who shows a right one. */
export const atomRows: readonly Row[] = [
  ...rows,
  { name: 'open to strangers', at: 'open', expect: open },
  { name: 'takes any password', at: 'open', secret: wrong, expect: open },
];
