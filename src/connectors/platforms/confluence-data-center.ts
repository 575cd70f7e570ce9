import type { PlatformSpec } from '../platform.ts';
import { serverConfig, serverMethods } from './atlassian-data-center.ts';
import { operationsAt } from './confluence.ts';
import { productReplies } from './replies/atlassian.ts';
import { anonymous, signInPage } from './replies/confluence.ts';

export const confluenceDataCenter = {
  title: 'Confluence (Data Center)',
  category: 'Collaboration',
  documentation: 'https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html',
  config: serverConfig('https://confluence.example.com'),
  hosts: ['{{config.url}}'],
  methods: serverMethods,
  http: {
    test: { url: '{{config.url}}/rest/api/user/current' },
    account: { id: 'json.userKey', name: 'json.displayName', tenant: 'json._links.base.split("/")[2]' },
    identity: 'json.type == "known" && json.userKey != "" && json.username != ""',
    replies: [...productReplies, anonymous, signInPage],
    // unverified: expand=operations at the Data Center.
    access: [operationsAt('{{config.url}}')],
  },
} satisfies PlatformSpec;
