import type { FakeReply } from '../../support/fake-platform.ts';
import { exchangeRoutes, failed, fault, folder, mailbox, warned } from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { ntlmFront } from '../../../dev/servers/ntlm-front.ts';
import { testNow } from '../../support/test-context.ts';
import { challenged } from '../../support/challenged.ts';
import { responded } from '../../support/responded.ts';
import type { Expected, PlatformCases } from '../case.ts';

const url = 'https://mail.acme.example/EWS/Exchange.asmx';
const password = 'canary-pässword-31:x';
const username = 'ACME\\svc-migration';
const basic = `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`;
const everything = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;

const signedIn: Row[] = [
  {
    kind: 'connected',
    name: 'its own mailbox',
    hits: { own: 1 },
    expect: { reason: 'Verified', account: { id: username, name: username }, access: everything },
  },
  {
    kind: 'connected',
    name: 'some rights',
    replies: { own: folder('Read', 'Modify') },
    expect: {
      reason: 'Verified',
      access: { read: 'Granted', write: 'Denied', update: 'Granted', delete: 'Denied' },
    },
  },
  {
    name: 'a right is missing',
    replies: { own: folder('Read') },
    requires: { access: ['Delete'] },
    expect: { reason: 'PermissionDenied', about: /^delete$/, account: { id: username } },
  },
  {
    kind: 'connected',
    name: 'another mailbox, by the rights in it',
    config: { mailbox },
    replies: { delegate: folder('Read') },
    hits: { own: 1, delegate: 1 },
    expect: {
      reason: 'Verified',
      access: { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' },
    },
  },
  {
    kind: 'connected',
    name: 'another mailbox, as its owner',
    config: { mailbox, mailboxAccess: 'impersonation' },
    hits: { own: 1, impersonation: 1 },
    expect: { reason: 'Verified', access: everything },
  },
  {
    kind: 'connected',
    name: 'trap: an account without a mailbox of its own',
    config: { mailbox },
    replies: { own: failed('ErrorNonExistentMailbox') },
    hits: { own: 1, delegate: 1 },
    expect: { reason: 'Verified', account: { id: username } },
  },
  {
    name: 'the other mailbox is not there',
    config: { mailbox },
    replies: { delegate: failed('ErrorNonExistentMailbox') },
    expect: { reason: 'TargetNotFound', stage: 'Authorized', causes: 1, account: { id: username } },
  },
  {
    name: 'no right in the other mailbox',
    config: { mailbox },
    replies: { delegate: failed('ErrorAccessDenied') },
    expect: { reason: 'PermissionDenied', causes: 1, account: { id: username } },
  },
  {
    name: 'may not act as the owner',
    config: { mailbox, mailboxAccess: 'impersonation' },
    replies: { impersonation: fault('ErrorImpersonateUserDenied') },
    expect: { reason: 'PermissionDenied', causes: 1 },
  },
  // A fault with status 500 is the server's own word.
  ...saying('own', [
    ['no mailbox, as a fault', fault('ErrorNonExistentMailbox'), 'TargetNotFound', 1],
    ['ErrorAccountDisabled', fault('ErrorAccountDisabled'), 'CredentialsRevoked', 1],
    ['another fault', fault('ErrorSchemaValidation'), 'UnexpectedReply'],
  ]).map((row): Row => ({ ...row, expect: { ...(row.expect as Expected), stage: 'Authenticated' } })),
  ...saying('own', [
    ['no mailbox', failed('ErrorNonExistentMailbox'), 'TargetNotFound', 1],
    ['ErrorAccessDenied', failed('ErrorAccessDenied'), 'PermissionDenied', 1],
    ['ErrorImpersonationDenied', fault('ErrorImpersonationDenied'), 'PermissionDenied', 1],
    ['ErrorADUnavailable', fault('ErrorADUnavailable'), 'ServiceUnavailable'],
    ['ErrorADOperation', failed('ErrorADOperation'), 'ServiceUnavailable'],
    ['ErrorServerBusy', fault('ErrorServerBusy'), 'ServiceUnavailable'],
    ['another code', failed('ErrorSchemaValidation'), 'UnexpectedReply'],
    ['trap: a warning', warned('ErrorBatchProcessingStopped'), 'UnexpectedReply'],
    ['403', { status: 403 }, 'TargetNotFound', 2],
    ['405', { status: 405 }, 'TargetNotFound', 1],
  ]),
  { kind: 'malformed secret', name: 'no password', without: ['password'], expect: { reason: 'SecretKeyMissing' } },
  {
    name: 'the address of the web page of Exchange',
    config: { url: 'https://mail.acme.example/owa' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /url/ },
  },
  {
    name: 'a host name alone',
    config: { url: 'mail.acme.example' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /url/ },
  },
  {
    name: 'no mailbox but a name',
    config: { mailbox: 'Archive' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /mailbox/ },
  },
  // A POST is not sent again to where a redirect points.
  ...generalRows('own'),
];

const basicRows: Row[] = [
  {
    kind: 'rejected',
    name: 'a wrong password, sent once',
    secret: { password: 'canary-wrong-password' },
    hits: { own: 1 },
    expect: 'CredentialsRejected',
  },
  {
    kind: 'malformed secret',
    name: 'a colon in the user name',
    secret: { username: 'ACME:svc' },
    expect: { reason: 'SecretInvalid', about: /username/ },
  },
  {
    name: 'a domain beside the user name',
    config: { domain: 'ACME' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /domain/ },
  },
];

/** It is found out after the password went, by the same request without it. */
const open: Row[] = [
  {
    kind: 'unexpected reply',
    name: 'trap: it answers anyone',
    replies: { own: folder('Read') },
    hits: { own: 3 },
    expect: { reason: 'UnexpectedReply', about: /without a credential/ },
  },
];

const ntlmRows: Row[] = [
  {
    kind: 'rejected',
    name: 'a wrong password, sent once',
    secret: { password: 'canary-wrong-password' },
    logins: ['ACME\\svc-migration: wrong password'],
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  {
    kind: 'connected',
    name: 'one login for both requests',
    config: { mailbox, domain: 'ACME' },
    secret: { username: 'svc-migration' },
    hits: { own: 1, delegate: 1 },
    logins: ['ACME\\svc-migration: taken'],
    expect: { reason: 'Verified', account: { name: username } },
  },
];

const challenge: FakeReply = { status: 401, headers: { 'www-authenticate': 'Basic realm="mail.acme.example"' } };

const faked = { config: { url }, secret: { username, password } };
const basicMethod: FakedMethod = { ...faked, method: 'basic', routes: exchangeRoutes(basic) };
const ntlmMethod: FakedMethod = {
  ...faked,
  method: 'ntlm',
  routes: exchangeRoutes(),
  front: (inner) => ntlmFront({ domain: 'ACME', user: 'svc-migration', password, now: testNow }, inner),
};

/** What is cut after the password went may have counted. */
const cut = (row: Row): Row =>
  row.name === 'connection cut' ? { ...row, expect: { reason: 'ServiceUnavailable', credential: 'NotAccepted' } } : row;

export const cases: PlatformCases = [
  ...methodCases({ ...basicMethod, strangers: challenge }, [...challenged(responded(signedIn), 'own'), ...basicRows]),
  ...methodCases(basicMethod, open),
  ...methodCases(ntlmMethod, [...challenged(signedIn.map(cut), 'own'), ...ntlmRows]),
];
