import { fault, issued } from './adfs-fake.ts';
import { apiError, challenge, loginResult, secondPart, ticket } from './fake.ts';
import { saying, type Row } from '../../support/http-cases.ts';
import { testNow } from '../../support/test-context.ts';
import type { Expected } from '../case.ts';

const wrong = { password: 'canary-wrong-p&ssword' };
const at = (ms: number) => new Date(testNow + ms).toISOString();
const faults = (text: string) => ({ status: 500, type: 'application/soap+xml', text });

export const basicRows: Row[] = [
  {
    kind: 'rejected',
    name: 'wrong password, sent once',
    secret: wrong,
    hits: { test: 1 },
    expect: { reason: 'AccessRefused', causes: 2 },
  },
  ...saying('test', [
    ['401, but Basic is not offered', challenge('Negotiate', 'NTLM'), 'InvalidConfiguration', 1],
    ['401 without a challenge', { status: 401 }, 'AccessRefused', 2],
  ]),
  {
    kind: 'malformed secret',
    name: 'a colon in the user name',
    secret: { username: 'CORP\\a:b' },
    expect: { reason: 'SecretInvalid', about: /username/ },
  },
  {
    name: 'ADFS beside Basic',
    config: { adfsUrl: 'https://adfs.example.com' },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /adfsUrl/ },
  },
];

const badXml: Row = {
  name: 'a password that no XML can carry: nothing is sent',
  secret: { password: 'canary-\u0001-password' },
  hits: {},
  expect: { reason: 'SecretInvalid', about: /^key `password` of the Secret has a character that cannot stand in XML/ },
};

export const formsRows: Row[] = [
  {
    kind: 'rejected',
    name: 'trap: a wrong password is told with 200; sent once',
    secret: wrong,
    hits: { login: 1 },
    expect: { reason: 'CredentialsRejected', causes: 2 },
  },
  badXml,
  ...saying('login', [
    ['not a site of forms', loginResult('NotInFormsAuthenticationMode'), 'InvalidConfiguration', 1],
    ['a code of tomorrow', loginResult('CodeOfTomorrow'), 'InvalidConfiguration', 1],
    [
      'm:error',
      {
        type: 'application/xml',
        text: '<m:error xmlns:m="urn:x"><m:code>-1</m:code><m:message>No</m:message></m:error>',
      },
      'InvalidConfiguration',
      1,
    ],
    ['no site: 302', { status: 302, headers: { location: 'http://intranet/' } }, 'TargetNotFound', 2],
    ['no site: 404', { status: 404 }, 'TargetNotFound', 2],
    ['forms login: 503', { status: 503 }, 'ServiceUnavailable'],
    ['no cookie', { ...loginResult('NoError'), headers: {} }, 'UnexpectedReply'],
    ['a cookie of another name', loginResult('NoError', 'Other'), 'UnexpectedReply'],
    [
      'trap: a cookie for another domain',
      { ...loginResult('NoError'), headers: { 'set-cookie': `FedAuth=${ticket}; Domain=.example.org` } },
      'UnexpectedReply',
    ],
    [
      'a cookie that is over',
      { ...loginResult('NoError'), headers: { 'set-cookie': `FedAuth=${ticket}; Max-Age=0` } },
      'UnexpectedReply',
    ],
    ['a reply that is no envelope', { text: 'hello' }, 'UnexpectedReply'],
  ]),
  ...saying('test', [['401 to the session', apiError(401), 'AccessRefused', 2]]),
  {
    name: 'a cookie for the domain above',
    replies: {
      login: {
        ...loginResult('NoError'),
        headers: { 'set-cookie': [`FedAuth=${ticket}; Domain=example.com`, `FedAuth1=${secondPart}`] },
      },
    },
    expect: 'Verified',
  },
];

