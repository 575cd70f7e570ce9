import { describe, it } from '@jest/globals';
import type { Answer, Received } from '../support/fake-platform.ts';
import { challenge, holdVerdict, type VerdictCase } from './verdict-case.ts';

const account = { username: 'svc-archive', password: 'made up, and right' };
const digest = 'Digest realm="files",qop="auth",nonce="64c9244b6ed88",opaque="df58bdff8cf60599c939187d0b5c54de"';
const always = (answer: Answer) => () => answer;

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

describe('A server that does not take the way to sign in, and is not shown the password', () => {
  it.each<VerdictCase>([
    otherScheme('webdav', dav, [digest], /spec\.method.* Basic.*Digest.*digest/s),
    otherScheme('webdav', dav, ['NTLM', 'Negotiate'], /NTLM.*ntlm/s),
    otherScheme('webdav', dav, ['Negotiate'], /Negotiate/),
    otherScheme('webdav', dav, ['Bearer realm="files"'], /Bearer.*bearer/s),
    otherScheme('http-endpoint', api, [digest], /Digest/),
    otherScheme('http-endpoint', api, ['Bearer'], /Bearer.*bearer/s),
    otherScheme('cmis', { url: 'https://ecm.example.com/cmis/browser' }, ['Negotiate', 'NTLM'], /NTLM/),
  ])('$name', holdVerdict);

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
