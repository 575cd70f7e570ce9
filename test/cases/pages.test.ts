import { describe, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import type { Answer, Received } from '../support/fake-platform.ts';
import { blockPage, holdVerdict, type VerdictCase } from './verdict-case.ts';

const account = { username: 'svc-archive', password: 'made up, and right' };
const entra = { tenantId: '11111111-2222-3333-4444-555555555555', clientId: '66666666-7777-8888-9999-000000000000' };
const site = { ...entra, siteUrl: 'https://contoso.sharepoint.com/sites/hr' };

/** Sign-ins that are open, behind which a page answers. */
const token: Answer = { json: { access_token: 'made-up-token', token_type: 'bearer', expires_in: 3600 } };
const behindSignIn =
  (page: Answer) =>
  ({ url }: Received): Answer =>
    url.pathname.includes('token') ? token : page;

interface Behind {
  platform: string;
  config?: Record<string, unknown>;
  secret: Record<string, string>;
}

const apis: Behind[] = [
  {
    platform: 'box',
    config: { boxSubjectType: 'enterprise', boxSubjectId: '12345' },
    secret: { clientId: 'abcdefghijklmnopqrstuvwxyz012345', clientSecret: 'abcdefghijklmnopqrstuvwxyz012345' },
  },
  { platform: 'sharepoint-online', config: site, secret: { clientSecret: 'canary-of-a-client' } },
  { platform: 'github', secret: { token: 'ghp_0123456789abcdefghijABCDEFGHIJ012345' } },
  { platform: 'slack', secret: { botToken: 'xoxb-made-up-0123456789' } },
  { platform: 'notion', secret: { integrationToken: 'ntn_made-up' } },
  { platform: 'asana', secret: { accessToken: 'made-up-token' } },
  {
    platform: 'zendesk',
    config: { subdomain: 'acme' },
    secret: { email: 'a@example.com', apiToken: 'made-up' },
  },
  { platform: 'microsoft-graph', config: entra, secret: { clientSecret: 'canary-of-a-client' } },
  { platform: 'nextcloud', config: { url: 'https://cloud.example.com' }, secret: { username: 'u', appPassword: 'p' } },
  { platform: 'cmis', config: { url: 'https://ecm.example.com/cmis/browser' }, secret: account },
  { platform: 'egnyte', config: { domain: 'acme.egnyte.com' }, secret: { accessToken: 'made-up-token' } },
];

describe('The page of something between, in place of an API', () => {
  const pages = [403, 451].flatMap((status) =>
    apis.map((one): VerdictCase => ({
      ...one,
      name: `${one.platform}, ${status}`,
      answer: behindSignIn(blockPage(status)),
      reason: 'UnexpectedReply',
      says: /web page/,
    })),
  );

  it.each(pages)('$name', holdVerdict);

  const accepted = apis.map((one): VerdictCase => ({
    ...one,
    name: `${one.platform}, 200`,
    answer: behindSignIn(blockPage(200, 'nginx/1.27.0')),
    reason: 'UnexpectedReply',
    says: /web page, of nginx/,
  }));

  it.each(accepted)('is no address that leads nowhere, and says who sends it: $name', holdVerdict);

  it('has a name if it says who it is', () =>
    holdVerdict({
      ...apis[2]!,
      name: 'nginx',
      answer: () => blockPage(403, 'nginx/1.27.0'),
      reason: 'UnexpectedReply',
      says: /nginx/,
    }));

  it('is the word of the platform in JSON', () =>
    holdVerdict({
      ...apis[0]!,
      name: 'box',
      answer: behindSignIn({ status: 403, json: { type: 'error', code: 'forbidden', status: 403 } }),
      reason: 'PermissionDenied',
    }));
});

describe('A WebDAV server that never judged the credential', () => {
  const dav = { platform: 'webdav', config: { url: 'https://www.example.com/files/' }, secret: account };

  it.each<VerdictCase>([
    { ...dav, name: '405', answer: () => ({ status: 405 }), reason: 'TargetNotFound', stage: 'Authenticated' },
    { ...dav, name: '404', answer: () => ({ status: 404 }), reason: 'TargetNotFound', stage: 'Authenticated' },
    { ...dav, name: '403', answer: () => ({ status: 403 }), reason: 'AccessRefused', stage: 'Authenticated' },
    { ...dav, name: '403 as a page', answer: () => blockPage(), reason: 'AccessRefused', stage: 'Authenticated' },
  ])('$name', holdVerdict);
});

it('names no platform that is not there', () => {
  for (const { platform } of apis) if (!registry.has(platform)) throw new Error(platform);
});
