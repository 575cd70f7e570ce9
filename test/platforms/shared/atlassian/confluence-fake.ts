import type { FakeReply, FakeRoute } from '../../../support/fake-platform.ts';
import { basicly, unauthorized, type Shown } from './fake.ts';

const links = (host: string) => ({ base: `https://${host}/wiki`, context: '/wiki' });
export const cloudMe = (more: object = {}): FakeReply => ({
  json: {
    type: 'known',
    accountId: '5b10a284',
    accountType: 'atlassian',
    email: '',
    publicName: 'Migration',
    displayName: 'Migration Service',
    operations: [
      { operation: 'use', targetType: 'application' },
      { operation: 'administer', targetType: 'application' },
    ],
    _links: links('acme.atlassian.net'),
    ...more,
  },
});
export const serverMe = (more: object = {}): FakeReply => ({
  json: {
    type: 'known',
    userKey: '8a7f80856f5b1e2a',
    username: 'svc-migration',
    displayName: 'Migration Service',
    _links: links('confluence.example.com'),
    ...more,
  },
});
export const nobody: FakeReply = { json: { type: 'anonymous', username: null, displayName: 'Anonymous' } };
export const page = (...operations: string[]): FakeReply => ({
  json: {
    id: '98305',
    type: 'page',
    operations: operations.map((operation) => ({ operation, targetType: operation === 'create' ? 'comment' : 'page' })),
  },
});
export const refusal = (message: string): FakeReply => ({ status: 403, json: { statusCode: 403, message } });

/** REST API v1 of the Cloud and of the Data Center. */
export function confluenceRoutes(base: string, me: FakeReply, shown: Shown): Record<string, FakeRoute> {
  const shared = { ...shown, refused: unauthorized };
  const expand = { expand: 'operations' };
  const query = me.json && 'accountId' in me.json ? expand : {};
  return {
    me: { ...shared, on: `GET ${base}/rest/api/user/current`, query, good: me },
    content: {
      ...shared,
      on: `GET ${base}/rest/api/content/98305`,
      query: expand,
      good: page('read', 'create', 'update'),
    },
  };
}

/** At the site a rejected token and an account without Confluence are answered alike; Jira tells them apart. */
export function siteRoutes(site: string, user: string, password: string): Record<string, FakeRoute> {
  const shown = basicly(user, password);
  const routes = confluenceRoutes(`${site}/wiki`, cloudMe(), shown);
  const refused = refusal('Request rejected because caller cannot access Confluence');
  return {
    ...routes,
    me: { ...routes['me']!, refused },
    jira: {
      ...shown,
      on: `GET ${site}/rest/api/3/myself`,
      good: { json: { accountId: '5b10a284' } },
      refused: unauthorized,
    },
  };
}
