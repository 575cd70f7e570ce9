import type { PlatformSpec } from '../platform.ts';
import { cloudConfig, cloudHosts, cloudMethods, cloudValues } from './atlassian-cloud.ts';
import { administrator, operationsAt } from './confluence.ts';
import { cloudReplies } from './replies/atlassian.ts';
import { anonymous, siteReplies } from './replies/confluence.ts';

const scopes = ['read:confluence-user', 'read:content-details:confluence'];

export const confluenceCloud = {
  title: 'Confluence (Cloud)',
  category: 'Collaboration',
  documentation: 'https://developer.atlassian.com/cloud/confluence/security-overview/',
  config: cloudConfig,
  hosts: cloudHosts,
  methods: cloudMethods(scopes.join(', ')),
  http: {
    values: cloudValues('confluence', 'wiki'),
    test: { url: '{{values.base}}/rest/api/user/current', query: { expand: 'operations' } },
    account: {
      id: 'json.accountId',
      name: 'has(json.displayName) && json.displayName != "" ? json.displayName : json.publicName',
      email: 'json.email',
      tenant: 'json._links.base.split("/")[2]',
    },
    identity: 'json.type == "known" && json.accountId != ""',
    administrator,
    replies: cloudReplies(scopes, [anonymous, ...siteReplies]),
    access: [operationsAt('{{values.base}}')],
  },
} satisfies PlatformSpec;
