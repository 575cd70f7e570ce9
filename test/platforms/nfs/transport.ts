import type { Reason } from '../../../src/api/reasons.ts';
import { programs } from '../../../dev/servers/nfs/nfs-server.ts';
import type { RpcAnswer, RpcCall } from '../../../dev/servers/nfs/rpc-server.ts';
import { opaque, u32 } from '../../../dev/servers/nfs/xdr.ts';
import type { PlatformCase } from '../case.ts';
import { inBoth, row, server, withVersion } from './setup.ts';

const nfsOnly = (answer: RpcAnswer) => (call: RpcCall) => (call.program === programs.nfs ? answer : undefined);
const authError = (status: number): RpcAnswer => ({ reply: u32(1, 1, status) });
const accepted = (status: number, ...rest: number[]): RpcAnswer => ({ reply: u32(0, 0, 0, status, ...rest) });

const replies: [name: string, answer: RpcAnswer, reason: Reason, about?: RegExp][] = [
  ['PROG_UNAVAIL', accepted(1), 'InvalidConfiguration', /^version: .*does not serve/],
  ['PROG_MISMATCH', accepted(2, 2, 2), 'InvalidConfiguration', /does not serve .*, it serves 2$/],
  ['PROC_UNAVAIL', accepted(3), 'UnexpectedReply'],
  ['GARBAGE_ARGS', accepted(4), 'UnexpectedReply'],
  ['SYSTEM_ERR', accepted(5), 'ServiceUnavailable'],
  ['an accept_stat that nobody knows', accepted(77), 'UnexpectedReply'],
  ['RPC_MISMATCH', { reply: u32(1, 0, 3, 3) }, 'UnexpectedReply'],
  ['AUTH_TOOWEAK', authError(5), 'AccessRefused'],
  ['AUTH_BADCRED', authError(1), 'AccessRefused'],
  ['AUTH_REJECTEDCRED', authError(2), 'AccessRefused'],
  ['RPCSEC_GSS_CREDPROBLEM', authError(13), 'AccessRefused'],
  ['a reply_stat that nobody knows', { reply: u32(9) }, 'UnexpectedReply'],
  ['a reply to another call', { toAnotherCall: u32(0) }, 'UnexpectedReply', /does not speak ONC RPC/],
  ['a call instead of a reply', { wire: u32(0x8000_0008, 1, 0) }, 'UnexpectedReply'],
  ['a record that is cut short', { wire: u32(0x8000_0004, 1) }, 'UnexpectedReply'],
  ['an empty record', { wire: u32(0x8000_0000) }, 'UnexpectedReply'],
  ['a record of 2 GB', { wire: u32(0xffff_ffff) }, 'UnexpectedReply'],
  ['fragments without end', { wire: Buffer.alloc(4 * 100) }, 'UnexpectedReply'],
  ['two records for one call', { wire: Buffer.concat([u32(0x8000_0004, 1), u32(0x8000_0004, 2)]) }, 'UnexpectedReply'],
  ['a verifier longer than any may be', { reply: u32(0, 0, 5000) }, 'UnexpectedReply'],
  ['an empty result', Buffer.alloc(0), 'UnexpectedReply'],
  ['the connection closed in the middle', 'close', 'ServiceUnavailable'],
];

export const transportRows: PlatformCase[] = [
  ...replies.flatMap(([name, answer, reason, about]) =>
    inBoth({
      ...row,
      name,
      start: server({ instead: nfsOnly(answer) }),
      // Whom it does not take it has heard; all else here is no reply of NFS.
      expect: { reason, stage: reason === 'AccessRefused' ? 'Authenticated' : 'Reached', ...(about ? { about } : {}) },
    }),
  ),
  ...inBoth({
    ...row,
    name: 'a banner, unasked',
    start: server({ greeting: Buffer.from('SSH-2.0-OpenSSH_9.2\r\n') }),
    expect: { reason: 'UnexpectedReply', stage: 'Reached', about: /does not speak ONC RPC/ },
  }),
  withVersion('4', {
    ...row,
    name: 'trap: results of other operations than were asked for',
    start: server({ instead: nfsOnly(Buffer.concat([u32(0), opaque(''), u32(1, 15, 0)])) }),
    expect: { reason: 'UnexpectedReply', stage: 'Reached' },
  }),
  withVersion('4', {
    ...row,
    name: 'trap: success, and fewer results than operations',
    start: server({ instead: nfsOnly(Buffer.concat([u32(0), opaque(''), u32(1, 24, 0)])) }),
    // The first call asks for that one operation alone.
    expect: { reason: 'UnexpectedReply', stage: 'Authorized' },
  }),
  withVersion('4', {
    ...row,
    name: 'a server of version 3',
    start: server({ versions: [3] }),
    expect: {
      reason: 'InvalidConfiguration',
      stage: 'Reached',
      about: /version: nas\.example\.com:2049 does not serve NFS version 4, it serves 3/,
    },
  }),
  withVersion('3', {
    ...row,
    name: 'a server of version 4',
    start: server({ versions: [4] }),
    expect: { reason: 'InvalidConfiguration', stage: 'Reached', about: /version: the server has no NFS version 3/ },
  }),
  withVersion('3', {
    ...row,
    name: 'a server of version 4, without asking rpcbind',
    config: { port: 2049, mountPort: 20_048 },
    start: server({ versions: [4] }),
    expect: { reason: 'InvalidConfiguration', stage: 'Reached', about: /does not serve NFS version 3/ },
  }),
  withVersion('4', {
    ...row,
    name: 'neither 4.0 nor 4.1',
    start: server({ minors: [2] }),
    expect: { reason: 'InvalidConfiguration', stage: 'Reached', about: /version/ },
  }),
  withVersion('3', {
    ...row,
    name: 'rpcbind names a port that is none',
    start: server({ instead: ({ program }) => (program === programs.rpcbind ? u32(70_000) : undefined) }),
    expect: { reason: 'UnexpectedReply', stage: 'Reached' },
  }),
  withVersion('3', {
    ...row,
    name: 'rpcbind does not answer: the way without it is said',
    start: server({ instead: ({ program }) => (program === programs.rpcbind ? 'silence' : undefined) }),
    timeoutMs: 300,
    expect: { reason: 'TimedOut', about: /nas\.example\.com:111, .*spec\.config\.port and spec\.config\.mountPort/ },
  }),
  withVersion('3', {
    ...row,
    name: 'rpcbind names a port where nobody listens',
    start: server({ instead: ({ program }) => (program === programs.rpcbind ? u32(4045) : undefined) }),
    expect: { reason: 'ConnectionRefused', about: /nas\.example\.com:4045/ },
  }),
  withVersion('4', {
    ...row,
    name: 'nobody listens',
    config: { port: 4444 },
    start: server(),
    expect: { reason: 'ConnectionRefused', about: /^nas\.example\.com:4444$/ },
  }),
  withVersion('3', {
    ...row,
    name: 'ports that are given are not asked for',
    config: { port: 2049, mountPort: 20_048 },
    start: server({ instead: ({ program }) => (program === programs.rpcbind ? 'close' : undefined) }),
    expect: { reason: 'Verified' },
  }),
];
