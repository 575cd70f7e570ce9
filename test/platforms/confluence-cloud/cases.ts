import { apiToken, basicly, bearing, minted, unauthorized } from '../shared/atlassian/fake.ts';
import { cloudMe, confluenceRoutes, nobody, refusal, siteRoutes } from '../shared/atlassian/confluence-fake.ts';
import { saying, type Row } from '../../support/http-cases.ts';
import { failingAt, responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { cloudCases, email, gateway, site, wrongToken } from '../shared/atlassian/cloud-cases.ts';
import { confluenceRows } from '../shared/atlassian/confluence-rows.ts';

const account = { id: '5b10a284', name: 'Migration Service', tenant: 'acme.atlassian.net', administrator: true };
const rows: Row[] = [
  ...confluenceRows({ account, me: cloudMe, without: { accountId: '' } }),
  {
    kind: 'connected',
    name: 'a private name, and no word on administrators',
    requires: { role: 'Administrator' },
    replies: { me: cloudMe({ displayName: '', operations: [] }) },
    expect: { reason: 'Verified', stage: 'Authorized', account: { name: 'Migration' } },
  },
];
const page401 = { status: 401, type: 'text/html', text: '<html><title>HTTP Status 401 – Unauthorized</title></html>' };
const refused = refusal('Current user not permitted to use Confluence');

const siteRows: Row[] = [
  {
    ...wrongToken,
    name: 'trap: a wrong token is a 403, Jira tells',
    hits: { me: 1, jira: 1 },
    expect: 'CredentialsRejected',
  },
  ...failingAt(
    'Authenticated',
    saying('jira', [
      ['trap: no access to Confluence', { json: { accountId: '5b10a284' } }, 'PermissionDenied', 1],
      ['the token is refused there too', unauthorized, 'CredentialsRejected'],
      ['a site without Jira', { status: 404 }, 'AccessRefused', 2],
      ['Jira answers as anonymous', { json: {} }, 'AccessRefused', 2],
      ['Jira is down', { status: 503 }, 'ServiceUnavailable'],
    ]),
  ).map((row): Row => ({
    ...row,
    name: `403: ${row.name}`,
    replies: { me: refused, ...row.replies },
    hits: { jira: 1 },
  })),
  ...responded(
    saying('me', [
      ['401 page: the header could not be read', page401, 'InvalidConfiguration', 1],
      ['401 without a page', { status: 401 }, 'CredentialsRejected', 2],
      ['403 of another kind', refusal('No'), 'AccessRefused', 3],
    ]),
  ),
];

const base = `${gateway('confluence')}/wiki`;
const stored = basicly(email, apiToken);

export const cases: PlatformCases = cloudCases({
  atSite: { routes: siteRoutes(site, email, apiToken), rows: [...rows, ...siteRows] },
  atGateway: { routes: confluenceRoutes(base, cloudMe(), stored), rows },
  oauth: { routes: confluenceRoutes(base, cloudMe(), bearing(minted)), rows },
  scope: 'read:content-details:confluence',
  anonymous: nobody,
  me: cloudMe(),
});
