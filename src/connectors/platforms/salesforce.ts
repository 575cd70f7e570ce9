import type { PlatformSpec } from '../platform.ts';
import { text } from './field.ts';
import { apiReplies, identityReplies } from './replies/salesforce.ts';
import { email, methods } from './salesforce-methods.ts';

const data = '{{session.instanceUrl}}/services/data/{{config.apiVersion}}';
const domain = 'https://[a-z0-9-]+(\\.[a-z]+)?\\.my\\.salesforce\\.com';

export const salesforce = {
  title: 'Salesforce',
  category: 'Business',
  documentation: 'https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flows.htm',
  config: {
    properties: {
      loginUrl: text(
        'Login host',
        'Production (default), sandbox (https://test.salesforce.com), or My Domain.',
        'https://login.salesforce.com',
        { pattern: `^(https://(login|test)\\.salesforce\\.com|${domain})/?$` },
      ),
      myDomainUrl: text('My Domain', 'Setup, My Domain; not the lightning host.', 'https://acme.my.salesforce.com', {
        pattern: `^${domain}/?$`,
      }),
      clientId: text('Consumer key', 'Of the connected app (jwt-bearer).', '3MVG9.example'),
      username: text('User name', 'User to act as (jwt-bearer).', 'migration@example.com', email),
      organizationId: text('Organization ID', 'Organization that the account must belong to.', '00D5e000000abcD', {
        pattern: '^00D[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$',
      }),
      apiVersion: text('API version', 'Of the data API.', 'v60.0', { pattern: '^v[0-9]+\\.0$', default: 'v60.0' }),
    },
  },
  // instance_url comes out of a reply, so it must be one of these before the token is sent there.
  hosts: ['login.salesforce.com', 'test.salesforce.com', '*.my.salesforce.com'],
  methods,
  http: {
    values: {
      login:
        'has(config.myDomainUrl) ? config.myDomainUrl : has(config.loginUrl) ? config.loginUrl : "https://login.salesforce.com"',
      audience:
        'has(config.loginUrl) && config.loginUrl.matches("//test\\\\.|\\\\.(sandbox|scratch)\\\\.my\\\\.") ? "https://test.salesforce.com" : "https://login.salesforce.com"',
      object: 'has(requires.path) ? requires.path : "ContentVersion"',
      deleted: 'has(requires.path) ? requires.path : "ContentDocument"',
    },
    test: { url: '{{session.instanceUrl}}/services/oauth2/userinfo' },
    account: { id: 'json.user_id', name: 'json.name', email: 'json.email', tenant: 'json.organization_id' },
    identity: 'json.user_id != "" && json.organization_id != ""',
    replies: identityReplies,
    access: [
      // userinfo is open to users without API access.
      { request: { url: `${data}/limits` }, replies: apiReplies },
      ...[
        { name: 'object', grants: { read: flag('queryable'), write: flag('createable'), update: flag('updateable') } },
        { name: 'deleted', grants: { delete: flag('deletable') } },
      ].map(({ name, grants }) => ({
        when: 'has(requires.path) || has(requires.access)',
        // Basic information: a full describe is larger than what is read of a reply.
        request: { url: `${data}/sobjects/{{values.${name}}}` },
        grants,
        replies: apiReplies,
      })),
      {
        when: 'has(requires.role)',
        // Its one record is of the running user: orgcheck-api-dataset-currentuserpermissions.js of SalesforceLabs/OrgCheck.
        request: { url: `${data}/query`, query: { q: 'SELECT PermissionsModifyAllData FROM UserPermissionAccess' } },
        administrator: 'json.records[0].PermissionsModifyAllData',
        replies: [...apiReplies, { when: 'status == 400', outcome: 'Connected' as const }],
      },
    ],
  },
} satisfies PlatformSpec;

// unverified: that queryable, createable, updateable and deletable of an object are what the running user may do. An old
// page of the vendor (API 5.0, DescribeSObjectResult) says that settings of the user's profile count beside them.
function flag(name: string): string {
  return `json.objectDescribe.${name}`;
}
