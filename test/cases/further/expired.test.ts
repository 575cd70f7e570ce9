import { describe, it } from '@jest/globals';
import type { Answer } from '../../support/fake-platform.ts';
import { holdVerdict, type VerdictCase } from '../verdict-case.ts';

type Asked = Pick<VerdictCase, 'platform' | 'method' | 'config' | 'secret'>;

const graphql = 'https://fn.example.com/content-services-graphql/graphql';
const challenged = (text: string): Answer => ({
  status: 401,
  headers: { 'www-authenticate': `Bearer realm="api", error="invalid_token", error_description="${text}"` },
});

/** Tokens that a person put into the Secret, at servers whose words no row knows. */
const tokens: Asked[] = [
  {
    platform: 'http-endpoint',
    method: 'bearer',
    config: { url: 'https://api.example.com/me' },
    secret: { token: 't' },
  },
  { platform: 'cmis', config: { url: 'https://ecm.example.com/cmis/browser' }, secret: { accessToken: 't' } },
  { platform: 'filenet', config: { graphqlUrl: graphql, objectStore: 'OS1' }, secret: { accessToken: 't' } },
  { platform: 'nuxeo', method: 'bearer', config: { url: 'https://n.example.com/nuxeo' }, secret: { accessToken: 't' } },
  { platform: 'webcenter-content', config: { url: 'https://w.example.com/cs/idcplg' }, secret: { accessToken: 't' } },
  { platform: 'webdav', config: { url: 'https://dav.example.com/f/' }, secret: { bearerToken: 't' } },
  { platform: 'jira-data-center', config: { url: 'https://jira.example.com' }, secret: { personalAccessToken: 't' } },
];

/** A platform that knows of pasted tokens has a reason of its own for them. */
const expired = ['CredentialsExpired', 'TokenNotRefreshable'] as const;
const refused = ['CredentialsRejected', 'AccessRefused', 'TokenNotRefreshable'] as const;
const says: [string, Answer, VerdictCase['reason']][] = [
  ['The access token expired', challenged('The access token expired'), expired],
  ['JWT expired', { status: 401, json: { error: 'JWT expired at 2026-01-01' } }, expired],
  ['token_expired', { status: 401, json: { code: 'token_expired' } }, expired],
  ['one of three', challenged('The token is expired, revoked or malformed'), refused],
  ['nothing', { status: 401, json: { error: 'no' } }, refused],
];

describe('A token that has expired is not a wrong one', () => {
  it.each(tokens.flatMap((asked) => says.map(([name, reply, reason]) => ({ ...asked, name, reply, reason }))))(
    '$platform: $name',
    ({ reply, ...one }) => holdVerdict({ ...one, answer: () => reply }),
  );

  it('is no word of a token that was just made: it may be the clock', () =>
    holdVerdict({
      name: 'fresh',
      platform: 'http-endpoint',
      method: 'client-credentials',
      config: { url: 'https://api.example.com/me', tokenUrl: 'https://id.example.com/token' },
      secret: { clientId: 'a', clientSecret: 'b' },
      answer: ({ url }) =>
        url.pathname === '/token'
          ? { json: { access_token: 'made-up', token_type: 'Bearer', expires_in: 60 } }
          : challenged('The access token expired'),
      reason: ['AccessRefused', 'UnexpectedReply'],
    }));
});
