import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { email, methods } from './methods.ts';
import { apiReplies, identityReplies, tokenReplies } from './replies.ts';

const data = '{{token.instanceUrl}}/services/data/{{config.apiVersion}}';
const domain = 'https://[a-z0-9-]+(\\.[a-z]+)?\\.my\\.salesforce\\.com';

const ofMyDomain = pasted([
  String.raw`^https://([a-z0-9.-]+?)\.(?:lightning\.force|my\.salesforce).*\.com`,
  'https://$1.my.salesforce.com',
]);
const replies = [{ table: 'api' }];

export const salesforce = {
  title: 'Salesforce',
  category: 'Business',
  documentation: 'https://help.salesforce.com/s/articleView?id=sf.remoteaccess_oauth_flows.htm',
  config: {
    properties: {
      loginUrl: text(
        'Login host',
        'Address to sign in at: https://test.salesforce.com for a sandbox, or My Domain. Default: https://login.salesforce.com, which is for production.',
        'https://login.salesforce.com',
        {
          ...ofMyDomain,
          pattern: `^(https://(login|test)\\.salesforce\\.com|${domain})/?$`,
        },
      ),
      myDomainUrl: text(
        'My Domain',
        'Address of My Domain (Setup, My Domain), not the lightning host. Method client-credentials needs it.',
        'https://acme.my.salesforce.com',
        {
          ...ofMyDomain,
          pattern: `^${domain}/?$`,
        },
      ),
      clientId: text(
        'Consumer key',
        'Consumer key of the connected app. Method jwt-bearer needs it; the other methods have it in the Secret.',
        '3MVG9.example',
      ),
      username: text(
        'User name',
        'User name of the user to act as. Method jwt-bearer needs it.',
        'migration@example.com',
        email,
      ),
      organizationId: text(
        'Organization ID',
        'ID of the organization that the account must belong to, with 15 or 18 characters. Default: any organization.',
        '00D5e000000abcD',
        { pattern: '^00D[A-Za-z0-9]{12}([A-Za-z0-9]{3})?$' },
      ),
      apiVersion: text('API version', 'Version of the data API. Default: v60.0.', 'v60.0', {
        pattern: '^v[0-9]+\\.0$',
        default: 'v60.0',
      }),
    },
  },
  // instance_url comes out of a response, so it must be one of these before the token is sent there.
  hosts: ['login.salesforce.com', 'test.salesforce.com', '*.my.salesforce.com'],
  define: [
    { login: 'orElse(config.myDomainUrl, orElse(config.loginUrl, "https://login.salesforce.com"))' },
    { sandbox: 'orElse(config.loginUrl, "").matches("//test\\\\.|\\\\.(sandbox|scratch)\\\\.my\\\\.")' },
    { audience: 'sandbox ? "https://test.salesforce.com" : "https://login.salesforce.com"' },
    { object: 'orElse(requires.path, "ContentVersion")' },
    { deleted: 'orElse(requires.path, "ContentDocument")' },
    { looks: 'has(requires.path) || has(requires.access)' },
    // Nearly every refusal of a sign-in has the code invalid_grant, so the text decides.
    { grantError: 'json.error == "invalid_grant" ? json.error_description.lowerAscii() : null' },
    { codes: 'json.filter(e, has(e.errorCode)).map(e, e.errorCode)' },
    // 15 characters are the ID, three more its checksum.
    { organization: 'config.organizationId.substring(0, 15)' },
  ],
  tables: { token: tokenReplies, api: apiReplies },
  methods,
  test: [
    {
      request: { url: '{{token.instanceUrl}}/services/oauth2/userinfo' },
      replies: identityReplies,
      expect: [
        {
          setting: 'organizationId',
          is: 'json.organization_id.startsWith(organization) ? config.organizationId : json.organization_id',
          causes: ['the account belongs to another organization than `spec.config.organizationId`'],
        },
      ],
      facts: {
        identified: 'filled(json.organization_id)',
        account: { id: 'json.user_id', name: 'json.name', email: 'json.email', tenant: 'json.organization_id' },
      },
    },
  ],
  access: [
    // userinfo is open to users without API access.
    { request: { url: `${data}/limits` }, replies },
    // unverified: that queryable, createable, updateable and deletable of an object are what the running user may do. An
    // old page of the vendor (API 5.0, DescribeSObjectResult) says that settings of the user's profile count beside them.
    // Basic information: a full describe is larger than what is read of a response.
    {
      when: 'looks',
      request: { url: `${data}/sobjects/{{object}}` },
      replies,
      facts: {
        grants: {
          read: 'json.objectDescribe.queryable',
          write: 'json.objectDescribe.createable',
          update: 'json.objectDescribe.updateable',
        },
      },
    },
    {
      when: 'looks',
      request: { url: `${data}/sobjects/{{deleted}}` },
      replies,
      facts: { grants: { delete: 'json.objectDescribe.deletable' } },
    },
    {
      when: 'has(requires.role)',
      // Its one record is of the running user: orgcheck-api-dataset-currentuserpermissions.js of SalesforceLabs/OrgCheck.
      request: { url: `${data}/query`, query: { q: 'SELECT PermissionsModifyAllData FROM UserPermissionAccess' } },
      replies: [{ table: 'api' }, { when: 'status == 400', outcome: 'Passed' }],
      facts: { administrator: 'json.records[0].PermissionsModifyAllData' },
    },
  ],
} satisfies PlatformSpec;
