import { confluenceRoutes, nobody, serverMe } from '../support/fakes/confluence.ts';
import type { PlatformCases } from './case.ts';
import { serverCases } from './rows/atlassian-data-center.ts';
import { confluenceRows } from './rows/confluence.ts';

const url = 'https://confluence.example.com/confluence';
const account = { id: '8a7f80856f5b1e2a', name: 'Migration Service', tenant: 'confluence.example.com' };

export const cases: PlatformCases = serverCases({
  url,
  routes: (shown) => confluenceRoutes(url, serverMe(), shown),
  rows: confluenceRows(
    { account, me: serverMe, without: { userKey: '' } },
    // Single sign-on in front of the server.
    { 'web page': 'InteractionRequired' },
  ),
  anonymous: nobody,
  me: serverMe(),
});
