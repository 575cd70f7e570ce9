import { expect } from '@jest/globals';
import type { planConnection, TestContext } from '../../../src/connectors/index.ts';
import type { StandardCase } from '../../support/matrix.ts';

export const server = 'Apache 2.4 mod_dav';
export const host = 'dav.acme.example';
export const password = 'canary-p+/?:ä';
export const ports = { basic: 80, digest: 81, tls: 443, expired: 444 };

export interface Row {
  kase: StandardCase | (string & {});
  port: keyof typeof ports;
  path: string;
  secret?: Record<string, string>;
  requires?: Parameters<typeof planConnection>[0]['requires'];
  context?: Partial<TestContext>;
  expect: object;
  /** Method (but PROPFIND), status and user of every request in the access log; `-` where no credential came. */
  log: string[];
}

const connected = { outcome: 'connected', account: { id: 'svc', name: 'svc' } };
const rejected = { outcome: 'failed', reason: 'CredentialsRejected' };
const rights = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
const probe: Row['requires'] = { proof: 'Probe', access: ['Read', 'Write', 'Update', 'Delete'] };
const wrong = { password: 'canary-wrong' };
const open = { reason: 'UnexpectedReply', about: expect.stringContaining('without a credential') };

/** What Basic and Digest refuse alike. */
const refusals: Omit<Row, 'port'>[] = [
  { kase: 'wrong password', path: '/files/', secret: wrong, expect: rejected, log: ['401 -', '401 svc'] },
  {
    kase: 'wrong user',
    path: '/files/',
    secret: { username: 'nobody' },
    expect: rejected,
    log: ['401 -', '401 nobody'],
  },
  { kase: 'wrong path', path: '/gone/', expect: { reason: 'TargetNotFound' }, log: ['401 -', '404 svc'] },
];

/** A stranger asks first: whatever the server offers is known before the password is shown. */
const basic: Omit<Row, 'port'>[] = [
  { kase: 'right', path: '/files/', expect: connected, log: ['207 svc', '401 -'] },
  {
    kase: 'a folder below',
    path: '/files/',
    requires: { path: 'sub' },
    expect: connected,
    log: ['207 svc', '401 -', '301 svc', '207 svc'],
  },
  { kase: 'the slash is missing', path: '/files', expect: connected, log: ['301 svc', '207 svc', '401 -'] },
  { kase: 'a read-only collection, by looking', path: '/read-only/', expect: connected, log: ['207 svc', '401 -'] },
  ...refusals,
  { kase: 'no WebDAV there', path: '/plain/', expect: { reason: 'TargetNotFound' }, log: ['401 -', '405 svc'] },
  {
    kase: 'a collection of someone else',
    path: '/nobody/',
    expect: { outcome: expect.not.stringMatching('connected') },
    log: ['401 -', '401 svc'],
  },
  { kase: 'open to everyone', path: '/open/', expect: open, log: ['207 -', '207 -', '207 -'] },
  {
    kase: 'open to everyone, wrong password',
    path: '/open/',
    secret: wrong,
    expect: open,
    log: ['207 -', '207 -', '207 -'],
  },
];

/** One request more, which is asked for the credential; the counter test that follows is another of them. */
const digest: Omit<Row, 'port'>[] = [
  { kase: 'right', path: '/files/', expect: connected, log: ['401 -', '207 svc', '401 -'] },
  {
    kase: 'a folder below, with the same nonce',
    path: '/files/',
    requires: { path: 'sub' },
    expect: connected,
    log: ['401 -', '207 svc', '401 -', '301 svc', '207 svc'],
  },
  {
    kase: 'proof',
    path: '/',
    requires: { path: 'files', ...probe },
    expect: { ...connected, access: rights },
    log: [
      '401 -',
      '207 svc',
      '401 -',
      '301 svc',
      '207 svc',
      'HEAD 404 svc',
      'PUT 201 svc',
      'GET 200 svc',
      'PUT 204 svc',
      'GET 200 svc',
      'DELETE 204 svc',
      'GET 404 svc',
    ],
  },
  {
    kase: 'no write permission',
    path: '/',
    requires: { path: 'read-only', ...probe },
    expect: { outcome: 'failed', reason: 'PermissionDenied', about: expect.stringMatching(/^write/) },
    log: ['401 -', '207 svc', '401 -', '301 svc', '207 svc', 'HEAD 404 svc', 'PUT 403 -'],
  },
  ...refusals,
  {
    kase: 'a collection of someone else',
    path: '/nobody/',
    expect: { outcome: expect.not.stringMatching('connected') },
    log: ['401 -', '401 svc'],
  },
  {
    kase: 'a path of someone else',
    path: '/',
    requires: { path: 'nobody' },
    expect: { reason: 'PermissionDenied' },
    log: ['401 -', '207 svc', '401 -', '401 svc'],
  },
  { kase: 'open to everyone', path: '/open/', expect: open, log: ['207 -'] },
  {
    kase: 'a server that takes Basic is sent nothing',
    path: '/plain/',
    expect: { reason: 'InvalidConfiguration', about: expect.stringContaining('it offers Basic') },
    log: ['401 -'],
  },
];

const tls: Row[] = [
  { kase: 'right, over TLS', port: 'tls', path: '/files/', expect: connected, log: ['401 -', '207 svc', '401 -'] },
  {
    kase: 'unknown certificate',
    port: 'tls',
    path: '/files/',
    context: { ca: undefined },
    expect: { reason: 'CertificateUntrusted' },
    log: [],
  },
  { kase: 'expired certificate', port: 'expired', path: '/files/', expect: { reason: 'CertificateExpired' }, log: [] },
];

export const rows: Row[] = [
  ...basic.map((row) => ({ ...row, port: 'basic' as const })),
  ...digest.map((row) => ({ ...row, port: 'digest' as const })),
  ...tls,
];
