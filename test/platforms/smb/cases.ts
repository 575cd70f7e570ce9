import type { PlatformCases } from '../case.ts';
import { inputRows } from './input.ts';
import { http, nowhere, server, silent, username, withServer, written } from './setup.ts';
import { folderRows, shareRows } from './share-and-folder.ts';
import { nameRows, passwordRows, signInRows, wrong } from './sign-in.ts';

export const cases: PlatformCases = [
  {
    ...withServer,
    kind: 'connected',
    name: 'the share is listed',
    start: server(),
    expect: {
      reason: 'Verified',
      account: { id: username, name: username, tenant: 'corp.example' },
      access: written,
    },
  },
  {
    ...withServer,
    kind: 'rejected',
    name: 'wrong password',
    start: server({ password: 'another' }, wrong()),
    expect: { reason: 'CredentialsRejected' },
  },
  {
    ...withServer,
    kind: 'timed out',
    name: 'nothing is answered',
    start: silent,
    timeoutMs: 500,
    expect: { reason: 'TimedOut' },
  },
  {
    ...withServer,
    kind: 'unexpected reply',
    name: 'another protocol answers',
    start: http,
    expect: { reason: 'UnexpectedReply', stage: 'Reached', about: /does not speak SMB/ },
  },
  {
    method: 'password',
    kind: 'malformed secret',
    name: 'no password',
    config: nowhere,
    secret: { username },
    expect: { reason: 'SecretKeyMissing', about: /^key `password` of the Secret is missing/ },
  },
  ...signInRows,
  ...nameRows,
  ...passwordRows,
  ...shareRows,
  ...folderRows,
  ...inputRows,
];
