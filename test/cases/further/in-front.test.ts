import { describe, expect, it } from '@jest/globals';
import type { Answer } from '../../support/fake-platform.ts';
import { holdVerdict, type VerdictCase } from '../verdict-case.ts';
import { isOwnHost } from '../../../src/connectors/engine/own-host.ts';
import { registry } from '../../../src/connectors/index.ts';

type Asked = Pick<VerdictCase, 'platform' | 'method' | 'config' | 'secret'>;

const page = '<!DOCTYPE html><html><body><h1>401 Authorization Required</h1></body></html>';
const html = (...challenges: string[]): Answer => ({
  status: 401,
  type: 'text/html',
  text: page,
  headers: challenges.length === 0 ? {} : { 'www-authenticate': challenges },
});
const words = (text: string): Answer => ({ status: 403, type: 'text/plain', text });

const vendors: Asked[] = [
  { platform: 'asana', secret: { accessToken: 'made-up-token' } },
  { platform: 'box', method: 'access-token', secret: { accessToken: 'made-up-0123456789' } },
  { platform: 'dropbox', method: 'access-token', secret: { accessToken: 'sl.made-up' } },
  { platform: 'github', secret: { token: 'ghp_0123456789abcdefghijABCDEFGHIJ012345' } },
  { platform: 'hubspot', secret: { accessToken: 'pat-eu1-made-up' } },
  { platform: 'notion', secret: { integrationToken: 'ntn_made-up' } },
  { platform: 'slack', secret: { botToken: 'xoxb-made-up-0123456789' } },
  { platform: 'zendesk', config: { subdomain: 'acme' }, secret: { accessToken: 'made-up-token' } },
];

const strange: [string, Answer][] = [
  ['a page with 401', html()],
  ['a page with 401 that asks for NTLM', html('Negotiate', 'NTLM')],
  ['a page with 401 that asks for Basic', html('Basic realm="proxy"')],
  ['"Access denied" in plain words', words('Access denied')],
  ['"Forbidden" in plain words', words('Forbidden\n')],
  ['the words of an allow-list', words('Host not in allowlist')],
];

describe('What no API of a vendor says', () => {
  it.each(vendors.flatMap((asked) => strange.map(([what, answer]) => ({ ...asked, what, answer }))))(
    '$platform: $what',
    ({ what, answer, ...asked }) =>
      holdVerdict({ ...asked, name: what, answer: () => answer, reason: 'UnexpectedReply', stage: 'Reached' }),
  );

  // Dropbox has a form of its own for it.
  it.each(vendors.filter(({ platform }) => platform !== 'dropbox'))(
    '$platform: its own refusal stays one',
    ({ ...asked }) =>
      holdVerdict({
        ...asked,
        name: 'JSON',
        answer: () => ({ status: 401, json: { message: 'Bad credentials' } }),
        reason: ['CredentialsRejected', 'TokenNotRefreshable', 'AccessRefused'],
      }),
  );

  it('a token endpoint of a vendor included', () =>
    holdVerdict({
      platform: 'google-drive',
      name: 'page',
      secret: { clientId: 'a', clientSecret: 'b', refreshToken: 'c' },
      answer: () => html('Basic realm="gateway"'),
      reason: ['UnexpectedReply', 'CredentialsRejected'],
    }));
});

const account = { username: 'svc', password: 'made up, and right' };
const own: Asked[] = [
  { platform: 'alfresco', method: 'basic', config: { url: 'https://ecm.example.com' }, secret: account },
  { platform: 'nuxeo', method: 'basic', config: { url: 'https://nuxeo.example.com/nuxeo' }, secret: account },
  { platform: 'jira-data-center', method: 'basic', config: { url: 'https://jira.example.com' }, secret: account },
  { platform: 'gitlab', config: { baseUrl: 'https://git.example.com' }, secret: { token: 'glpat-made-up' } },
];

describe('A server of one’s own', () => {
  it.each(own)('refuses by a page of what it is made of: $platform', (asked) =>
    holdVerdict({
      ...asked,
      name: 'page',
      answer: () => html('Basic realm="made up"'),
      reason: ['CredentialsRejected', 'AccessRefused'],
    }),
  );

  it.each<[string, string, Record<string, unknown>, boolean]>([
    ['github', 'api.github.com', { apiUrl: 'https://api.github.com' }, false],
    ['github', 'git.example.com', { apiUrl: 'https://git.example.com/api/v3' }, true],
    ['zendesk', 'acme.zendesk.com', { subdomain: 'acme' }, false],
    ['webdav', 'dav.example.com:8443', { url: 'https://dav.example.com:8443/f/' }, true],
    ['servicenow', 'support.acme.example', { hostname: 'support.acme.example' }, true],
    ['servicenow', 'acme.service-now.com', { hostname: 'acme.service-now.com' }, false],
    ['imanage', 'cloudimanage.com', { host: 'cloudimanage.com' }, false],
    ['jira-cloud', 'acme.atlassian.net', { siteUrl: 'https://acme.atlassian.net' }, false],
    ['egnyte', 'acme.egnyte.com', { domain: 'acme.egnyte.com' }, false],
    ['veeva-vault', 'acme.veevavault.com', { vaultDns: 'acme.veevavault.com' }, false],
    ['box', 'api.box.com', {}, false],
  ])('%s at %s is one: %s', (name, host, config, isOwn) => {
    const platform = registry.get(name)!;
    expect(isOwnHost(host, { platform, method: platform.spec.methods[0]!, config })).toBe(isOwn);
  });
});

describe('A store says what is wrong in XML', () => {
  const store = {
    platform: 's3-compatible',
    config: { endpoint: 'https://s3.example.com', region: 'us-east-1' },
    secret: { accessKeyId: 'made-up-key-id-0001', secretAccessKey: 'made-up-secret' },
  };

  it.each(['Access denied', 'RBAC: access denied', 'Host not in allowlist', '{"message":"Forbidden"}'])(
    '403 with %s is of something in front of it',
    (text) => holdVerdict({ ...store, name: text, answer: () => words(text), reason: 'UnexpectedReply' }),
  );
});
