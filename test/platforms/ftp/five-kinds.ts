import type { PlatformCase } from '../case.ts';
import { account, answering, password, plain, server, silent, tls, untold, username } from './setup.ts';

const rights = { read: 'Granted', write: 'Granted', update: 'NotTestable', delete: 'Granted' } as const;

/** Of the methods that both platforms have; over TLS where the platform is ftps. */
export function fiveOfPassword(encrypted: boolean): PlatformCase[] {
  const way = encrypted ? { tls } : {};
  const base = { ...plain, config: encrypted ? {} : plain.config };
  const commands = encrypted ? 'AUTH PBSZ PROT USER PASS PWD FEAT MLST QUIT' : 'USER PASS PWD FEAT MLST QUIT';
  return [
    {
      ...base,
      kind: 'connected',
      name: 'one sign-in, one look, one goodbye',
      start: server(way, { commands }),
      expect: { reason: 'Verified', account: { id: username, name: username }, access: rights },
    },
    {
      ...base,
      kind: 'rejected',
      name: 'wrong password',
      secret: { username, password: 'canary-wrong' },
      start: server(way),
      expect: { reason: 'CredentialsRejected' },
    },
    { ...base, kind: 'timed out', name: 'no greeting', start: silent, timeoutMs: 300, expect: { reason: 'TimedOut' } },
    {
      ...base,
      kind: 'unexpected reply',
      name: 'another protocol answers',
      start: answering('greeting', 'SSH-2.0-OpenSSH_9.2'),
      expect: { reason: 'UnexpectedReply', stage: 'Reached', about: /does not speak FTP/ },
    },
    {
      ...base,
      kind: 'malformed secret',
      name: 'no password',
      config: { ...base.config, host: 'ftp.example.com' },
      secret: { username },
      expect: { reason: 'SecretKeyMissing', about: /^key `password` of the Secret is missing/ },
    },
    ...['anonymous', 'FTP'].map((nobody): PlatformCase => ({
      ...base,
      kind: 'malformed secret',
      name: `${nobody} is nobody`,
      config: { ...base.config, host: 'ftp.example.com' },
      secret: { username: nobody, password },
      expect: { reason: 'SecretInvalid', about: /stands for nobody in FTP.* method anonymous/ },
    })),
    {
      ...base,
      kind: 'malformed secret',
      name: 'a password of two lines',
      config: { ...base.config, host: 'ftp.example.com' },
      secret: { username, password: 'canary\r\nDELE x' },
      expect: { reason: 'SecretInvalid', about: /^key `password` of the Secret contains a line break/ },
    },
  ];
}

export function fiveOfAnonymous(encrypted: boolean): PlatformCase[] {
  const way = { ...(encrypted ? { tls } : {}), anonymous: true };
  const base = { method: 'anonymous', config: encrypted ? {} : plain.config };
  return [
    {
      ...base,
      kind: 'connected',
      name: 'the server lets everyone in',
      start: server(way),
      expect: {
        reason: 'Verified',
        account: { id: 'anonymous' },
        access: { ...rights, write: 'Denied', delete: 'Denied' },
      },
    },
    {
      ...base,
      kind: 'rejected',
      name: 'the server lets nobody in',
      start: server({ ...way, anonymous: false }),
      expect: { reason: 'AccessRefused', causes: 2 },
    },
    {
      ...base,
      kind: 'rejected',
      name: 'the server says so before the password',
      start: server({ ...way, answers: { USER: '530 This server does not allow nobody.' } }, { logins: 0 }),
      expect: { reason: 'AccessRefused', causes: 2 },
    },
    { ...base, kind: 'timed out', name: 'no greeting', start: silent, timeoutMs: 300, expect: { reason: 'TimedOut' } },
    {
      ...base,
      kind: 'unexpected reply',
      name: 'a reply that nobody knows',
      start: answering('PASS', '299 perhaps', way),
      expect: { reason: 'UnexpectedReply', about: /answers the password in an unknown way/ },
    },
    {
      ...base,
      kind: 'malformed secret',
      name: 'no host',
      secret: {},
      expect: { reason: 'InvalidConfiguration', about: /host is missing/ },
    },
  ];
}

/** Rights that looking tells, and those that a probe proves. */
export function accessRows(encrypted: boolean): PlatformCase[] {
  const way = encrypted ? { tls: { ...tls, resume: true } } : {};
  const base = { ...plain, config: encrypted ? {} : plain.config };
  const probe = { path: '/upload', proof: 'Probe', access: ['Read', 'Write', 'Update', 'Delete'] } as const;
  const requires = { ...probe, access: [...probe.access] };
  const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
  const there = { ...way, directories: ['/upload'] };
  const name = '/upload/.connection-test-7d5e9f3a';
  const other = { '/upload/report.csv': 'a,b' };
  return [
    {
      ...base,
      name: 'Probe: one file is written, read, overwritten and deleted',
      requires,
      start: server({ ...there, files: other }),
      expect: { reason: 'Verified', access: all },
    },
    {
      ...base,
      name: 'Probe: a left-over is swept',
      requires,
      start: server({ ...there, files: { ...other, [name]: 'old' } }, { gone: [name] }),
      expect: { reason: 'Verified', access: all },
    },
    {
      ...base,
      name: 'Probe without MLST, EPSV, or a true address in 227',
      requires,
      start: server({ ...there, mlst: 'none', pasvAddress: '192.0.2.1', answers: { EPSV: '500 what?' } }),
      expect: { reason: 'Verified', access: all },
    },
    {
      ...base,
      name: 'Probe: the directory takes no files',
      requires,
      start: server({ ...there, readOnly: ['/upload'] }),
      expect: { reason: 'PermissionDenied', about: /write/, account: { id: username } },
    },
    {
      ...base,
      name: 'Probe: DELE is refused, so the file stays',
      requires: { ...requires, access: ['Read', 'Write'] },
      start: server({ ...there, answers: { DELE: '550 Permission denied.' } }, { left: [name] }),
      expect: { reason: 'Verified', access: { ...all, delete: 'Denied' } },
    },
    {
      ...base,
      name: 'Look without MLST tells nothing',
      requires: { access: ['Write'] },
      start: server({ ...way, mlst: 'none' }),
      expect: { reason: 'Verified', stage: 'Authorized', access: untold },
    },
    {
      ...base,
      name: 'Look with MLST, but without rights in it',
      start: server({ ...way, mlst: 'without rights' }),
      expect: { reason: 'Verified', access: untold },
    },
    {
      ...base,
      name: 'Look with rights that have to be asked for',
      start: server({ ...way, mlst: 'rights not chosen' }),
      expect: { reason: 'Verified', access: rights },
    },
    {
      ...base,
      name: 'Look: the account only reads',
      requires: { access: ['Read', 'Write', 'Delete'] },
      start: server({ ...way, accounts: [{ ...account, write: false }] }),
      expect: { reason: 'PermissionDenied', about: /^write, delete$/ },
    },
  ];
}
