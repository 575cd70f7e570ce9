import type { PlatformCase } from '../case.ts';
import { account, answering, password, plain, server, silent, username } from './setup.ts';

type Row = [name: string, start: PlatformCase['start'], expected: PlatformCase['expect']];

/** What servers say that want TLS: vsftpd, ProFTPD and pyftpdlib, IIS, Pure-FTPd. */
const tlsWanted = [
  '530 Non-anonymous sessions must use encryption.',
  '550 SSL/TLS required on the control channel',
  '534 Policy requires SSL.',
  '421 Sorry, cleartext sessions and weak ciphers are not accepted on this server.',
  '331 Use TLS before you send the password of svc-tls',
];

const table: Row[] = [
  ...tlsWanted.map((reply): Row => [
    `TLS required: ${reply.slice(0, 3)} to USER`,
    answering('USER', reply),
    { reason: 'InvalidConfiguration', stage: 'Authenticated', about: /wants TLS; use platform ftps/ },
  ]),
  [
    'TLS required: 550 to PASS',
    answering('PASS', '550 SSL/TLS required on the control channel'),
    { reason: 'InvalidConfiguration', stage: 'Authenticated', about: /wants TLS; use platform ftps/ },
  ],
  [
    'a user whose name has TLS in it is asked for the password',
    server({ answers: { USER: `331 Password required for ${username}.` } }),
    { reason: 'Verified' },
  ],
  ['530 to USER', answering('USER', '530 Permission denied.'), { reason: 'AccessRefused', causes: 3 }],
  ['550 to USER', answering('USER', '550 No.'), { reason: 'AccessRefused', causes: 3 }],
  [
    '332 to USER',
    answering('USER', '332 Need account for login.'),
    { reason: 'InvalidConfiguration', stage: 'Authenticated', about: /ACCT/ },
  ],
  [
    '332 to PASS',
    answering('PASS', '332 Need account for login.'),
    { reason: 'InvalidConfiguration', stage: 'Authenticated', about: /ACCT/ },
  ],
  ['230 to USER', answering('USER', '230 Welcome.'), { reason: 'UnexpectedReply', about: /without a password/ }],
  [
    '230 as anonymous',
    answering('PASS', '230 Anonymous access granted, restrictions apply'),
    { reason: 'UnexpectedReply', about: /as anonymous/ },
  ],
  [
    '230 as a guest',
    answering('PASS', '230 Guest login ok, access restrictions apply.'),
    { reason: 'UnexpectedReply', about: /as anonymous/ },
  ],
  [
    '530 too many, to USER',
    answering('USER', '530 Too many users.'),
    { reason: 'RateLimited', stage: 'Authenticated' },
  ],
  [
    '530 maximum, to PASS',
    answering('PASS', '530 Sorry, the maximum number of clients are already connected.'),
    { reason: 'RateLimited', stage: 'Authenticated' },
  ],
  [
    '421 too many, as greeting',
    answering('greeting', '421 There are too many connected users.'),
    { reason: 'RateLimited' },
  ],
  ['421 as greeting', answering('greeting', '421 Service not available.'), { reason: 'ServiceUnavailable' }],
  ['120 as greeting', answering('greeting', '120 Ready in 5 minutes.'), { reason: 'ServiceUnavailable' }],
  [
    '500 as greeting',
    answering('greeting', '500 FTP server shut down'),
    { reason: 'UnexpectedReply', stage: 'Reached', about: /refuses/ },
  ],
  ['421 to USER', answering('USER', '421 Timeout.'), { reason: 'ServiceUnavailable', stage: 'Authenticated' }],
  ['421 to PASS', answering('PASS', '421 Timeout.'), { reason: 'ServiceUnavailable', stage: 'Authenticated' }],
  [
    '500 to PASS: vsftpd finds no home directory',
    answering('PASS', '500 OOPS: cannot change directory:/home/svc-tls'),
    { reason: 'UnexpectedReply', about: /cannot open a session/ },
  ],
  [
    '530 of IIS to PASS, which finds no home directory',
    answering('PASS', '530 User cannot log in, home directory inaccessible.'),
    { reason: 'AccessRefused', causes: 2 },
  ],
  ['550 to PASS', answering('PASS', '550 No.'), { reason: 'AccessRefused', causes: 2 }],
  ['a password beyond ASCII that is rejected', server(), { reason: 'AccessRefused', causes: 2 }],
  ['430 to PASS', answering('PASS', '430 No.'), { reason: 'UnexpectedReply' }],
  [
    'closed after PASS',
    answering('PASS', (socket) => void socket.destroy()),
    { reason: 'ServiceUnavailable', stage: 'Authenticated' },
  ],
  [
    'closed after USER',
    answering('USER', (socket) => void socket.end()),
    { reason: 'ServiceUnavailable', stage: 'Authenticated' },
  ],
  [
    'a goodbye before PASS',
    answering('USER', '331 Password?\r\n421 Timeout.'),
    { reason: 'ServiceUnavailable', stage: 'Authenticated' },
  ],
  ['closed at once', answering('greeting', (socket) => void socket.end()), { reason: 'ServiceUnavailable' }],
  ['530 to PWD', answering('PWD', '530 Please login.'), { reason: 'UnexpectedReply' }],
  ['502 to PWD', answering('PWD', '502 not here'), { reason: 'Verified' }],
  ['502 to FEAT', answering('FEAT', '502 not here'), { reason: 'Verified' }],
];

