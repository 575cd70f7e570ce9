import { challenged } from '../../support/challenged.ts';
import { generalRows, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { digestFront } from '../../../dev/servers/digest-front.ts';
import { ntlmFront } from '../../../dev/servers/ntlm-front.ts';
import { testNow } from '../../support/test-context.ts';
import { collection, multistatus, plain, principal, privileges, propfind } from './dav.ts';

const username = 'svc-migration';
const password = 'canary-pässword-31:x';
const config = { url: 'https://dav.example.com/files/' };
const routes = { open: propfind('/files/'), below: propfind('/files/Finance') };
const secret = { username, password };

/** Servers that let through who answers their challenge. */
export const digestMethod: FakedMethod = {
  method: 'digest',
  routes,
  config,
  secret,
  front: (inner) => {
    const { listener, log } = digestFront({ username, password, algorithms: ['MD5', 'SHA-256'], qop: 'auth' }, inner);
    return { listener, logins: log };
  },
};
export const ntlmMethod: FakedMethod = {
  method: 'ntlm',
  routes,
  config: { ...config, domain: 'ACME' },
  secret,
  front: (inner) => ntlmFront({ domain: 'ACME', user: username, password, now: testNow }, inner),
};

const named = multistatus(collection + principal + privileges('all'));

/** What holds however the account is proved. */
function rowsOf({ login, taken }: { login: string; taken: string }): Row[] {
  return [
    {
      kind: 'connected',
      name: 'a server that names the principal',
      replies: { open: named },
      hits: { open: 1 },
      expect: { reason: 'Verified', account: { id: '/principals/svc/', name: login } },
    },
    {
      kind: 'connected',
      name: 'a server that names no principal: it is asked without the credential as well',
      hits: { open: 1 },
      expect: { reason: 'Verified', account: { id: login } },
    },
    {
      kind: 'connected',
      name: 'a folder below, in the same sign-in',
      replies: { open: named, below: named },
      requires: { path: 'Finance' },
      hits: { open: 1, below: 1 },
      expect: {
        reason: 'Verified',
        access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' },
      },
    },
    {
      name: 'a folder that the account may not open',
      replies: { open: named, below: { status: 401, headers: { 'www-authenticate': 'NTLM' } } },
      requires: { path: 'Finance' },
      expect: { reason: 'PermissionDenied', account: { name: login }, causes: 1 },
    },
    { kind: 'malformed secret', name: 'no password', without: ['password'], expect: { reason: 'SecretKeyMissing' } },
    { name: `the password is taken: ${taken}`, replies: { open: { status: 403 } }, expect: 'PermissionDenied' },
    ...challenged(generalRows('open'), 'open'),
  ];
}

/** A connection that breaks after the password went is no reason to send it again soon. */
const cut: Row = {
  name: 'connection cut after the sign-in',
  replies: { open: 'reset' },
  expect: { reason: 'ServiceUnavailable', stage: 'Authenticated', credential: 'NotAccepted' },
};

export const digestRows: Row[] = [
  ...rowsOf({ login: username, taken: 'SHA-256' }),
  cut,
  {
    kind: 'rejected',
    name: 'a wrong password, sent once',
    secret: { password: 'canary-wrong-password' },
    logins: ['asked', 'refused'],
    hits: {},
    expect: 'CredentialsRejected',
  },
  {
    kind: 'rejected',
    name: 'an unknown user, sent once',
    secret: { username: 'somebody' },
    logins: ['asked', 'refused'],
    expect: 'CredentialsRejected',
  },
  {
    name: 'the strongest that is offered, once a test',
    replies: { open: named },
    logins: ['asked', 'taken SHA-256'],
    expect: 'Verified',
  },
  {
    kind: 'malformed secret',
    name: 'a colon in the user name',
    secret: { username: 'svc:migration' },
    expect: { reason: 'SecretInvalid', about: /username/ },
  },
  {
    name: 'a domain, which is for ntlm',
    config: { domain: 'ACME' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /domain/ },
  },
];

export const ntlmRows: Row[] = [
  ...rowsOf({ login: 'ACME\\svc-migration', taken: 'NTLMv2' }),
  cut,
  {
    kind: 'rejected',
    name: 'a wrong password, sent once',
    secret: { password: 'canary-wrong-password' },
    logins: ['ACME\\svc-migration: wrong password'],
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  {
    kind: 'rejected',
    name: 'an unknown user, sent once',
    secret: { username: 'somebody' },
    logins: ['ACME\\somebody: unknown user'],
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  {
    name: 'DOMAIN\\user',
    config: { domain: undefined },
    secret: { username: 'ACME\\svc-migration' },
    logins: ['ACME\\svc-migration: taken'],
    expect: { reason: 'Verified', account: { name: 'ACME\\svc-migration' } },
  },
  {
    name: 'one login for all requests of a test',
    replies: { open: named, below: plain },
    requires: { path: 'Finance' },
    logins: ['ACME\\svc-migration: taken'],
    expect: 'Verified',
  },
  {
    name: 'two domains',
    secret: { username: 'OTHER\\svc-migration' },
    hits: {},
    logins: [],
    expect: { reason: 'SecretInvalid', about: /another domain/ },
  },
  {
    name: 'a domain with a backslash',
    config: { domain: 'ACME\\' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /domain/ },
  },
];
