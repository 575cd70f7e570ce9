import { challenged } from '../../support/challenged.ts';
import type { Answer, FakeReply } from '../../support/fake-platform.ts';
import { generalRows, methodCases, type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { digestMethod, digestRows, ntlmMethod, ntlmRows } from './challenged.ts';
import { bearerMethod, bearerRows } from './bearer.ts';
import { challenge, collection, multistatus, nobody, once, plain, principal, propfind } from './dav.ts';
import { rightsRows, username } from './rights.ts';
import { missing } from '../shared/secrets/missing.ts';

const password = 'canary-pässword-31:x';
const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;

const rows: Row[] = [
  ...rightsRows,
  {
    kind: 'rejected',
    name: 'a wrong password',
    secret: { password: 'canary-wrong-password' },
    hits: { open: 1 },
    expect: 'CredentialsRejected',
  },
  {
    kind: 'unexpected reply',
    name: 'it ignores the credential',
    replies: { open: [multistatus(collection + nobody)] },
    hits: { open: 1 },
    expect: 'UnexpectedReply',
  },
  {
    kind: 'unexpected reply',
    name: 'XML that is no multistatus',
    replies: { open: { ...plain, text: '<D:error xmlns:D="DAV:"/>' } },
    expect: 'UnexpectedReply',
  },
  {
    kind: 'unexpected reply',
    name: 'nothing found in it',
    replies: { open: multistatus('', collection) },
    expect: 'UnexpectedReply',
  },
  {
    kind: 'unexpected reply',
    name: 'status 200',
    replies: { open: { ...plain, status: 200 } },
    expect: 'UnexpectedReply',
  },
  {
    name: '403',
    replies: { open: { status: 403 } },
    hits: { open: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  ...['405', '501'].map((status): Row => ({
    name: status,
    replies: { open: { status: Number(status) } },
    expect: { reason: 'TargetNotFound', causes: 1, stage: 'Authenticated' },
  })),
  { name: '423', replies: { open: { status: 423 } }, expect: 'UnexpectedReply' },
  { name: '507', replies: { open: { status: 507 } }, expect: 'UnexpectedReply' },
  {
    kind: 'connected',
    name: 'redirected within the server',
    config: { url: 'https://dav.example.com/files' },
    hits: { short: 1, open: 2 },
    expect: 'Verified',
  },
  missing('password'),
  {
    kind: 'malformed secret',
    name: 'a colon in the user name',
    secret: { username: 'svc:migration' },
    expect: { reason: 'SecretInvalid', about: /username/ },
  },
  { name: 'no address', without: ['url'], offline: true, expect: { reason: 'InvalidConfiguration', about: /url/ } },
  {
    name: 'an address without scheme',
    config: { url: 'dav.example.com' },
    offline: true,
    expect: 'InvalidConfiguration',
  },
  {
    name: 'an address with a password in it',
    config: { url: 'https://svc:canary@dav.example.com/files/' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /url has a user name or password in it/ },
  },
  {
    kind: 'connected',
    name: 'an address with an e-mail address in its path',
    config: { url: 'https://dav.example.com/dav/svc@example.com/' },
    replies: { mail: once(multistatus(collection + principal)) },
    hits: { mail: 2 },
    expect: 'Verified',
  },
  ...generalRows('open'),
];

/** Those who have no credential are asked for one, before a password is shown; the others of these are not asked at all. */
const open: Row[] = [
  {
    kind: 'unexpected reply',
    name: 'it answers without a credential as well',
    replies: { open: plain },
    hits: { open: 3 },
    expect: { reason: 'UnexpectedReply', about: /without a credential/ },
  },
  {
    kind: 'unexpected reply',
    name: 'trap: it names a principal to anybody',
    replies: { open: multistatus(collection + principal) },
    hits: { open: 3 },
    expect: { reason: 'UnexpectedReply', about: /without a credential/ },
  },
  {
    name: 'it cannot be asked now',
    replies: { open: [{ status: 503 }] },
    hits: { open: 1 },
    expect: 'ServiceUnavailable',
  },
];

/** The same rows for Basic: the stranger comes first. */
function strangerFirst(all: readonly Row[]): Row[] {
  const first = (answer: Answer | readonly Answer[]) => [
    challenge,
    ...(Array.isArray(answer) ? (answer as Answer[]) : [answer as Answer]).filter((one) => one !== challenge),
  ];
  const changed = all.map(({ replies, hits, ...row }): Row => ({
    ...row,
    ...(replies && {
      replies: Object.fromEntries(
        Object.entries(replies).map(([route, answer]) => [route, route === 'below' ? answer : first(answer)]),
      ),
    }),
    ...(hits && { hits: { ...hits, ...(hits['open'] === 1 ? { open: 2 } : {}) } }),
  }));
  return challenged(changed, 'open');
}

const moved: FakeReply = { status: 301, headers: { location: 'https://dav.example.com/files/' } };

const url = 'https://dav.example.com/files/';

export const cases: PlatformCases = [
  ...methodCases(
    {
      method: 'basic',
      routes: {
        open: propfind('/files/', basic),
        cloud: propfind('/remote.php/webdav/', basic),
        mail: propfind('/dav/svc@example.com/', basic),
        whole: propfind('/cloud/remote.php/dav/files/svc/', basic),
        below: propfind('/files/Finance/2026%20Q1', basic),
        short: { ...propfind('/files', basic), good: moved, refused: moved },
      },
      config: { url },
      secret: { username, password },
    },
    [...strangerFirst(rows), ...open],
  ),
  ...methodCases(bearerMethod, bearerRows),
  ...methodCases(digestMethod, digestRows),
  ...methodCases(ntlmMethod, ntlmRows),
];
