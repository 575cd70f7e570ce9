import { confluenceRoutes, nobody, serverMe } from '../shared/atlassian/confluence-fake.ts';
import type { PlatformCases } from '../case.ts';
import { serverCases } from '../shared/atlassian/data-center-cases.ts';
import { confluenceRows } from '../shared/atlassian/confluence-rows.ts';

const url = 'https://confluence.example.com/confluence';
const account = { id: '8a7f80856f5b1e2a', name: 'Migration Service', tenant: 'confluence.example.com' };

export const cases: PlatformCases = serverCases({
  url,
  routes: (shown) => confluenceRoutes(url, serverMe(), shown),
  rows: confluenceRows({ account, me: serverMe, without: { userKey: '' } }),
  anonymous: nobody,
  me: serverMe(),
});
