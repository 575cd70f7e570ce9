import type { PlatformRequestStep } from '../../../../api/platform.gen.ts';

export const permissions = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'EDIT_ISSUES', 'DELETE_ISSUES', 'ADMINISTER'];
const permission = (key: string) => `json.permissions.${key}.havePermission`;

/** Jira answers this to strangers as well, so it is asked only once the account is proved. */
export function permissionsAt(url: string, query: Record<string, string> = {}): PlatformRequestStep {
  return {
    when: 'has(requires.path) || has(requires.access) || has(requires.role)',
    request: { url, query: { ...query, projectKey: '{{requires.path}}' } },
    replies: [{ table: 'product' }],
    facts: {
      grants: {
        read: permission('BROWSE_PROJECTS'),
        write: permission('CREATE_ISSUES'),
        update: permission('EDIT_ISSUES'),
        delete: permission('DELETE_ISSUES'),
      },
      administrator: permission('ADMINISTER'),
    },
  };
}
