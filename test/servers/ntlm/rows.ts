import { expect } from '@jest/globals';
import type { planConnection, TestContext } from '../../../src/connectors/index.ts';
import type { StandardCase } from '../../support/matrix.ts';

export const server = 'NTLM front (Samba 4.17 ntlm_auth)';
export const host = 'dav.acme.example';
export const password = 'canary-P4ß wörd';
export const ports = { plain: 8080, negotiate: 8081, tls: 8443, protected: 8444, expired: 8445 };
const everything = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };

export type Port = keyof typeof ports;

export interface Row {
  kase: StandardCase | (string & {});
  port?: Port;
  /** Default: webdav. */
  platform?: string;
  path?: string;
  secret?: Record<string, string>;
  config?: Record<string, unknown>;
  requires?: Parameters<typeof planConnection>[0]['requires'];
  context?: Partial<TestContext>;
  expect: object;
  /** What Samba said to each attempt, by its own log; default one that it took. */
  logins?: string[];
}

export const refused = {
  outcome: 'failed',
  reason: 'AccessRefused',
  causes: expect.arrayContaining([expect.stringContaining('channel binding')]),
};
const connected = { outcome: 'connected', account: { id: '/principals/FRONT\\svc/', name: 'FRONT\\svc' } };

export const rows: Row[] = [
  { kase: 'right', expect: { ...connected, access: everything } },
  { kase: 'right, over TLS', port: 'tls', expect: connected },
  { kase: 'right, by the name Negotiate', port: 'negotiate', expect: connected },
  { kase: 'right, extended protection required', port: 'protected', expect: connected },
  {
    kase: 'right, as DOMAIN\\user',
    config: { domain: undefined },
    secret: { username: 'FRONT\\svc' },
    expect: connected,
  },
  {
    kase: 'a path below, on the same connection',
    requires: { path: 'sub' },
    expect: { ...connected, access: everything },
  },
  {
    kase: 'proof on one connection',
    port: 'protected',
    requires: { proof: 'Probe', path: 'sub', access: ['Read', 'Write', 'Update', 'Delete'] },
    expect: { ...connected, access: everything },
  },
  {
    kase: 'no write permission',
    path: '/read-only/',
    requires: { access: ['Write'] },
    expect: { reason: 'PermissionDenied', about: 'write' },
  },
  { kase: 'wrong path below', requires: { path: 'gone' }, expect: { reason: 'TargetNotFound' } },
  { kase: 'wrong path', path: '/gone/', expect: { reason: 'TargetNotFound' } },
  {
    kase: 'wrong password',
    secret: { password: 'canary-wrong' },
    expect: refused,
    logins: ['NT_STATUS_WRONG_PASSWORD'],
  },
  { kase: 'our clock 20 minutes ahead', context: { now: () => Date.now() + 20 * 60_000 }, expect: connected },
  {
    kase: 'our clock 20 minutes behind, and a wrong password',
    context: { now: () => Date.now() - 20 * 60_000 },
    secret: { password: 'canary-wrong' },
    expect: { outcome: 'inconclusive', reason: 'ClockSkew', credential: 'NotAccepted' },
    logins: ['NT_STATUS_WRONG_PASSWORD'],
  },
  { kase: 'wrong user', secret: { username: 'nobody-there' }, expect: refused, logins: ['NT_STATUS_NO_SUCH_USER'] },
  { kase: 'locked', secret: { username: 'locked' }, expect: refused, logins: ['NT_STATUS_ACCOUNT_LOCKED_OUT'] },
  { kase: 'disabled', secret: { username: 'disabled' }, expect: refused, logins: ['NT_STATUS_ACCOUNT_DISABLED'] },
  {
    kase: 'the call of Exchange, with extended protection',
    platform: 'exchange-server',
    port: 'protected',
    path: '/EWS/Exchange.asmx',
    config: { mailbox: 'archive@acme.example' },
    expect: {
      outcome: 'connected',
      account: { id: 'FRONT\\svc' },
      access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Denied' },
    },
  },
  {
    kase: 'the call of Exchange, no such mailbox',
    platform: 'exchange-server',
    port: 'tls',
    path: '/EWS/Exchange.asmx',
    config: { mailbox: 'gone@acme.example' },
    expect: { reason: 'TargetNotFound' },
  },
  {
    kase: 'unknown certificate',
    port: 'tls',
    context: { ca: undefined },
    expect: { reason: 'CertificateUntrusted' },
    logins: [],
  },
  { kase: 'expired certificate', port: 'expired', expect: { reason: 'CertificateExpired' }, logins: [] },
];
