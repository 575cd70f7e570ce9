import type { PlatformSpec } from '../platform.ts';
import { entraFields, entraHosts, entraValues, secretEnd } from './entra.ts';
import { entraMethods } from './entra-methods.ts';
import { coded, forbidden, graphReplies } from './replies/graph.ts';

const delegated = 'method == "refresh-token"';
const name = 'json.value[0].displayName';

export const microsoftGraph = {
  title: 'Microsoft Entra application (Graph)',
  aliases: ['Microsoft Entra ID', 'Azure Active Directory', 'Microsoft 365'],
  category: 'Business',
  documentation: 'https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow',
  config: { required: ['tenantId', 'clientId'], properties: entraFields },
  hosts: entraHosts,
  methods: entraMethods({
    application:
      'Microsoft Graph, Organization.Read.All (without it the application is proved, but the tenant has no name)',
    delegated: 'Microsoft Graph, User.Read',
  }),
  http: {
    values: entraValues(`${delegated} ? "me" : "organization"`, {
      select: `${delegated} ? "id,userPrincipalName,displayName,mail" : "id,displayName,verifiedDomains"`,
    }),
    test: { url: '{{values.url}}', query: { $select: '{{values.select}}' } },
    account: {
      id: `${delegated} ? json.id : claims.appid`,
      name: `${delegated} ? json.displayName : claims.app_displayname`,
      email: `${delegated} ? (has(json.mail) && json.mail != null ? json.mail : json.userPrincipalName) : null`,
      tenant: `${delegated} || status == 403 || ${name} == "" ? claims.tid : ${name} + " (" + json.value[0].id + ")"`,
    },
    identity: `${delegated} ? size(json.id) > 0 : status == 403 ? claims.appid == config.clientId : size(json.value[0].id) > 0`,
    replies: [
      ...graphReplies,
      {
        // Graph knows the application and names a right: that proves the credential, which is all that is asked here.
        when: `status == 403 && !(${delegated}) && claims.appid == config.clientId && ${coded('accessDenied', 'Authorization_RequestDenied')}`,
        outcome: 'Connected',
      },
      forbidden,
    ],
    access: [secretEnd],
  },
} satisfies PlatformSpec;