const shapes: Row[] = [
  [
    'replies of many lines, with codes in them',
    server({
      answers: {
        greeting: '220-Welcome\r\n530 is what you get for a wrong password\r\n 220 not yet\r\n220 now',
        PASS: '230-Read this:\n331 files\n\n230-and so on\n230 Done',
        PWD: '257 "/a ""b"""',
      },
    }),
    { reason: 'Verified' },
  ],
  [
    'half lines',
    answering('PWD', (socket) => {
      socket.write('25');
      setTimeout(() => socket.write('7 "/"\r'), 20);
      setTimeout(() => socket.write('\n'), 40);
    }),
    { reason: 'Verified' },
  ],
  [
    'a reply without end',
    answering('USER', `331-${'a long story, '.repeat(10_000)}`),
    { reason: 'UnexpectedReply', about: /without end/ },
  ],
  [
    'lines without end',
    answering('greeting', '220-again\r\n'.repeat(20_000)),
    { reason: 'UnexpectedReply', stage: 'Reached', about: /without end/ },
  ],
  [
    'HTTP',
    answering('greeting', 'HTTP/1.1 400 Bad Request\r\n\r\n'),
    { reason: 'UnexpectedReply', stage: 'Reached', about: /does not speak FTP/ },
  ],
  [
    'a goodbye that nobody asked for',
    answering('PWD', '257 "/"\r\n421 Idle for too long.\r\n'),
    { reason: 'ServiceUnavailable', stage: 'Authorized' },
  ],
];

export const replyRows: PlatformCase[] = [...table, ...shapes].map(([name, start, expect]) => ({
  ...plain,
  ...(name.includes('beyond ASCII') ? { secret: { username, password: 'canary-pässword' } } : {}),
  name,
  ...(start ? { start } : {}),
  expect,
}));

export const slowRows: PlatformCase[] = [
  {
    ...plain,
    name: 'no answer to the password: it is held back for long',
    start: answering('PASS', () => {}),
    timeoutMs: 400,
    expect: { reason: 'TimedOut', stage: 'Authenticated' },
  },
  { ...plain, name: 'port 990 says nothing', start: silent, timeoutMs: 300, expect: { reason: 'TimedOut' } },
];

