import { apiToken, basicly, bearing, minted } from '../shared/atlassian/fake.ts';
import { cloudMe, jiraRoutes } from '../shared/atlassian/jira-fake.ts';
import { type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { cloudCases, email, gateway, site, wrongToken } from '../shared/atlassian/cloud-cases.ts';
import { jiraRows, nobody } from '../shared/atlassian/jira-rows.ts';

const person = { id: '5b10a284', name: 'Migration', email: 'it@example.com' };
const rows = (base: string, tenant: string): Row[] =>
  jiraRows({ account: { ...person, tenant }, me: (more) => cloudMe(base, more), without: { accountId: '' } });

const base = gateway('jira');
const stored = basicly(email, apiToken);

export const cases: PlatformCases = cloudCases({
  atSite: {
    routes: jiraRoutes(site, 3, stored),
    rows: [
      ...rows(site, 'acme.atlassian.net'),
      { ...wrongToken, hits: { me: 1 }, expect: { reason: 'CredentialsRejected', causes: 2 } },
    ],
  },
  atGateway: { routes: jiraRoutes(base, 3, stored), rows: rows(base, base.split('/')[5]!) },
  oauth: { routes: jiraRoutes(base, 3, bearing(minted)), rows: rows(base, base.split('/')[5]!) },
  scope: 'read:jira-user',
  anonymous: nobody,
  me: cloudMe(base),
});
