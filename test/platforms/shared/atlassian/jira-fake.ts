import type { FakeReply, FakeRoute } from '../../../support/fake-platform.ts';
import { unauthorized, type Shown } from './fake.ts';

const person = (base: string) => ({
  self: `${base}/rest/api/3/user?accountId=5b10a284`,
  displayName: 'Migration',
  emailAddress: 'it@example.com',
  active: true,
});
export const cloudMe = (base: string, more: object = {}): FakeReply => ({
  json: { ...person(base), accountId: '5b10a284', accountType: 'atlassian', ...more },
});
export const serverMe = (base: string, more: object = {}): FakeReply => ({
  json: { ...person(base), key: 'JIRAUSER10100', name: 'svc-migration', ...more },
});
export const permissions = (...keys: string[]): FakeReply => ({
  json: {
    permissions: Object.fromEntries(
      ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'EDIT_ISSUES', 'DELETE_ISSUES', 'ADMINISTER'].map((key) => [
        key,
        { id: '1', key, havePermission: keys.includes(key) },
      ]),
    ),
  },
});
const asked = { permissions: 'BROWSE_PROJECTS,CREATE_ISSUES,EDIT_ISSUES,DELETE_ISSUES,ADMINISTER' };

/** REST API v3 of the Cloud, v2 of the Data Center: myself needs an account, mypermissions answers anybody. */
export function jiraRoutes(base: string, version: 2 | 3, shown: Shown): Record<string, FakeRoute> {
  const shared = { ...shown, refused: unauthorized };
  const mine = `GET ${base}/rest/api/${version}/mypermissions`;
  const query: Record<string, string> = version === 3 ? asked : {};
  return {
    me: { ...shared, on: `GET ${base}/rest/api/${version}/myself`, good: (version === 3 ? cloudMe : serverMe)(base) },
    project: {
      ...shared,
      on: mine,
      when: ({ url }) => url.searchParams.has('projectKey'),
      query: { ...query, projectKey: 'OPS' },
      good: permissions('BROWSE_PROJECTS', 'CREATE_ISSUES'),
    },
    anywhere: { ...shared, on: mine, query, good: permissions('BROWSE_PROJECTS', 'ADMINISTER') },
  };
}
