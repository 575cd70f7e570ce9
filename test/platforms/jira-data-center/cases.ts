import { jiraRoutes, serverMe } from '../shared/atlassian/jira-fake.ts';
import { methodCases, saying } from '../../support/http-cases.ts';
import { bearing } from '../shared/atlassian/fake.ts';
import type { PlatformCases } from '../case.ts';
import { serverCases } from '../shared/atlassian/data-center-cases.ts';
import { jiraRows, nobody } from '../shared/atlassian/jira-rows.ts';

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
      ...saying('me', [
        ['a name alone, of another service', { json: { name: 'node-1' } }, 'UnexpectedReply'],
        ['an anonymous name', serverMe(url, { key: null, name: 'anonymous' }), 'UnexpectedReply'],
      ]),
    ],
  ),
];
