import { jiraRoutes, serverMe } from '../support/fakes/jira.ts';
import { methodCases } from '../support/http-cases.ts';
import { bearing } from '../support/fakes/atlassian.ts';
import type { PlatformCases } from './case.ts';
import { serverCases } from './rows/atlassian-data-center.ts';
import { jiraRows, nobody } from './rows/jira.ts';

const url = 'https://jira.example.com/jira';
const account = { id: 'JIRAUSER10100', name: 'Migration', email: 'it@example.com', tenant: 'jira.example.com' };
const personal = 'canary-personal-token-68';

export const cases: PlatformCases = [
  ...serverCases({
    url,
    routes: (shown) => jiraRoutes(url, 2, shown),
    rows: jiraRows({ account, me: (more) => serverMe(url, more), without: { key: '', name: '' } }),
    anonymous: nobody,
    me: serverMe(url),
  }),
  ...methodCases(
    {
      method: 'personal-access-token',
      routes: jiraRoutes(url, 2, bearing(personal)),
      config: { url },
      secret: { personalAccessToken: personal },
    },
    [
      {
        kind: 'connected',
        name: 'an old server without keys',
        replies: { me: serverMe(url, { key: null }) },
        expect: { reason: 'Verified', account: { id: 'svc-migration' } },
      },
    ],
  ),
];
