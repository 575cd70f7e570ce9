import { onlySchemes } from '../shared/only-schemes.ts';
import type { PlatformSpec } from '../../platform.ts';
import { anonymousReply, operationsAt } from '../shared/atlassian/confluence.ts';
import { serverConfig, serverMethods } from '../shared/atlassian/data-center.ts';
import { productReplies } from '../shared/atlassian/replies.ts';

export const confluenceDataCenter = {
  title: 'Confluence (Data Center)',
  category: 'Collaboration',
  documentation: 'https://confluence.atlassian.com/enterprise/using-personal-access-tokens-1026032365.html',
  config: serverConfig('https://confluence.example.com'),
  hosts: ['{{config.url}}'],
  tables: { product: productReplies },
  methods: serverMethods,
  test: [
    {
      request: { url: '{{config.url}}/rest/api/user/current' },
      replies: [{ table: 'product' }, anonymousReply],
      facts: {
        identified: 'json.type == "known" && filled(json.username)',
        account: { id: 'json.userKey', name: 'json.displayName', tenant: 'json._links.base.host()' },
      },
    },
  ],
  anonymous: onlySchemes,
  // unverified: expand=operations at the Data Center.
  access: [operationsAt('{{config.url}}')],
} satisfies PlatformSpec;
