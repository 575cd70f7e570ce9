import { adfsUrl, relyingParty } from './adfs-fake.ts';
import { apiError, challenge, iis, me, nobody, ofba, routes, type Way } from './fake.ts';
import type { FakeReply } from '../../support/fake-platform.ts';
import { methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { challenged } from '../../support/challenged.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { account, basic, inputRows } from './setup.ts';
import { siteRows } from './site.ts';

const faked = (way: Way, offer: FakeReply, more: Partial<FakedMethod> = {}): FakedMethod => ({
  ...basic,
  method: 'automatic',
  routes: routes(way, offer),
  ...more,
});
const basicOffered = challenge('Basic realm="sharepoint.example.com"');
const wrong = { password: 'canary-wrong-password' };
const federation = { config: { ...basic.config, adfsUrl, relyingParty } };
const page = (name: string) => ofba(`/_${name}/default.aspx`);
const good = (name: string, hits: Row['hits'] = {}): Row => ({
  kind: 'connected',
  name,
  hits,
  expect: { reason: 'Verified', account },
});
const refused = (name: string, hits: Row['hits'], reason: Row['expect']): Row => ({
  kind: 'rejected',
  name,
  secret: wrong,
  hits: hits ?? {},
  expect: reason,
});

/** What is asked without the credential says what is wrong. */
const questionRows: Row[] = [
  ...saying('bare', [
    ['ADFS, which is not given', page('trust'), 'InvalidConfiguration', 1],
    ['no site', { status: 404 }, 'TargetNotFound', 1],
    ['unavailable', { status: 503 }, 'ServiceUnavailable'],
    ['too many requests', { status: 429, headers: { 'retry-after': '30' } }, 'RateLimited'],
  ]).map((row) => ({ ...row, hits: { bare: 1 } })),
  { name: 'no answer to the question', replies: { bare: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  {
    name: 'nothing that is known',
    replies: { bare: challenge('Digest realm="x"'), discovery: challenge('Digest realm="x"') },
    hits: { bare: 1, discovery: 1 },
    expect: { reason: 'InvalidConfiguration', about: /name one in spec.method/ },
  },
];

const plain = 'http://sharepoint.example.com/sites/hr';
const overHttp = (offer: FakeReply, more: Partial<FakedMethod> = {}): FakedMethod => {
  const asked = routes(more.front ? 'ntlm' : 'basic', offer, 'http');
  return faked('basic', offer, { plain: true, routes: asked, config: { siteUrl: plain }, ...more });
};

export const automaticCases: PlatformCases = [
  ...methodCases(faked('basic', basicOffered), [
    ...challenged(siteRows, 'test'),
    ...inputRows,
    ...responded(questionRows),
    refused('Basic: nothing else is tried', { bare: 1, test: 1 }, { reason: 'AccessRefused', causes: 2 }),
    {
      ...good('trap: a site that is open to anyone is asked again as Office asks', { bare: 1, discovery: 1, test: 1 }),
      replies: { bare: nobody },
    },
  ]),
  ...methodCases(faked('ntlm', challenge('NTLM'), { front: iis() }), [
    good('trap: NTLM beside Basic, which is not used', { logins: 1, test: 1 }),
    refused('NTLM: Basic is not tried after it', { logins: 1 }, { reason: 'AccessRefused', causes: 3 }),
  ]),
  ...methodCases(faked('ntlm', challenge('NTLM'), { front: iis({ scheme: 'Negotiate' }) }), [
    good('NTLM as Negotiate takes it', { logins: 1 }),
  ]),
  ...methodCases(overHttp(challenge('NTLM'), { front: iis() }), [good('NTLM over http', { logins: 1 })]),
  ...methodCases(faked('session', page('forms')), [
    good('forms', { bare: 1, login: 1, test: 1 }),
    refused('forms: nothing else is tried', { bare: 1, login: 1 }, 'CredentialsRejected'),
    { ...good('forms, told by the second question', { discovery: 1, login: 1 }), replies: { bare: apiError(403) } },
    {
      ...good('forms, told by a redirect', { bare: 1, login: 1 }),
      replies: { bare: { status: 302, headers: { location: '/_login/default.aspx?ReturnUrl=x' } } },
    },
  ]),
  ...methodCases(faked('session', page('trust'), federation), [
    good('ADFS', { bare: 1, adfs: 1, trust: 1, test: 1 }),
    refused('ADFS: nothing else is tried', { bare: 1, adfs: 1 }, 'CredentialsRejected'),
  ]),
  ...methodCases(faked('session', page('login'), federation), [
    good('one of several: ADFS, which is given', { adfs: 1 }),
  ]),
  ...methodCases(overHttp(basicOffered), [
    {
      name: 'trap: Basic over http is not chosen by itself',
      hits: { bare: 1 },
      expect: { reason: 'InvalidConfiguration', stage: 'Authenticated', causes: 1 },
    },
  ]),
  ...methodCases(overHttp(page('forms')), [
    {
      name: 'forms over http are not chosen by themselves',
      expect: { reason: 'InvalidConfiguration', stage: 'Authenticated', causes: 1 },
    },
  ]),
  ...methodCases({ ...overHttp(basicOffered), method: 'basic' }, [
    { ...good('Basic over http where it is named', { test: 1 }), replies: { test: me() } },
  ]),
];
