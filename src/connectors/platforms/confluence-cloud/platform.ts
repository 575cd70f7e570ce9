import type { PlatformSpec } from '../../platform.ts';
import { cloudConfig, cloudDefine, cloudHosts, cloudMethods } from '../shared/atlassian/cloud.ts';
import { anonymousReply, operationsAt } from '../shared/atlassian/confluence.ts';
import { cloudReplies, cloudTokenReplies, productReplies } from '../shared/atlassian/replies.ts';
import { siteReplies } from './replies.ts';

const scopes = ['read:confluence-user', 'read:content-details:confluence'];

export const confluenceCloud = {
  title: 'Confluence (Cloud)',
  category: 'Collaboration',
  documentation: 'https://developer.atlassian.com/cloud/confluence/security-overview/',
  config: cloudConfig,
  hosts: cloudHosts,
  define: [
    ...cloudDefine('confluence', scopes),
    // unverified: that every operation that is allowed is listed. So an account without this one may be an administrator.
    { administers: 'json.operations.exists(o, o.operation == "administer" && o.targetType == "application")' },
  ],
  tables: { product: productReplies, token: cloudTokenReplies },
  methods: cloudMethods(scopes, {
    value: 'offline_access read:confluence-user read:confluence-content.all',
    write: 'offline_access read:confluence-user read:confluence-content.all write:confluence-content',
  }),
  test: [
    {
      request: { url: '{{site}}/wiki/rest/api/user/current', query: { expand: 'operations' } },
      replies: cloudReplies(scopes, [anonymousReply, ...siteReplies]),
      facts: {
        identified: 'json.type == "known"',
        account: {
          id: 'json.accountId',
          name: 'filled(json.displayName) ? json.displayName : json.publicName',
          email: 'json.email',
          tenant: 'json._links.base.host()',
        },
        administrator: 'administers ? true : null',
      },
    },
  ],
  access: [operationsAt('{{site}}/wiki')],
} satisfies PlatformSpec;
