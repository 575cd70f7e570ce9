import type { PlatformCase } from '../case.ts';
import { answering, authority, password, secure, server, silent, stranger, tls, username } from './setup.ts';

const client = await authority.issue(['svc']);
const ended = await authority.issue(['svc'], { ended: true });
const other = await authority.issue(['127.0.0.2']);
const expired = await authority.issue(['127.0.0.1'], { ended: true });
const foreign = await stranger.issue(['127.0.0.1']);
const certified = {
  method: 'client-certificate',
  secret: { username, password, certificate: client.certificate, privateKey: client.privateKey },
} as const;
const taking = { tls: { ...tls, client: client.certificate } };

function shown({ certificate, privateKey }: typeof client) {
  return server({ tls: { ...tls, certificate, key: privateKey } }, { logins: 0 });
}

export const fiveOfCertificate: PlatformCase[] = [
  {
    ...certified,
    kind: 'connected',
    name: 'certificate and password',
    start: server(taking),
    expect: { reason: 'Verified', account: { id: username } },
  },
  {
    ...certified,
    kind: 'connected',
    name: 'the certificate is enough (232)',
    secret: { username, certificate: client.certificate, privateKey: client.privateKey.replaceAll('\n', '\r\n') },
    start: server(
      { ...taking, answers: { USER: '232 User svc logged in', PWD: '257 "/"', FEAT: '211 End' } },
      { logins: 0 },
    ),
    expect: { reason: 'Verified' },
  },
  {
    ...certified,
    kind: 'reply table',
    name: 'in without a password, and not for the certificate (230)',
    start: server({ ...taking, answers: { USER: '230 User svc logged in' } }, { logins: 0 }),
    expect: { reason: 'UnexpectedReply', about: /does not say \(232\) that it is for the certificate/ },
  },
  {
    ...certified,
    kind: 'rejected',
    name: 'wrong password',
    secret: { ...certified.secret, password: 'canary-wrong' },
    start: server(taking),
    expect: { reason: 'CredentialsRejected' },
  },
  {
    ...certified,
    kind: 'timed out',
    name: 'no greeting',
    start: silent,
    timeoutMs: 300,
    expect: { reason: 'TimedOut' },
  },
  {
    ...certified,
    kind: 'unexpected reply',
    name: 'a reply that nobody knows',
    start: answering('PASS', '299 perhaps', taking),
    expect: { reason: 'UnexpectedReply' },
  },
  ...malformed(),
  {
    ...certified,
    kind: 'reply table',
    name: 'the server asks for a password as well, and there is none',
    secret: { username, certificate: client.certificate, privateKey: client.privateKey },
    start: server(taking, { logins: 0 }),
    expect: {
      reason: 'SecretKeyMissing',
      stage: 'Authenticated',
      about: /password, which the server asks for besides the certificate/,
    },
  },
  {
    ...certified,
    kind: 'reply table',
    name: 'the certificate has ended',
    config: { host: 'ftp.example.com' },
    secret: { ...certified.secret, certificate: ended.certificate, privateKey: ended.privateKey },
    expect: { reason: 'CredentialsExpired', about: /certificate/ },
  },
];

function malformed(): PlatformCase[] {
  const rows: [string, Record<string, string>, RegExp][] = [
    ['a key that is none', { privateKey: 'canary' }, /^key `privateKey` of the Secret has no "-----BEGIN/],
    [
      'a key of another',
      { privateKey: ended.privateKey },
      /^key `privateKey` of the Secret does not belong to certificate/,
    ],
    ['a key as certificate', { certificate: client.privateKey }, /^key `certificate` of the Secret is a private key/],
    ['text as certificate', { certificate: 'abc' }, /^key `certificate` of the Secret has no "-----BEGIN CERTIFICATE/],
  ];
  return rows.map(([name, secret, about]) => ({
    ...certified,
    kind: 'malformed secret',
    name,
    config: { host: 'ftp.example.com' },
    secret: { ...certified.secret, ...secret },
    expect: { reason: 'SecretInvalid', about },
  }));
}

export const tlsRows: PlatformCase[] = [
  {
    ...secure,
    name: 'certificate of an unknown authority',
    start: shown(foreign),
    expect: { reason: 'CertificateUntrusted' },
  },
  {
    ...secure,
    name: 'certificate for another name',
    start: shown(other),
    expect: { reason: 'CertificateUntrusted', about: /it is issued for another name/ },
  },
  { ...secure, name: 'certificate that has ended', start: shown(expired), expect: { reason: 'CertificateExpired' } },
  {
    ...secure,
    name: 'implicit',
    config: { tls: 'implicit' },
    start: server({ tls: { ...tls, mode: 'implicit' } }, { commands: 'PBSZ PROT USER PASS PWD FEAT MLST QUIT' }),
    expect: { reason: 'Verified', account: { id: username } },
  },
  {
    ...secure,
    name: 'implicit, of a server that begins without TLS',
    config: { tls: 'implicit' },
    start: server({ tls }, { logins: 0 }),
    expect: { reason: 'UnexpectedReply', stage: 'Reached', about: /does not begin with TLS.*tls: explicit/ },
  },
  {
    ...secure,
    name: 'explicit, of a server that begins with TLS',
    start: server({ tls: { ...tls, mode: 'implicit' } }, { logins: 0 }),
    timeoutMs: 300,
    expect: { reason: 'TimedOut' },
  },
  ...[500, 502, 504, 530, 534].map((code): PlatformCase => ({
    ...secure,
    name: `${code} to AUTH TLS`,
    start: answering('AUTH', `${code} no`),
    expect: { reason: 'InvalidConfiguration', stage: 'Reached', about: /offers no TLS/ },
  })),
  {
    ...secure,
    name: '503 to AUTH TLS',
    start: answering('AUTH', '503 already'),
    expect: { reason: 'InvalidConfiguration', stage: 'Reached', about: /wants tls: implicit/ },
  },
  ...[431, 421].map((code): PlatformCase => ({
    ...secure,
    name: `${code} to AUTH TLS`,
    start: answering('AUTH', `${code} later`),
    expect: { reason: 'ServiceUnavailable' },
  })),
  {
    ...secure,
    name: 'replies put before TLS by someone on the way',
    start: answering('AUTH', '234 go on\r\n331 send the password\r\n230 welcome\r\n'),
    expect: { reason: 'UnexpectedReply', stage: 'Reached', about: /sends text where TLS should begin/ },
  },
  {
    ...secure,
    name: 'TLS in the text of a refusal says nothing over TLS',
    start: answering('PASS', '530 TLS user, login incorrect.', { tls }),
    expect: { reason: 'CredentialsRejected' },
  },
  {
    ...secure,
    name: 'PROT P refused does not matter where no data moves',
    start: server({ tls, answers: { PROT: '534 no' } }),
    expect: { reason: 'Verified' },
  },
  {
    ...secure,
    name: 'PROT P refused, and data would move',
    requires: { path: '/', proof: 'Probe' },
    start: server({ tls, answers: { PROT: '534 no' } }),
    expect: { reason: 'UnexpectedReply', stage: 'Authorized', about: /does not encrypt data connections/ },
  },
];
