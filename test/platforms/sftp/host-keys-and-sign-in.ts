import type { PlatformCase } from '../case.ts';
import { anyPin, pair, password, row, server, withKey, withPassword } from './setup.ts';

export const hostKeyRows: PlatformCase[] = [
  {
    ...row,
    ...withPassword,
    name: 'no host key is pinned: nothing is sent, and the fingerprint to pin is shown',
    start: server({ password }, { logins: 0, pin: false }),
    expect: { reason: 'HostKeyUnknown', credential: 'NotSent', about: /^sha256:[A-Za-z0-9+/]{43}$/ },
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

export const signInRows: PlatformCase[] = [
  {
    ...row,
    ...withPassword,
    name: 'a server that takes keys only: the password is not sent',
    start: server({ publicKey: pair.public, methods: ['publickey'] }, { logins: 0 }),
    expect: {
      reason: 'InvalidConfiguration',
      stage: 'Authenticated',
      credential: 'NotSent',
      about: /does not take a password from this user, it takes publickey; nothing was sent/,
    },
  },
  {
    ...row,
    ...withKey,
    name: 'a server that takes passwords only: the key is not shown',
    start: server({ password }, { logins: 0 }),
    expect: {
      reason: 'InvalidConfiguration',
      stage: 'Authenticated',
      credential: 'NotSent',
      about: /does not take a key from this user, it takes password/,
    },
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
    expect: { reason: 'CredentialsRejected', credential: 'NotAccepted' },
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
    expect: { reason: 'InteractionRequired', credential: 'NotSent', about: /second factor/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'keyboard-interactive that wants a new password after the right one',
    start: server({
      password,
      methods: ['keyboard-interactive'],
      questions: [
        [{ prompt: 'Password: ', echo: false }],
        [
          { prompt: 'New password: ', echo: false },
          { prompt: 'Retype new password: ', echo: false },
        ],
      ],
    }),
    expect: { reason: 'CredentialsExpired', about: /new password/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'keyboard-interactive that asks for a new password first: nothing is answered',
    start: server({
      password,
      methods: ['keyboard-interactive'],
      questions: [[{ prompt: 'New password: ', echo: true }]],
    }),
    expect: { reason: 'InteractionRequired', credential: 'NotSent' },
  },
  {
    ...row,
    ...withKey,
    name: 'partial success',
    start: server({ publicKey: pair.public, inTurn: ['publickey', 'password'] }),
    expect: { reason: 'InteractionRequired', credential: 'NotAccepted', about: /second factor/ },
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
    expect: { reason: 'UnexpectedReply', credential: 'NotAccepted', about: /ends the connection while signing in/ },
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
    name: 'no answer to the password: it is held back for long',
    start: server({ password, atSignIn: 'is silent' }, { logins: 0 }),
    timeoutMs: 1000,
    expect: { reason: 'TimedOut', stage: 'Authenticated', credential: 'NotAccepted' },
  },
  {
    ...row,
    ...withKey,
    name: 'no answer to the key: it is held back for long',
    start: server({ publicKey: pair.public, atSignIn: 'is silent' }, { logins: 0 }),
    timeoutMs: 1000,
    expect: { reason: 'TimedOut', stage: 'Authenticated', credential: 'NotAccepted' },
  },
  {
    ...row,
    ...withPassword,
    name: 'keyboard-interactive that asks nothing proves nothing',
    start: server({ password, methods: ['keyboard-interactive'], unasking: true }),
    expect: { reason: 'UnexpectedReply', credential: 'NotSent', about: /lets anyone in; no credential was asked for/ },
  },
  {
    ...row,
    ...withKey,
    name: 'a key that need not sign proves nothing',
    start: server({ publicKey: pair.public, unasking: true }),
    expect: {
      reason: 'UnexpectedReply',
      credential: 'NotAccepted',
      about: /lets anyone in; no credential was asked for/,
    },
  },
];
