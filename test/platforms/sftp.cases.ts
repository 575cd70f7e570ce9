import { generateKeyPairSync } from 'node:crypto';
import ssh2 from 'ssh2';
import { startSftpServer, type SftpServerOptions } from '../support/servers/sftp-server.ts';
import { startSilentServer } from '../support/servers/silent-server.ts';
import type { PlatformCase, PlatformCases, Started } from './case.ts';

const username = 'svc';
const password = 'canary-sftp-password';
const passphrase = 'canary-sftp-passphrase';
const hostKeys = [
  ssh2.utils.generateKeyPairSync('ed25519').private,
  ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }).private,
];
const pair = ssh2.utils.generateKeyPairSync('ed25519');
const otherPair = ssh2.utils.generateKeyPairSync('ed25519');
const encryptedPair = ssh2.utils.generateKeyPairSync('ed25519', { passphrase, cipher: 'aes256-ctr', rounds: 4 });
const anyPin = `SHA256:${Buffer.alloc(32, 7).toString('base64').replace(/=+$/, '')}`;
const untold = { write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;

/** Runs the server, pins its host key, and counts: a test signs in at most once and leaves nothing open. */
function server(options: SftpServerOptions, { logins = 1, pin = true } = {}): () => Promise<Started> {
  return async () => {
    const running = await startSftpServer({ username, hostKeys, ...options });
    return {
      config: { host: running.host, port: running.port, ...(pin ? { hostKeys: [running.fingerprints[0]] } : {}) },
      check() {
        if (running.loginCount() !== logins) throw new Error(`${running.loginCount()} logins instead of ${logins}`);
      },
      stop: () => running.stop(),
    };
  };
}

async function silent(): Promise<Started> {
  const running = await startSilentServer();
  return { config: { host: running.host, port: running.port, hostKeys: [anyPin] }, stop: () => running.stop() };
}

const withPassword = { method: 'password', secret: { username, password } };
const withKey = { method: 'private-key', secret: { username, privateKey: pair.private } };
const nowhere = { host: 'sftp.example.com', hostKeys: [anyPin] };

const fiveOfPassword: PlatformCase[] = [
  {
    ...withPassword,
    kind: 'connected',
    name: 'the directory opens',
    start: server({ password }),
    expect: { reason: 'Verified', account: { id: username, name: username }, access: { read: 'Granted', ...untold } },
  },
  {
    ...withPassword,
    kind: 'rejected',
    name: 'wrong password',
    start: server({ password: 'another' }),
    expect: { reason: 'CredentialsRejected' },
  },
  {
    ...withPassword,
    kind: 'timed out',
    name: 'no banner',
    start: silent,
    timeoutMs: 300,
    expect: { reason: 'TimedOut' },
  },
  {
    ...withPassword,
    kind: 'unexpected reply',
    name: 'another protocol answers',
    start: server({ behaviour: 'speaks HTTP' }, { logins: 0 }),
    expect: { reason: 'UnexpectedReply', about: /does not speak SSH/ },
  },
  {
    method: 'password',
    kind: 'malformed secret',
    name: 'no password',
    config: nowhere,
    secret: { username },
    expect: { reason: 'SecretKeyMissing', about: /password is missing/ },
  },
];

const fiveOfPrivateKey: PlatformCase[] = [
  {
    ...withKey,
    kind: 'connected',
    name: 'the directory opens',
    start: server({ publicKey: pair.public }),
    expect: { reason: 'Verified', account: { id: username, name: username }, access: { read: 'Granted', ...untold } },
  },
  {
    method: 'private-key',
    kind: 'connected',
    name: 'encrypted key',
    secret: { username, privateKey: encryptedPair.private, passphrase },
    start: server({ publicKey: encryptedPair.public }),
    expect: { reason: 'Verified' },
  },
  {
    ...withKey,
    kind: 'rejected',
    name: 'a key that is not authorized',
    start: server({ publicKey: otherPair.public }),
    expect: { reason: 'CredentialsRejected' },
  },
  { ...withKey, kind: 'timed out', name: 'no banner', start: silent, timeoutMs: 300, expect: { reason: 'TimedOut' } },
  {
    ...withKey,
    kind: 'unexpected reply',
    name: 'anyone is let in',
    start: server({ open: true }, { logins: 0 }),
    expect: { reason: 'UnexpectedReply', about: /lets anyone in/ },
  },
  malformedKey('a public key', pair.public, /privateKey is a public key/),
  malformedKey(
    'a key of PuTTY',
    'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n',
    /format of PuTTY.*puttygen key\.ppk -O private-openssh/,
  ),
  malformedKey('cut off', pair.private.slice(0, 120), /cut off/),
  malformedKey('no passphrase', encryptedPair.private, /privateKey is encrypted and no passphrase is given/),
  malformedKey('wrong passphrase', encryptedPair.private, /the passphrase does not fit/, 'another'),
  malformedKey(
    'DSA',
    generateKeyPairSync('dsa', {
      modulusLength: 1024,
      divisorLength: 160,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }).privateKey,
    /dsa key/i,
  ),
];

function malformedKey(name: string, privateKey: string, about: RegExp, wrongPassphrase?: string): PlatformCase {
  const secret = { username, privateKey, ...(wrongPassphrase ? { passphrase: wrongPassphrase } : {}) };
  return {
    method: 'private-key',
    kind: 'malformed secret',
    name,
    config: nowhere,
    secret,
    expect: { reason: 'SecretInvalid', about },
  };
}

const row = { kind: 'reply table' } as const;

const hostKeyRows: PlatformCase[] = [
  {
    ...row,
    ...withPassword,
    name: 'no host key is pinned: nothing is sent, and the fingerprint to pin is shown',
    start: server({ password }, { logins: 0, pin: false }),
    expect: { reason: 'HostKeyUnknown', about: /^sha256:[A-Za-z0-9+/]{43}$/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'another host key: nothing is sent',
    config: { hostKeys: [anyPin] },
    start: server({ password }, { logins: 0, pin: false }),
    expect: { reason: 'HostKeyMismatch', about: /^sha256:[A-Za-z0-9+/]{43}$/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'hostKeys that is no host key',
    config: { host: 'sftp.example.com', hostKeys: ['SHA256:short'] },
    expect: { reason: 'InvalidConfiguration', about: /hostKeys\[0\] is not a whole SHA256 fingerprint/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'a known_hosts line of another host',
    config: { host: 'sftp.example.com', hostKeys: [`files.example.com ${pair.public}`] },
    expect: {
      reason: 'InvalidConfiguration',
      about: /hostKeys\[0\] is not a key of sftp\.example\.com port 22, it is for files\.example\.com/,
    },
  },
  {
    ...row,
    ...withPassword,
    name: 'trusted on first use',
    config: { hostKeyPolicy: 'TrustOnFirstUse' },
    start: server({ password }, { pin: false }),
    expect: { reason: 'Verified' },
  },
];

const signInRows: PlatformCase[] = [
  {
    ...row,
    ...withPassword,
    name: 'a server that takes keys only: the password is not sent',
    start: server({ publicKey: pair.public, methods: ['publickey'] }, { logins: 0 }),
    expect: {
      reason: 'InvalidConfiguration',
      about: /does not take a password from this user, it takes publickey; nothing was sent/,
    },
  },
  {
    ...row,
    ...withKey,
    name: 'a server that takes passwords only: the key is not shown',
    start: server({ password }, { logins: 0 }),
    expect: { reason: 'InvalidConfiguration', about: /does not take a key from this user, it takes password/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'keyboard-interactive with one hidden question',
    start: server({ password, methods: ['keyboard-interactive'] }),
    expect: { reason: 'Verified' },
  },
  {
    ...row,
    ...withPassword,
    name: 'keyboard-interactive with a wrong password',
    start: server({ password: 'another', methods: ['keyboard-interactive'] }),
    expect: { reason: 'CredentialsRejected' },
  },
  {
    ...row,
    ...withPassword,
    name: 'keyboard-interactive with a further question',
    start: server({
      password,
      methods: ['keyboard-interactive'],
      questions: [[{ prompt: 'Password: ', echo: false }], [{ prompt: 'Verification code: ', echo: false }]],
    }),
    expect: { reason: 'InteractionRequired', about: /second factor/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'keyboard-interactive that asks for a code first: the password is not its answer',
    start: server({
      password,
      methods: ['keyboard-interactive'],
      questions: [[{ prompt: 'Verification code: ', echo: false }]],
    }),
    expect: { reason: 'InteractionRequired', about: /second factor/ },
  },
  {
    ...row,
    ...withKey,
    name: 'partial success',
    start: server({ publicKey: pair.public, secondMethod: true }),
    expect: { reason: 'InteractionRequired', about: /second factor/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'password-change request',
    start: server({ password, passwordExpired: true }),
    expect: { reason: 'CredentialsExpired', about: /new password/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'disconnect "too many authentication failures": the password is held back for long',
    start: server({ password: 'another', disconnectReason: 2 }),
    expect: { reason: 'UnexpectedReply', about: /ends the connection while signing in/, retryAfterMs: 30 * 60_000 },
  },
  {
    ...row,
    ...withPassword,
    name: 'disconnect "no more authentication methods" after the password',
    start: server({ password: 'another', disconnectReason: 14 }),
    expect: { reason: 'CredentialsRejected' },
  },
  {
    ...row,
    ...withPassword,
    name: 'no answer to the password',
    start: server({ password, behaviour: 'silent at login' }, { logins: 0 }),
    timeoutMs: 1000,
    expect: { reason: 'TimedOut' },
  },
];

const connectionRows: PlatformCase[] = [
  {
    ...row,
    ...withPassword,
    name: 'closed before the banner',
    start: server({ behaviour: 'closes before banner' }, { logins: 0 }),
    expect: { reason: 'ServiceUnavailable' },
  },
  {
    ...row,
    ...withPassword,
    name: 'closed after the banner',
    start: server({ behaviour: 'closes after banner' }, { logins: 0 }),
    expect: { reason: 'ServiceUnavailable' },
  },
  {
    ...row,
    ...withPassword,
    name: 'closed before the password',
    start: server({ behaviour: 'closes at login' }, { logins: 0 }),
    expect: { reason: 'ServiceUnavailable' },
  },
  {
    ...row,
    ...withPassword,
    name: 'no common key exchange',
    start: server({ password, algorithms: { kex: ['diffie-hellman-group14-sha1'] } }, { logins: 0 }),
    expect: { reason: 'InvalidConfiguration', about: /no key exchange algorithm in common/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'no common cipher',
    start: server({ password, algorithms: { cipher: ['aes256-cbc'] } }, { logins: 0 }),
    expect: { reason: 'InvalidConfiguration', about: /no cipher in common/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'an old key exchange that was asked for',
    config: { algorithms: { kex: ['diffie-hellman-group14-sha1'] } },
    start: server({ password, algorithms: { kex: ['diffie-hellman-group14-sha1'] } }),
    expect: { reason: 'Verified' },
  },
];

const directoryRows: PlatformCase[] = [
  {
    ...row,
    ...withPassword,
    name: 'subsystem refused',
    start: server({ password, subsystem: 'refused' }),
    expect: { reason: 'PermissionDenied', about: /does not open SFTP/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'a login shell that prints and forbids',
    start: server({ password, subsystem: 'prints text' }),
    expect: { reason: 'UnexpectedReply', about: /prints text where SFTP should begin/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'SSH_FX_NO_SUCH_FILE',
    config: { path: '/gone' },
    start: server({ password }),
    expect: { reason: 'TargetNotFound', about: /the directory \/gone/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'a file where a directory should be',
    config: { path: '/list.csv' },
    start: server({ password, files: ['/list.csv'] }),
    expect: { reason: 'TargetNotFound' },
  },
  {
    ...row,
    ...withPassword,
    name: 'SSH_FX_PERMISSION_DENIED',
    config: { path: '/upload' },
    start: server({ password, unlistable: ['/upload'] }),
    expect: {
      reason: 'PermissionDenied',
      about: /open \/upload/,
      account: { id: username },
      access: { read: 'Denied' },
    },
  },
  {
    ...row,
    ...withPassword,
    name: 'a drop box is good enough for who does not read',
    config: { path: '/upload' },
    requires: { access: ['Write'] },
    start: server({ password, unlistable: ['/upload'] }),
    expect: { reason: 'Verified', access: { read: 'Denied', write: 'NotTestable' } },
  },
  {
    ...row,
    ...withPassword,
    name: 'requires.path wins over config.path',
    config: { path: '/gone' },
    requires: { path: '/upload' },
    start: server({ password }),
    expect: { reason: 'Verified' },
  },
];

const inputRows: PlatformCase[] = [
  input(
    'a URL as host',
    { ...nowhere, host: 'sftp://sftp.example.com' },
    /host is "sftp:\/\/sftp\.example\.com", which does not have the right form/,
  ),
  input('a port in the host', { ...nowhere, host: 'sftp.example.com:22' }, /host is .* does not have the right form/),
  input(
    'a path in the host',
    { ...nowhere, host: 'sftp.example.com/upload' },
    /host is .* does not have the right form/,
  ),
  input('a port that is none', { ...nowhere, port: 99999 }, /port/),
  input('an unknown setting', { ...nowhere, user: 'x' }, /user is not a setting of this platform/),
  input('an unknown algorithm', { ...nowhere, algorithms: { kex: ['rot13'] } }, /algorithms\.kex\.0/),
];

function input(name: string, config: Record<string, unknown>, about: RegExp): PlatformCase {
  return { ...row, ...withPassword, name, config, expect: { reason: 'InvalidConfiguration', about } };
}

export const cases: PlatformCases = [
  ...fiveOfPassword,
  ...fiveOfPrivateKey,
  ...hostKeyRows,
  ...signInRows,
  ...connectionRows,
  ...directoryRows,
  ...inputRows,
];