export const adfsRows: Row[] = [
  {
    kind: 'rejected',
    name: 'wrong password, sent once and to ADFS alone',
    secret: wrong,
    hits: { adfs: 1 },
    expect: { reason: 'CredentialsRejected', causes: 3 },
  },
  badXml,
  {
    name: 'ID3082: no such relying party',
    config: { relyingParty: 'urn:sharepoint:other' },
    hits: { unknownParty: 1 },
    expect: { reason: 'InvalidConfiguration', stage: 'Authenticated', causes: 1 },
  },
  ...saying('adfs', [
    [
      'FailedAuthentication alone',
      faults('<s:Envelope xmlns:s="urn:s"><s:Body><s:Fault>a:FailedAuthentication</s:Fault></s:Body></s:Envelope>'),
      'CredentialsRejected',
      3,
    ],
    [
      'a fault of another kind',
      fault('InvalidSecurity', 'MSIS3127: The specified request failed.'),
      'AccessRefused',
      2,
    ],
    ['a fault on the side of ADFS', fault('InternalServiceFault', 'Oops', 'Receiver'), 'ServiceUnavailable'],
    ['ADFS: 503 with Retry-After', { status: 503, headers: { 'retry-after': '60' } }, 'RateLimited'],
    ['ADFS: 404', { status: 404 }, 'InvalidConfiguration', 2],
    ['ADFS: 502', { status: 502 }, 'ServiceUnavailable'],
    ['no token', { ...issued(), text: '<s:Envelope xmlns:s="urn:s"><s:Body/></s:Envelope>' }, 'UnexpectedReply'],
  ]),
  {
    name: 'trap: 503, as of an endpoint that is switched off, may pass',
    replies: { adfs: { status: 503 } },
    expect: { reason: 'ServiceUnavailable' },
  },
  {
    name: 'ADFS: a web page',
    replies: { adfs: { type: 'text/html', text: '<html><h1>ADFS</h1></html>' } },
    expect: { reason: 'UnexpectedReply', stage: 'Reached' },
  },
  // ADFS has signed: the site does not take what it signed.
  ...saying('adfs', [
    ['a token that is over', issued(at(-7_200_000), at(-3_600_000)), 'ServiceUnavailable'],
    ['a token that is not good yet', issued(at(60_000), at(3_600_000)), 'ServiceUnavailable'],
  ]).map((row): Row => ({ ...row, expect: { ...(row.expect as Expected), stage: 'Authorized' } })),
  ...saying('trust', [
    [
      'the site does not know who signs',
      { status: 500, type: 'text/html', text: '<html>No</html>' },
      'ServiceUnavailable',
    ],
    [
      'no cookie of this name',
      { status: 302, headers: { location: '/', 'set-cookie': 'Other=1; path=/' } },
      'InvalidConfiguration',
      2,
    ],
    [
      'trap: a cookie for another domain',
      { status: 302, headers: { location: '/', 'set-cookie': `FedAuth=${ticket}; domain=example.org` } },
      'InvalidConfiguration',
      2,
    ],
    ['the site shuts out the user', { status: 403 }, 'PermissionDenied', 2],
    ['the site: 503', { status: 503 }, 'ServiceUnavailable'],
  ]),
  { name: 'ADFS is silent', replies: { adfs: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  {
    name: 'another name of the cookie',
    config: { adfsCookie: 'Fed' },
    expect: 'Verified',
  },
  ...[
    ['ADFS over http', { adfsUrl: 'http://adfs.example.com' }, /adfsUrl/],
    ['a relying party with markup', { relyingParty: 'urn:a</a:Address>' }, /relyingParty/],
  ].map(([name, config, about]): Row => ({
    name: name as string,
    config: config as Record<string, unknown>,
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: about as RegExp },
  })),
  {
    name: 'no relying party',
    without: ['relyingParty'],
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /relyingParty/ },
  },
  {
    name: 'no ADFS',
    without: ['adfsUrl'],
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /adfsUrl/ },
  },
];
