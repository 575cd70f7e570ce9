import { describe, it } from '@jest/globals';
import type { Answer } from '../../support/fake-platform.ts';
import { challenge, holdVerdict, type VerdictCase } from '../verdict-case.ts';

type Asked = Pick<VerdictCase, 'platform' | 'method' | 'config' | 'secret'>;

const account = { username: 'svc-archive', password: 'made up, and right' };
const dav = { url: 'https://dav.example.com/files/' };
const digest = 'Digest realm="a, \\"Basic\\" b",qop="auth,auth-int",nonce="Basic realm=x",algorithm=MD5';

const by = (platform: string, method: string, config: Record<string, unknown>, secret: Asked['secret'] = account) => ({
  platform,
  method,
  config,
  secret,
});
const mail = { url: 'https://mail.example.com/EWS/Exchange.asmx' };
const share = { siteUrl: 'https://sp.example.com/sites/archive' };

/** The method that fits what is offered, and the password stays here. */
const fitting: [Asked, offers: string[], says: RegExp][] = [
  [
    by('webdav', 'digest', dav),
    ['Basic realm="files"'],
    /does not take Digest, it offers Basic.*`spec.method` to basic/s,
  ],
  [by('webdav', 'digest', dav), ['Negotiate', 'NTLM'], /Digest, it offers Negotiate, NTLM.*`spec.method` to ntlm/s],
  [by('webdav', 'digest', dav), ['Bearer realm="files"'], /Digest, it offers Bearer.*`spec.method` to bearer/s],
  [by('webdav', 'ntlm', dav), [digest], /does not take NTLM, it offers Digest.*`spec.method` to digest/s],
  [by('webdav', 'ntlm', dav), ['BASIC realm="a, b"'], /NTLM, it offers Basic.*`spec.method` to basic/s],
  [by('webdav', 'ntlm', dav), ['NTLM'], /offers NTLM, and does not go on with it.*policy/s],
  [by('webdav', 'ntlm', dav), ['Negotiate, NTLM'], /offers NTLM, and does not go on with it/],
  [by('exchange-server', 'ntlm', mail), ['Basic realm="mail.example.com"'], /`spec.method` to basic/],
  [by('exchange-server', 'ntlm', mail), ['Bearer client_id="0000"'], /it offers Bearer.*Turn on NTLM/s],
  [by('sharepoint-server', 'ntlm', share), ['Basic realm="sp"'], /`spec.method` to basic/],
  [by('webdav', 'basic', dav), [digest], /does not take Basic, it offers Digest.*`spec.method` to digest/s],
  [by('webdav', 'basic', dav), ['SCRAM-SHA-256 realm="x", data="a=="'], /does not take Basic.*Turn on Basic/s],
  [by('http-endpoint', 'basic', { url: 'https://api.example.com/me' }), ['HOBA max-age="1"'], /does not take Basic/],
  [by('nuxeo', 'basic', { url: 'https://nuxeo.example.com/nuxeo' }), ['Mutual realm="x"'], /does not take Basic/],
  [by('cmis', 'basic', { url: 'https://ecm.example.com/cmis' }), ['DPoP algs="ES256"'], /does not take Basic/],
  [
    by('alfresco', 'basic', { url: 'https://ecm.example.com' }),
    ['bEaReR realm="Basic, or not", Negotiate'],
    /it offers Bearer, Negotiate.*`spec.method` to oidc/s,
  ],
];

describe('A server that does not take the scheme of the method', () => {
  it.each(fitting.map(([asked, offers, says]) => ({ asked, offers, says })))(
    '$asked.platform by $asked.method offers $offers',
    ({ asked, offers, says }) =>
      holdVerdict({
        ...asked,
        name: String(offers),
        answer: () => challenge(...offers),
        reason: 'InvalidConfiguration',
        says,
        credential: 'NotSent',
      }),
  );
});

const token = { token: 'made-up-token' };

