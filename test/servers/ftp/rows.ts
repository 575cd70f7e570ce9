import type { ConnectionRequires } from '../../../src/api/connection.gen.ts';
import type { StandardCase } from '../../support/matrix.ts';

export const password = 'canary real ftp';

/** The ways to be configured, in the order of their ports. */
export const servers = [
  'plain',
  'explicit',
  'implicit',
  'required',
  'expired',
  'other-name',
  'certified',
  'anonymous',
  'full',
] as const;
export type Server = (typeof servers)[number];

export interface Row {
  name: string;
  standard?: StandardCase;
  server: Server;
  /** Over TLS; default: explicit, but implicit where the server is, and none where it has none. */
  insecure?: boolean;
  method?: 'password' | 'client-certificate' | 'anonymous';
  username?: string;
  secret?: Record<string, string>;
  requires?: ConnectionRequires;
  /** Show a certificate of an authority that the server does not know. */
  stranger?: boolean;
  /** Trust nobody but the public authorities. */
  untrusting?: boolean;
  expect: object;
  /** Sign-ins that the server's log must have. */
  logins?: number;
}

export const connected = { outcome: 'connected', account: { id: 'svc', name: 'svc' } };
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
export const upload = '/home/svc/upload';
const probe: ConnectionRequires = { path: upload, proof: 'Probe', access: ['Read', 'Write', 'Update', 'Delete'] };

/** The server was reached, and the sign-in failed. */
const atSignIn = (reason: string) => [
  { name: 'Resolved', result: 'Passed' },
  { name: 'Reached', result: 'Passed' },
  { name: 'Authenticated', result: 'Failed', reason },
];

const encrypted = ['explicit', 'implicit', 'required'] as const;

/** What every FTP server is put through. */
export const rows: Row[] = [
  { name: 'right', standard: 'right', server: 'plain', expect: connected },
  ...encrypted.map((server): Row => ({ name: `right, TLS ${server}`, standard: 'right', server, expect: connected })),
  {
    name: 'wrong password',
    standard: 'wrong password',
    server: 'plain',
    secret: { password: 'wrong' },
    expect: { reason: 'CredentialsRejected', checks: atSignIn('CredentialsRejected') },
  },
  ...encrypted.map((server): Row => ({
    name: `wrong password, TLS ${server}`,
    standard: 'wrong password',
    server,
    secret: { password: 'wrong' },
    expect: { reason: 'CredentialsRejected' },
  })),
  {
    name: 'wrong user',
    standard: 'wrong user',
    server: 'explicit',
    username: 'nobody-here',
    expect: { reason: 'CredentialsRejected' },
  },
  {
    name: 'TLS required, and there is none: the password is not sent',
    server: 'required',
    insecure: true,
    expect: { reason: 'InvalidConfiguration', about: expect.stringContaining('use platform ftps') },
    logins: 0,
  },
  {
    name: 'a server without TLS',
    server: 'anonymous',
    insecure: false,
    expect: { reason: 'InvalidConfiguration', about: expect.stringContaining('the server offers no TLS by AUTH TLS') },
    logins: 0,
  },
  ...(['plain', 'explicit', 'implicit', 'required'] as const).map((server): Row => ({
    name: `proof, ${server}`,
    server,
    requires: probe,
    expect: { ...connected, access: all },
  })),
  {
    name: 'no write permission',
    standard: 'no write permission',
    server: 'explicit',
    requires: { ...probe, path: '/home/svc/published' },
    expect: { reason: 'PermissionDenied', account: { id: 'svc' }, access: { write: 'Denied' } },
  },
  {
    name: 'a certificate of an unknown authority',
    standard: 'unknown certificate',
    server: 'explicit',
    untrusting: true,
    expect: { reason: 'CertificateUntrusted' },
    logins: 0,
  },
  {
    name: 'an expired certificate',
    standard: 'expired certificate',
    server: 'expired',
    expect: { reason: 'CertificateExpired' },
    logins: 0,
  },
  {
    name: 'a certificate for another name',
    server: 'other-name',
    expect: { reason: 'CertificateUntrusted', about: expect.stringContaining('for another name') },
    logins: 0,
  },
  { name: 'certificate and password', server: 'certified', method: 'client-certificate', expect: connected },
  {
    name: 'certificate, wrong password',
    server: 'certified',
    method: 'client-certificate',
    secret: { password: 'wrong' },
    expect: { reason: 'CredentialsRejected' },
  },
  {
    name: 'certificate of an authority that the server does not know',
    server: 'certified',
    method: 'client-certificate',
    stranger: true,
    expect: { reason: 'CredentialsRejected', credential: 'NotAccepted', checks: atSignIn('CredentialsRejected') },
    logins: 0,
  },
  {
    name: 'no certificate, and the server wants one',
    server: 'certified',
    expect: {
      reason: 'InvalidConfiguration',
      about: expect.stringContaining('method client-certificate'),
      credential: 'NotSent',
      checks: atSignIn('InvalidConfiguration'),
    },
    logins: 0,
  },
  {
    name: 'anonymous',
    server: 'anonymous',
    method: 'anonymous',
    expect: { outcome: 'connected', account: { id: 'anonymous' } },
  },
  {
    name: 'anonymous is let in, a wrong password is not',
    server: 'anonymous',
    secret: { password: 'wrong' },
    expect: { reason: 'CredentialsRejected' },
  },
];
