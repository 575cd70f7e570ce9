import type { PlatformSpec } from '../platform.ts';
import { serverConfig, serverMethods } from './atlassian-data-center.ts';
import { permissionsAt } from './jira.ts';
import { inactive, productReplies } from './replies/atlassian.ts';

export const jiraDataCenter = {
  title: 'Jira (Data Center)',
  category: 'Collaboration',
  documentation: 'https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html',
  config: serverConfig('https://jira.example.com'),
  hosts: ['{{config.url}}'],
  methods: serverMethods,
  http: {
    test: { url: '{{config.url}}/rest/api/2/myself' },
    account: {
      id: 'has(json.key) && json.key != null && json.key != "" ? json.key : json.name',
      name: 'json.displayName',
      email: 'json.emailAddress',
      tenant: 'json.self.split("/")[2]',
    },
    replies: [...productReplies, inactive],
    access: [{ ...permissionsAt('{{config.url}}/rest/api/2/mypermissions'), replies: productReplies }],
  },
} satisfies PlatformSpec;
