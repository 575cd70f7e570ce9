import type { PlatformSpec } from '../../platform.ts';
import { entraDefine, entraHosts } from '../shared/entra/define.ts';
import { entraMethods } from '../shared/entra/entra-methods.ts';
import { entraFields } from '../shared/entra/fields.ts';
import { entraReplies } from '../shared/entra/replies.ts';
import { secretEnd } from '../shared/entra/secret-end.ts';
import { forbidden, graphReplies, wrongCloud } from '../shared/graph/replies.ts';

export const microsoftGraph = {
  title: 'Microsoft Entra application (Graph)',
  aliases: ['Microsoft Entra ID', 'Azure Active Directory', 'Microsoft 365'],
  category: 'Business',
  documentation: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow',
  config: { required: ['tenantId', 'clientId'], properties: entraFields },
  hosts: entraHosts,
  define: [...entraDefine(), { tenant: 'json.value[0]' }],
  tables: { entra: entraReplies, graph: [wrongCloud, ...graphReplies] },
  methods: entraMethods({
    application:
      'Microsoft Graph, Organization.Read.All (with another permission the application is proved, but the tenant has no name; without any it is PermissionDenied, unless `spec.requires.access` is [])',
    delegated: 'Microsoft Graph, User.Read',
  }),
  test: [
    {
      when: 'user',
      request: {
        url: 'https://{{graph}}/v1.0/me',
        query: { $select: 'id,userPrincipalName,displayName,mail' },
      },
      replies: [{ table: 'graph' }, forbidden],
      facts: {
        account: {
          id: 'json.id',
          name: 'json.displayName',
          email: 'filled(json.mail) ? json.mail : json.userPrincipalName',
          tenant: 'claims.tid',
        },
      },
    },
    {
      when: '!user',
      request: {
        url: 'https://{{graph}}/v1.0/organization',
        query: { $select: 'id,displayName,verifiedDomains' },
      },
      replies: [
        { table: 'graph' },
        {
          when: 'status == 403 && type(claims) == map && !filled(claims.roles) && (!has(requires.access) || requires.access != [])',
          outcome: 'PermissionDenied',
          causes: ['the application has no permission at all; to accept that, set `spec.requires.access` to []'],
        },
        {
          // Graph knows the application and names a permission: that proves the credential, which is all that is asked here.
          when: String.raw`status == 403 && claims.appid == config.clientId && text.matches(r'(?i)"code"\s*:\s*"(accessDenied|Authorization_RequestDenied)"')`,
          outcome: 'Passed',
        },
        forbidden,
      ],
      facts: {
        identified: 'status == 403 || filled(tenant.id)',
        account: {
          id: 'accountId',
          name: 'accountName',
          tenant: 'filled(tenant.displayName) ? tenant.displayName + " (" + tenant.id + ")" : claims.tid',
        },
      },
    },
  ],
  access: [secretEnd],
} satisfies PlatformSpec;
