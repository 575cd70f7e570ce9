import { describe, it } from '@jest/globals';
import type { Answer, Received } from '../../support/fake-platform.ts';
import { blockPage, holdVerdict, type VerdictCase } from '../verdict-case.ts';

type Asked = Pick<VerdictCase, 'platform' | 'method' | 'config' | 'secret'>;

const token: Answer = { json: { access_token: 'made-up-token', token_type: 'bearer', expires_in: 3600 } };
const client = { clientId: 'abcdefghijklmnopqrstuvwxyz012345', clientSecret: 'abcdefghijklmnopqrstuvwxyz012345' };
const account = { username: 'svc', password: 'made up, and right' };

const apis: Asked[] = [
  { platform: 'box', config: { boxSubjectType: 'enterprise', boxSubjectId: '12345' }, secret: client },
  { platform: 'hubspot', secret: { accessToken: 'pat-eu1-made-up' } },
  { platform: 'gitlab', config: { baseUrl: 'https://git.example.com' }, secret: { token: 'glpat-made-up' } },
  { platform: 'servicenow', method: 'basic', config: { hostname: 'acme.service-now.com' }, secret: account },
  { platform: 'seafile', config: { url: 'https://sea.example.com' }, secret: { token: 'abcdef0123456789' } },
  {
    platform: 'onedrive-personal',
    config: { clientId: '66666666-7777-8888-9999-000000000000' },
    secret: { refreshToken: 'made-up' },
  },
  { platform: 'dropbox', secret: { accessToken: 'sl.made-up' } },
];

/** A gateway that refuses in plain words or in JSON: the platform has not seen the request. */
const refusals: [string, Answer][] = [
  ['Cloudflare', { status: 403, type: 'text/plain', text: 'error code: 1020' }],
  ['Cloudflare in JSON', { status: 403, json: { title: 'Error 1020: Access denied', cloudflare_error: true } }],
  ['a challenge of Cloudflare', { status: 403, text: '', headers: { 'cf-mitigated': 'challenge' } }],
  ['Envoy', { status: 403, type: 'text/plain', text: 'RBAC: access denied' }],
  ['Squid', { status: 403, type: 'text/plain', text: 'no', headers: { 'x-squid-error': 'ERR_ACCESS_DENIED 0' } }],
  [
    'Imperva',
    { status: 403, json: { errorCode: '15', description: 'This request was blocked by our security service' } },
  ],
  ['a page with 400', blockPage(400)],
  ['a page with 406', blockPage(406)],
];

describe('What a gateway says is no verdict of the platform', () => {
  it.each(apis.flatMap((asked) => refusals.map(([who, refusal]) => ({ ...asked, who, refusal }))))(
    '$platform behind $who',
    ({ who, refusal, ...asked }) =>
      holdVerdict({
        ...asked,
        name: who,
        answer: ({ url }: Received) => (/token/.test(url.pathname) && asked.platform !== 'gitlab' ? token : refusal),
        reason: 'UnexpectedReply',
        says: /responds with (a web page|the refusal of something in front of it)/,
      }),
  );

  it.each<[string, Asked]>([
    ['webdav', { platform: 'webdav', method: 'basic', config: { url: 'https://dav.example.com/f/' }, secret: account }],
    [
      'http-endpoint',
      { platform: 'http-endpoint', method: 'basic', config: { url: 'https://api.example.com/me' }, secret: account },
    ],
  ])('%s may say anything in its own words, but not what Squid says of itself', async (name, asked) => {
    const words: Answer = { status: 403, type: 'text/plain', text: 'RBAC: access denied' };
    await holdVerdict({ ...asked, name, answer: () => words, reason: 'AccessRefused' });
    await holdVerdict({ ...asked, name, answer: () => refusals[4]![1], reason: 'UnexpectedReply' });
  });
});
