import { challenged } from '../../support/challenged.ts';
import { challenge, iis } from './fake.ts';
import { methodCases, type Row } from '../../support/http-cases.ts';
import { testNow } from '../../support/test-context.ts';
import type { PlatformCases } from '../case.ts';
import { account, inputRows, ntlm } from './setup.ts';
import { siteRows } from './site.ts';

const good: Row = { kind: 'connected', name: 'good', hits: { logins: 1 }, expect: { reason: 'Verified', account } };

const { front: _front, ...bare } = ntlm;
const basicOnly = { ...bare, routes: { test: { ...ntlm.routes['test']!, good: challenge('Basic realm="x"') } } };

export const ntlmCases: PlatformCases = [
  ...methodCases(ntlm, [
    ...challenged(siteRows, 'test'),
    ...inputRows,
    {
      kind: 'rejected',
      name: 'trap: 401 after the third message, which may mean three things; proved once',
      secret: { password: 'canary-wrong-password' },
      hits: { logins: 1 },
      expect: { reason: 'AccessRefused', causes: 3 },
    },
    {
      name: 'another user',
      secret: { username: 'CORP\\nobody' },
      hits: { logins: 1 },
      expect: { reason: 'AccessRefused', causes: 3 },
    },
    {
      kind: 'malformed secret',
      name: 'two backslashes in the user name',
      secret: { username: 'CORP\\\\svc' },
      offline: false,
      hits: { logins: 0 },
      expect: { reason: 'SecretInvalid', about: /backslash/ },
    },
    {
      ...good,
      name: 'the domain as a setting',
      config: { domain: 'CORP', workstation: 'MIGRATION01' },
      secret: { username: 'svc&migration<"\'>' },
    },
  ]),
  ...methodCases({ ...ntlm, front: iis({ binding: () => 'ff' }) }, [
    { name: 'another channel binding is wanted', hits: { logins: 1 }, expect: { reason: 'AccessRefused', causes: 3 } },
  ]),
  ...methodCases({ ...ntlm, front: iis({ now: testNow + 20 * 60_000 }) }, [
    {
      name: 'a wrong password while the clocks differ',
      secret: { password: 'canary-wrong-password' },
      expect: 'ClockSkew',
    },
  ]),
  // Where each request is signed in, a test proves the password as often as it asks.
  ...methodCases({ ...ntlm, front: iis({ single: true }), always: () => undefined }, [
    { name: 'a server that signs in each request', hits: { test: 1, rights: 1, logins: 2 }, expect: 'Verified' },
  ]),
  ...methodCases(basicOnly, [
    {
      name: 'NTLM is not offered',
      hits: { logins: 0 },
      expect: { reason: 'InvalidConfiguration', stage: 'Authenticated', about: /offers Basic/ },
    },
  ]),
];