/** Whether it is the token or the scheme, such a server does not say. */
const tokens: [Asked, offers: string[], found: RegExp][] = [
  [by('webdav', 'bearer', dav, { bearerToken: 'made-up' }), ['Basic realm="files"'], /`spec.method` to basic/],
  [by('webdav', 'bearer', dav, { bearerToken: 'made-up' }), [digest], /`spec.method` to digest/],
  [by('webdav', 'bearer', dav, { bearerToken: 'made-up' }), ['Negotiate', 'NTLM'], /`spec.method` to ntlm/],
  [by('http-endpoint', 'bearer', { url: 'https://api.example.com/me' }, token), ['Basic realm="x"'], /to basic/],
  [by('http-endpoint', 'bearer', { url: 'https://api.example.com/me' }, token), ['Negotiate'], /Turn on Bearer/],
  [
    by(
      'jira-data-center',
      'personal-access-token',
      { url: 'https://jira.example.com' },
      { personalAccessToken: 'made-up' },
    ),
    ['Negotiate', 'NTLM'],
    /it offers Negotiate, NTLM/,
  ],
];

describe('A server that offers no token to a token', () => {
  it.each(
    tokens
      .filter(([{ secret }]) => Object.keys(secret).length > 0)
      .map(([asked, offers, says]) => ({ asked, offers, says })),
  )('$asked.platform offers $offers', ({ asked, offers, says }) =>
    holdVerdict({
      ...asked,
      name: String(offers),
      answer: () => challenge(...offers),
      reason: 'AccessRefused',
      says,
      credential: 'NotAccepted',
    }),
  );

  it('is judged by the token where it offers Bearer too', () =>
    holdVerdict({
      ...by('webdav', 'bearer', dav, { bearerToken: 'made-up' }),
      name: 'both',
      answer: () => challenge('Basic realm="files"', 'Bearer realm="files"'),
      reason: 'CredentialsRejected',
    }));
});

const atlassian = { email: 'svc@example.com', apiToken: 'made-up-token-0123456789' };
const clouds: Asked[] = [
  by('jira-cloud', 'api-token', { siteUrl: 'https://acme.atlassian.net' }, atlassian),
  by('confluence-cloud', 'api-token', { siteUrl: 'https://acme.atlassian.net' }, atlassian),
  by('zendesk', 'api-token', { subdomain: 'acme' }, { email: 'svc@example.com', apiToken: 'made-up' }),
  by('hubspot', 'private-app-token', {}, { accessToken: 'pat-eu1-made-up' }),
];

describe('A cloud of a vendor that wants the sign-in of a network', () => {
  it.each(clouds.flatMap((asked) => [['Negotiate', 'NTLM'], [digest]].map((offers) => ({ asked, offers }))))(
    'is something in front of $asked.platform: $offers',
    ({ asked, offers }) =>
      holdVerdict({
        ...asked,
        name: String(offers),
        answer: () => challenge(...offers),
        reason: 'UnexpectedReply',
        stage: 'Reached',
      }),
  );
});

const forbidden = (type: string, text: string): Answer => ({ status: 403, type, text });
const blocked = forbidden('text/html', '<!DOCTYPE html><html><body><h1>Access Denied</h1></body></html>');
const api = /in front|web page/;
const early = /refuses before it asks for the credential/;

/** Nobody was asked for the credential yet: what is refused is not the account. */
describe('A refusal where a challenge is waited for', () => {
  it.each<[Asked, what: string, Answer, reason: VerdictCase['reason'], says: RegExp]>([
    [by('exchange-server', 'ntlm', mail), 'a page', blocked, 'UnexpectedReply', api],
    [by('sharepoint-server', 'ntlm', share), 'a page', blocked, 'UnexpectedReply', api],
    [by('exchange-server', 'ntlm', mail), 'plain words', forbidden('text/plain', 'no'), 'AccessRefused', early],
    [by('exchange-server', 'ntlm', mail), 'nothing', { status: 403 }, 'AccessRefused', early],
    // Servers of files have pages of their own.
    [by('webdav', 'ntlm', dav), 'a page', blocked, 'AccessRefused', early],
    [by('webdav', 'digest', dav), 'a page', blocked, 'AccessRefused', early],
    [
      by('webdav', 'digest', dav),
      'a CDN',
      { status: 403, headers: { 'cf-mitigated': 'challenge' } },
      'UnexpectedReply',
      /something in front/,
    ],
  ])('%j: %s', (asked, name, answer, reason, says) =>
    holdVerdict({ ...asked, name, answer: () => answer, reason, says, credential: 'NotSent' }),
  );
});
