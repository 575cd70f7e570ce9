import type { PlatformCase } from '../case.ts';
import { all, exports, inBoth, readOnly, server, withVersion } from './setup.ts';

const http = Buffer.from('HTTP/1.1 400 Bad Request\r\n\r\n');

export const fiveKinds: PlatformCase[] = [
  ...inBoth({
    kind: 'connected',
    name: 'the export can be used',
    start: server(),
    expect: { reason: 'Verified', account: { id: '65534', name: 'uid 65534 (AUTH_SYS)' }, access: all },
  }),
  ...inBoth({
    kind: 'connected',
    name: 'a directory below it, as another user',
    config: { path: '/Finance/2026/', uid: 1000, gid: 100, gids: [3000, 3001] },
    requires: { access: ['Read', 'Write', 'Update', 'Delete'] },
    start: server({ claim: { uid: 1000, gid: 100, gids: [3000, 3001] } }),
    expect: { reason: 'Verified', account: { id: '1000' }, access: all },
  }),
  ...inBoth({
    kind: 'connected',
    name: 'an export that is read only',
    config: { export: '/srv/archive' },
    start: server(),
    expect: { reason: 'Verified', access: readOnly },
  }),
  withVersion('4', {
    kind: 'connected',
    name: 'a server that has 4.1 alone',
    config: { path: 'Finance/2026' },
    start: server({ minors: [1] }),
    expect: { reason: 'Verified', access: all },
  }),
  ...inBoth({
    kind: 'connected',
    name: 'replies in fragments, byte for byte',
    config: { path: 'Finance' },
    start: server({ fragmented: true }),
    expect: { reason: 'Verified', access: all },
  }),
  ...inBoth({
    kind: 'rejected',
    name: 'the export is not for this client',
    start: server({ exports: { ...exports, '/srv/data': { status: 13 } } }),
    expect: { reason: 'PermissionDenied', about: /use the export \/srv\/data/ },
  }),
  ...inBoth({
    kind: 'timed out',
    name: 'the server takes calls and does not answer',
    start: server({ instead: () => 'silence' }),
    timeoutMs: 300,
    expect: { reason: 'TimedOut', about: /^nas\.example\.com:/ },
  }),
  ...inBoth({
    kind: 'unexpected reply',
    name: 'another protocol answers',
    start: server({ instead: () => ({ wire: http }) }),
    expect: { reason: 'UnexpectedReply', stage: 'Reached', about: /does not speak ONC RPC/ },
  }),
  ...inBoth({
    kind: 'malformed secret',
    name: 'a Secret, where there is nothing to keep',
    secret: { password: 'canary-nfs-password' },
    expect: {
      reason: 'SecretInvalid',
      about: /^key `password` of the Secret is not a key of this method \(there are none; leave out spec\.secretRef\)$/,
    },
  }),
];
