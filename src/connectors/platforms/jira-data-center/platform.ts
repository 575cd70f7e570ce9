import { onlySchemes } from '../shared/only-schemes.ts';
import type { PlatformSpec } from '../../platform.ts';
import { serverConfig, serverMethods } from '../shared/atlassian/data-center.ts';
import { permissionsAt } from '../shared/atlassian/jira.ts';
import { inactive, productReplies } from '../shared/atlassian/replies.ts';

export const jiraDataCenter = {
  title: 'Jira (Data Center)',
  category: 'Collaboration',
  documentation: 'https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html',
  config: serverConfig('https://jira.example.com'),
  hosts: ['{{config.url}}'],
  tables: { product: productReplies },
  methods: serverMethods,
  test: [
    {
      request: { url: '{{config.url}}/rest/api/2/myself' },
      replies: [{ table: 'product' }, inactive],
      facts: {
        // A name alone is what other services say too, and of anonymous visitors.
        identified: 'json.self.contains("/rest/api/") && json.name != "anonymous"',
        account: {
          // An old server has no keys.
          id: 'filled(json.key) ? json.key : json.name',
          name: 'json.displayName',
          email: 'json.emailAddress',
          tenant: 'json.self.host()',
        },
      },
    },
  ],
  anonymous: onlySchemes,
  access: [permissionsAt('{{config.url}}/rest/api/2/mypermissions')],
} satisfies PlatformSpec;
