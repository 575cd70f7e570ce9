import type { PlatformSpec } from '../platform.ts';
import { cloudConfig, cloudHosts, cloudMethods, cloudValues } from './atlassian-cloud.ts';
import { permissions, permissionsAt } from './jira.ts';
import { cloudReplies, inactive, productReplies } from './replies/atlassian.ts';

const scopes = ['read:jira-user', 'read:user:jira'];

export const jiraCloud = {
  title: 'Jira (Cloud)',
  category: 'Collaboration',
  documentation: 'https://developer.atlassian.com/cloud/jira/platform/security-overview/',
  config: cloudConfig,
  hosts: cloudHosts,
  methods: cloudMethods(scopes.join(', ')),
  http: {
    values: cloudValues('jira'),
    test: { url: '{{values.base}}/rest/api/3/myself' },
    account: {
      id: 'json.accountId',
      name: 'json.displayName',
      email: 'json.emailAddress',
      tenant: 'json.self.contains("/ex/jira/") ? json.self.split("/")[5] : json.self.split("/")[2]',
    },
    replies: [...cloudReplies(scopes), inactive],
    access: [
      {
        ...permissionsAt('{{values.base}}/rest/api/3/mypermissions', { permissions: permissions.join() }),
        replies: productReplies,
      },
    ],
  },
} satisfies PlatformSpec;
