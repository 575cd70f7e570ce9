import { describe, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import type { Answer, Received } from '../support/fake-platform.ts';
import { challenge, holdVerdict, type VerdictCase } from './verdict-case.ts';

const account = { username: 'svc-archive', password: 'made up, and right' };
const digest = 'Digest realm="files",qop="auth",nonce="64c9244b6ed88",opaque="df58bdff8cf60599c939187d0b5c54de"';
const always = (answer: Answer) => () => answer;

function basicMethodOf(platform: string): string {
  return registry.get(platform)!.spec.methods.find(({ credential }) => credential?.basic)!.name;
}

/** Nobody has looked at the password, and it must not be changed for this. */
const otherScheme = (platform: string, config: object, offers: string[], says: RegExp): VerdictCase => ({
  name: `${platform} offers ${offers.map((one) => one.split(' ')[0]).join(', ')}`,
  platform,
  config: { ...config },
  secret: account,
  answer: always(challenge(...offers)),
  reason: 'InvalidConfiguration',
  says,
  shown: false,
  credential: 'NotSent',
});

const dav = { url: 'https://dav.example.com/files/' };
const api = { url: 'https://api.example.com/v1/me' };
const share = { siteUrl: 'https://sp.example.com/sites/archive' };
const appPassword = { username: account.username, appPassword: account.password };
const appToken = { username: account.username, appToken: account.password };

/** Each platform on a server of one's own that takes Basic, with what else than Basic its front could offer. */
const fronts: [platform: string, config: object, secret?: Record<string, string>][] = [
  ['alfresco', { url: 'https://ecm.example.com' }],
  ['confluence-data-center', { url: 'https://wiki.example.com' }],
  ['documentum', { restUrl: 'https://dctm.example.com/dctm-rest', repository: 'finance' }],
  ['exchange-server', { url: 'https://mail.example.com/EWS/Exchange.asmx' }],
  ['jira-data-center', { url: 'https://jira.example.com' }],
  ['nextcloud', { url: 'https://cloud.example.com' }, appPassword],
  ['nuxeo', { url: 'https://nuxeo.example.com/nuxeo' }],
  ['owncloud', { url: 'https://cloud.example.com' }, appPassword],
  ['owncloud-infinite-scale', { url: 'https://ocis.example.com' }, appToken],
  ['servicenow', { hostname: 'servicenow.example.com' }],
  ['sharepoint-server', share],
];

describe('A server that does not take the way to sign in, and is not shown the password', () => {
  it.each<VerdictCase>([
    otherScheme('webdav', dav, [digest], /spec\.method.* Basic.*Digest.*digest/s),
    otherScheme('webdav', dav, ['NTLM', 'Negotiate'], /NTLM.*ntlm/s),
    otherScheme('webdav', dav, ['Negotiate'], /Negotiate/),
    otherScheme('webdav', dav, ['Bearer realm="files"'], /Bearer.*bearer/s),
    otherScheme('http-endpoint', api, [digest], /Digest/),
    otherScheme('http-endpoint', api, ['Bearer'], /Bearer.*bearer/s),
    otherScheme('cmis', { url: 'https://ecm.example.com/cmis/browser' }, ['Negotiate', 'NTLM'], /NTLM/),
    ...fronts.flatMap(([platform, config, secret]) =>
      [[digest], ['Negotiate', 'NTLM'], ['Bearer realm="sso"']].map((offers) => ({
        ...otherScheme(platform, config, offers, /spec\.method: .* Basic.*not sent.*\n.*(spec\.method|Turn on Basic)/s),
        method: basicMethodOf(platform),
        secret: secret ?? account,
      })),
    ),
  ])('$name', holdVerdict);

  it.each<VerdictCase>(
    fronts
      // Of the other two a 401 without a word of theirs says nothing.
      .filter(([platform]) => platform !== 'sharepoint-server' && platform !== 'documentum')
      .map(([platform, config, secret]) => ({
        name: `the ${platform} that offers a scheme which nobody knows is shown it`,
        platform,
        method: basicMethodOf(platform),
        config: { ...config },
        secret: secret ?? account,
        answer: always(challenge('OAuth realm="https%3A%2F%2Fexample.com"')),
        reason: ['CredentialsRejected', 'AccessRefused'],
        shown: true,
      })),
  )('but $name', holdVerdict);

  it.each<VerdictCase>([
    {
      name: 'one that offers Basic too is shown it',
      platform: 'webdav',
      config: dav,
      secret: account,
      answer: always(challenge(digest, 'Basic realm="files"')),
      reason: 'CredentialsRejected',
      shown: true,
    },
    {
      name: 'one that names no scheme is shown it',
      platform: 'http-endpoint',
      config: api,
      secret: account,
      answer: always({ status: 401 }),
      reason: 'CredentialsRejected',
      shown: true,
    },
  ])('but $name', holdVerdict);
});

const basic = `Basic ${Buffer.from('svc-archive:made up, and right').toString('base64')}`;
const privately = ({ headers }: Received): Answer => {
  if (headers['authorization'] === undefined) return { status: 404, json: { message: 'Not Found' } };
  return headers['authorization'] === basic ? { json: { id: 42 } } : { status: 401 };
};

describe('A server that hides from strangers what it has', () => {
  it.each<VerdictCase>([
    { name: 'right', platform: 'http-endpoint', config: api, secret: account, answer: privately, reason: 'Verified' },
    {
      name: 'wrong',
      platform: 'http-endpoint',
      config: api,
      secret: { ...account, password: 'other' },
      answer: privately,
      reason: 'CredentialsRejected',
      credential: 'NotAccepted',
    },
    {
      name: 'nothing there',
      platform: 'http-endpoint',
      config: api,
      secret: account,
      answer: always({ status: 404 }),
      reason: 'TargetNotFound',
      stage: 'Authenticated',
      credential: 'NotAccepted',
    },
    {
      name: 'gone',
      platform: 'http-endpoint',
      config: api,
      secret: { token: 'made-up-token' },
      answer: always({ status: 410 }),
      reason: 'TargetNotFound',
      stage: 'Authenticated',
    },
    {
      name: 'a bearer token',
      platform: 'http-endpoint',
      config: api,
      secret: { token: 'made-up-token' },
      answer: ({ headers }) => (headers['authorization'] === undefined ? { status: 404 } : { json: { id: 1 } }),
      reason: 'Verified',
    },
    {
      name: 'a header',
      platform: 'http-endpoint',
      config: { ...api, headerName: 'X-Api-Key' },
      secret: { value: 'made-up-key' },
      answer: ({ headers }) => (headers['x-api-key'] === undefined ? { status: 404 } : { json: { id: 1 } }),
      reason: 'Verified',
    },
  ])('$name', holdVerdict);
});
