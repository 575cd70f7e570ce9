import type { PlatformCase } from '../case.ts';
import { both, otherPair, pair, password, row, server, username, withBoth, withKey, withPassword } from './setup.ts';

/** Servers that want more than one thing, or less than both. */
export const bothRows: PlatformCase[] = [
  {
    ...row,
    ...withBoth,
    name: 'the server wants the password, then the key',
    start: server({ ...both, inTurn: ['password', 'publickey'] }, { logins: ['password', 'publickey'] }),
    expect: { reason: 'Verified' },
  },
  {
    ...row,
    ...withBoth,
    name: 'the server asks for the password as a question after the key',
    start: server(
      { ...both, inTurn: ['publickey', 'keyboard-interactive'] },
      { logins: ['publickey', 'keyboard-interactive'] },
    ),
    expect: { reason: 'Verified' },
  },
  {
    ...row,
    ...withBoth,
    name: 'a key that is not authorized: the password is not sent',
    secret: { username, privateKey: otherPair.private, password },
    start: server({ ...both, inTurn: ['publickey', 'password'] }, { logins: ['publickey'] }),
    expect: { reason: 'CredentialsRejected', causes: 1 },
  },
  {
    ...row,
    ...withBoth,
    name: 'either would do, and the key is not authorized: the password is not tried instead',
    secret: { username, privateKey: otherPair.private, password },
    start: server(both, { logins: ['publickey'] }),
    expect: { reason: 'CredentialsRejected', causes: 1 },
  },
  {
    ...row,
    ...withBoth,
    name: 'either would do: the key is enough',
    start: server(both, { logins: ['publickey'] }),
    expect: { reason: 'Verified' },
  },
  {
    ...row,
    ...withBoth,
    name: 'a third factor',
    start: server(
      { ...both, inTurn: ['publickey', 'password', 'keyboard-interactive'] },
      { logins: ['publickey', 'password'] },
    ),
    expect: { reason: 'InteractionRequired', about: /a second factor$/ },
  },
  {
    ...row,
    ...withBoth,
    name: 'a code is asked for after the key: the password is not its answer',
    start: server(
      {
        ...both,
        inTurn: ['publickey', 'keyboard-interactive'],
        questions: [[{ prompt: 'One-time code: ', echo: false }]],
      },
      { logins: ['publickey', 'keyboard-interactive'] },
    ),
    expect: { reason: 'InteractionRequired', about: /a second factor$/ },
  },
  {
    ...row,
    ...withKey,
    name: 'only a key, and the server also wants a password',
    start: server({ ...both, inTurn: ['publickey', 'password'] }, { logins: ['publickey'] }),
    expect: { reason: 'InteractionRequired', about: /may be a password: method private-key-and-password/ },
  },
  {
    ...row,
    ...withPassword,
    name: 'only a password, and the server also wants a key',
    start: server({ ...both, inTurn: ['password', 'publickey'] }, { logins: ['password'] }),
    expect: { reason: 'InteractionRequired', about: /may be a key: method private-key-and-password/ },
  },
  {
    ...row,
    ...withKey,
    name: 'a password in the Secret that method private-key does not send',
    secret: { username, privateKey: pair.private, password },
    start: server({ ...both, inTurn: ['publickey', 'password'] }, { logins: ['publickey'] }),
    expect: { reason: 'InteractionRequired' },
  },
];
