import { generateKeyPairSync } from 'node:crypto';
import type { PlatformCase } from '../case.ts';
import {
  encryptedPair,
  nowhere,
  otherPair,
  pair,
  passphrase,
  rsaPair,
  password,
  server,
  silent,
  untold,
  both,
  username,
  withBoth,
  withKey,
  withPassword,
} from './setup.ts';

export const fiveOfPassword: PlatformCase[] = [
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
    expect: { reason: 'UnexpectedReply', stage: 'Reached', about: /does not speak SSH/ },
  },
  {
    method: 'password',
    kind: 'malformed secret',
    name: 'no password',
    config: nowhere,
    secret: { username },
    expect: { reason: 'SecretKeyMissing', about: /^key `password` of the Secret is missing/ },
  },
];

export const fiveOfPrivateKey: PlatformCase[] = [
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
    method: 'private-key',
    kind: 'connected',
    name: 'RSA',
    secret: { username, privateKey: rsaPair.private },
    start: server({ publicKey: rsaPair.public }),
    expect: { reason: 'Verified' },
  },
  {
    method: 'private-key',
    kind: 'rejected',
    name: 'an RSA key that is not authorized',
    secret: { username, privateKey: rsaPair.private },
    start: server({ publicKey: otherPair.public }),
    expect: { reason: 'CredentialsRejected', credential: 'NotAccepted' },
  },
  {
    ...withKey,
    kind: 'rejected',
    name: 'a key that is not authorized',
    start: server({ publicKey: otherPair.public }),
    expect: { reason: 'CredentialsRejected', credential: 'NotAccepted' },
  },
  { ...withKey, kind: 'timed out', name: 'no banner', start: silent, timeoutMs: 300, expect: { reason: 'TimedOut' } },
  {
    ...withKey,
    kind: 'unexpected reply',
    name: 'anyone is let in',
    start: server({ open: true }, { logins: 0 }),
    expect: { reason: 'UnexpectedReply', credential: 'NotSent', about: /lets anyone in/ },
  },
  malformedKey('a public key', pair.public, /`privateKey` of the Secret is a public key/),
  malformedKey(
    'a key of PuTTY',
    'PuTTY-User-Key-File-3: ssh-ed25519\nEncryption: none\n',
    /format of PuTTY.*puttygen key\.ppk -O private-openssh/,
  ),
  malformedKey('cut off', pair.private.slice(0, 120), /cut off/),
  malformedKey(
    'no passphrase',
    encryptedPair.private,
    /`privateKey` of the Secret is encrypted and no passphrase is given/,
  ),
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

export const fiveOfBoth: PlatformCase[] = [
  {
    ...withBoth,
    kind: 'connected',
    name: 'the server wants the key, then the password',
    start: server({ ...both, inTurn: ['publickey', 'password'] }, { logins: ['publickey', 'password'] }),
    expect: { reason: 'Verified', account: { id: username, name: username }, access: { read: 'Granted', ...untold } },
  },
  {
    ...withBoth,
    kind: 'rejected',
    name: 'a wrong password, after the key was taken',
    start: server(
      { ...both, password: 'another', inTurn: ['publickey', 'password'] },
      { logins: ['publickey', 'password'] },
    ),
    expect: { reason: 'CredentialsRejected', causes: 1 },
  },
  {
    ...withBoth,
    kind: 'timed out',
    name: 'no banner',
    start: silent,
    timeoutMs: 300,
    expect: { reason: 'TimedOut' },
  },
  {
    ...withBoth,
    kind: 'unexpected reply',
    name: 'another protocol answers',
    start: server({ behaviour: 'speaks HTTP' }, { logins: [] }),
    expect: { reason: 'UnexpectedReply', stage: 'Reached', about: /does not speak SSH/ },
  },
  {
    ...withBoth,
    kind: 'malformed secret',
    name: 'no password',
    config: nowhere,
    secret: withKey.secret,
    expect: { reason: 'SecretKeyMissing', about: /^key `password` of the Secret is missing/ },
  },
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
