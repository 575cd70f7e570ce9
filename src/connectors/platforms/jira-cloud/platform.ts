import type { PlatformSpec } from '../../platform.ts';
import { cloudConfig, cloudDefine, cloudHosts, cloudMethods } from '../shared/atlassian/cloud.ts';
import { permissions, permissionsAt } from '../shared/atlassian/jira.ts';
import { cloudReplies, cloudTokenReplies, inactive, productReplies } from '../shared/atlassian/replies.ts';

const scopes = ['read:jira-user', 'read:user:jira'];

export const jiraCloud = {
  title: 'Jira (Cloud)',
  category: 'Collaboration',
  documentation: 'https://developer.atlassian.com/cloud/jira/platform/security-overview/',
  config: cloudConfig,
  hosts: cloudHosts,
  define: cloudDefine('jira', scopes),
  tables: { product: productReplies, token: cloudTokenReplies },
  methods: cloudMethods(scopes, {
    value: 'offline_access read:jira-user read:jira-work',
    write: 'offline_access read:jira-user read:jira-work write:jira-work',
  }),
  test: [
    {
      request: { url: '{{site}}/rest/api/3/myself' },
      replies: [...cloudReplies(scopes), inactive],
      facts: {
        identified: 'json.self.contains("/rest/api/")',
        account: {
          id: 'json.accountId',
          name: 'json.displayName',
          email: 'json.emailAddress',
          // Behind api.atlassian.com the address holds the ID of the site.
          tenant: 'json.self.contains("/ex/jira/") ? json.self.split("/")[5] : json.self.host()',
        },
      },
    },
  ],
  access: [permissionsAt('{{site}}/rest/api/3/mypermissions', { permissions: permissions.join() })],
} satisfies PlatformSpec;