export const directoryRows: PlatformCase[] = [
  ['550 with words for missing', '550 /gone: No such file or directory', 'TargetNotFound', 0],
  ['550 with words for forbidden', '550 /gone: Permission denied', 'PermissionDenied', 0],
  ['a directory whose name has TLS in it', '550 /gone-tls: No such file or directory', 'TargetNotFound', 0],
  ['550 of vsftpd, which does not say', '550 Failed to change directory.', 'PermissionDenied', 2],
  ['450 with words for missing', '450 /gone: No such file or directory', 'TargetNotFound', 0],
  ['450 of a directory that is busy', '450 /gone: busy', 'UnexpectedReply', undefined],
  ['an unknown reply', '299 what?', 'Verified', undefined],
  ['a refusal that nobody knows', '504 what?', 'UnexpectedReply', undefined],
].map(([name, reply, reason, causes]) => ({
  ...plain,
  name: `CWD: ${String(name)}`,
  requires: { path: String(reply).includes('-tls') ? '/gone-tls' : '/gone' },
  start: answering('CWD', String(reply)),
  expect: {
    reason: reason as PlatformCase['expect']['reason'],
    ...(reason === 'UnexpectedReply' ? { stage: 'Authorized' as const } : {}),
    ...(reason === 'PermissionDenied' ? { about: /^open \/gone$/, access: { read: 'Denied' as const } } : {}),
    ...(typeof causes === 'number' ? { causes } : {}),
  },
}));

export const inputRows: PlatformCase[] = (
  [
    ['plain FTP is not allowed', { host: 'ftp.example.com' }, /allowInsecure is not true.*Use platform ftps/],
    ['a URL', { host: 'ftp://ftp.example.com:2121/in' }, /write ftp\.example\.com alone, 2121 in port, \/in in path/],
    ['a URL with a password', { host: 'ftp://u:canary-in-url@ftp.example.com' }, /has a user name in it/],
    ['a port', { host: 'ftp.example.com:21' }, /write ftp\.example\.com alone, 21 in port/],
    ['a path', { host: 'ftp.example.com/in' }, /write ftp\.example\.com alone, \/in in path/],
    ['a UNC path', { host: '\\\\files\\in' }, /write files alone/],
    ['a port that is none', { host: 'ftp.example.com', port: 0 }, /port/],
    ['a setting that is none', { host: 'ftp.example.com', passive: true }, /passive is not a setting/],
  ] as const
).map(([name, config, about]) => ({
  ...plain,
  name: `host: ${name}`,
  config: name.startsWith('plain') ? config : { ...plain.config, ...config },
  canaries: ['canary-in-url'],
  expect: { reason: 'InvalidConfiguration', about },
}));

export const addressRows: PlatformCase[] = [
  {
    ...plain,
    name: 'a directory beyond ASCII',
    requires: { path: '/Verträge' },
    start: server({ directories: ['/Verträge'] }, { commands: 'USER PASS PWD OPTS CWD FEAT MLST QUIT' }),
    expect: { reason: 'Verified' },
  },
  {
    ...plain,
    name: 'a server that wants TLS for data',
    requires: { path: '/', proof: 'Probe' },
    start: answering('STOR', '522 SSL/TLS required on the data channel'),
    expect: { reason: 'InvalidConfiguration', stage: 'Authorized', about: /^the server wants TLS; use platform ftps$/ },
  },
  {
    ...plain,
    name: 'IPv6, where only EPSV leads to a data connection',
    config: plain.config,
    requires: { path: '/', proof: 'Probe' },
    start: server({ host: '::1' }, { config: { host: '[::1]' } }),
    expect: { reason: 'Verified', access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } },
  },
  {
    ...plain,
    name: 'the user reads only, and anonymous would be let in',
    secret: { username: 'reader', password },
    start: server({ accounts: [{ ...account, username: 'reader', write: false }], anonymous: true }),
    expect: { reason: 'Verified', account: { id: 'reader' } },
  },
];
