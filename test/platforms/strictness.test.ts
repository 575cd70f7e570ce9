import { describe, expect, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import type { PlatformMethod, PlatformSpec } from '../../src/connectors/platform.ts';
import type { PlatformCases } from './case.ts';
import { hold } from './hold.ts';

type Mistake = [
  what: string,
  platform: string,
  method: string,
  make: (spec: PlatformSpec, method: PlatformMethod) => void,
];

/** Mistakes that a platform's data could have, each of which its vendor would refuse or its user would suffer. */
const mistakes: Mistake[] = [
  [
    'an assertion that lives too long',
    'box',
    'jwt',
    (_, { auth }) => void (auth.jwtBearer!.assertion.lifetimeSeconds = 90),
  ],
  [
    'another audience',
    'box',
    'jwt',
    (_, { auth }) => void (auth.jwtBearer!.assertion.claims['aud'] = 'https://api.box.com'),
  ],
  ['no kind of subject', 'box', 'jwt', (_, { auth }) => void delete auth.jwtBearer!.assertion.claims['box_sub_type']],
  ['no key id', 'box', 'jwt', (_, { auth }) => void delete auth.jwtBearer!.assertion.keyId],
  ['the client in a header', 'box', 'client-credentials', (_, { auth }) => void (auth.oauth2!.clientAuth = 'basic')],
  ['no list of fields', 'box', 'access-token', ({ http }) => void delete http!.test.query],
  ['no token', 'box', 'access-token', (_, method) => void (method.auth = { none: {} })],
  [
    'no scope',
    'google-workspace',
    'service-account',
    (_, { auth }) => void delete auth.jwtBearer!.assertion.claims['scope'],
  ],
  [
    'no subject',
    'google-workspace',
    'service-account',
    (_, { auth }) => void delete auth.jwtBearer!.assertion.claims['sub'],
  ],
  [
    'the client of a refresh in a header',
    'box',
    'oauth-refresh',
    (_, { auth }) => void (auth.oauth2!.clientAuth = 'basic'),
  ],
  ['another grant', 'google-drive', 'oauth-refresh', (_, { auth }) => void (auth.oauth2!.grant = 'client_credentials')],
  ['a body where there must be none', 'dropbox', 'access-token', ({ http }) => void (http!.test.json = { query: 'x' })],
  [
    'one permission alone',
    'google-cloud-storage',
    'service-account',
    ({ http }) => void (http!.values!['test'] = http!.values!['test']!.replace('&permissions=storage.objects.get', '')),
  ],
  [
    'another signature',
    'microsoft-graph',
    'certificate',
    (_, { auth }) => void (auth.oauth2!.assertion!.algorithm = 'RS256'),
  ],
  ['no thumbprint', 'microsoft-graph', 'certificate', (_, { auth }) => void delete auth.oauth2!.assertion!.certificate],
  [
    'an assertion that lives too long',
    'microsoft-graph',
    'certificate',
    (_, { auth }) => void (auth.oauth2!.assertion!.lifetimeSeconds = 900),
  ],
  [
    'another subject',
    'microsoft-graph',
    'certificate',
    (_, { auth }) => void delete auth.oauth2!.assertion!.claims['sub'],
  ],
  [
    'the client in a header',
    'sharepoint-online',
    'client-secret',
    (_, { auth }) => void (auth.oauth2!.clientAuth = 'basic'),
  ],
  ['no scope', 'onedrive-business', 'client-secret', (_, { auth }) => void delete auth.oauth2!.scope],
  [
    'another grant',
    'onedrive-personal',
    'refresh-token',
    (_, { auth }) => void (auth.oauth2!.grant = 'client_credentials'),
  ],
  [
    'OData where it is not taken',
    'microsoft-teams',
    'refresh-token',
    ({ http }) => void (http!.test.query = { $top: '1' }),
  ],
  ['another HTTP method', 'slack', 'bot-token', ({ http }) => void (http!.test.method = 'GET')],
  [
    'the scheme in lower case',
    'slack',
    'bot-token',
    (_, method) => void (method.auth = { header: { name: 'Authorization', value: 'bearer {{secret.botToken}}' } }),
  ],
  [
    "a reply's own words in the verdict",
    'slack',
    'bot-token',
    ({ http }) => void (http!.account!.email = 'json.help_url'),
  ],
  [
    'the token in the address',
    'slack',
    'bot-token',
    ({ http }) => void (http!.test.query = { token: '{{secret.botToken}}' }),
  ],
  [
    'the client of a refresh as fields',
    'owncloud',
    'oauth-refresh',
    (_, { auth }) => void (auth.oauth2!.clientAuth = 'body'),
  ],
  [
    'the client of a refresh in a header',
    'nextcloud',
    'oauth-refresh',
    (_, { auth }) => void (auth.oauth2!.clientAuth = 'basic'),
  ],
  [
    'no header against forgery',
    'nextcloud',
    'app-password',
    ({ http }) => void delete http!.test.headers!['OCS-APIRequest'],
  ],
  ['no expanded principal', 'sharefile', 'password', ({ http }) => void delete http!.test.query],
  ['no application token', 'syncplicity', 'application-token', (_, { auth }) => void delete auth.oauth2!.headers],
  ['no key beside the token', 'syncplicity', 'application-token', ({ http }) => void delete http!.test.headers],
  ['no user name', 'egnyte', 'password', (_, { auth }) => void delete auth.oauth2!.username],
  [
    'another audience',
    'salesforce',
    'jwt-bearer',
    (_, { auth }) => void (auth.jwtBearer!.assertion.claims['aud'] = 'https://acme.my.salesforce.com'),
  ],
  [
    'an assertion that lives too long',
    'salesforce',
    'jwt-bearer',
    (_, { auth }) => void (auth.jwtBearer!.assertion.lifetimeSeconds = 600),
  ],
  [
    'a public page as the proof',
    'salesforce',
    'client-credentials',
    ({ http }) => void (http!.test.url = '{{session.instanceUrl}}/services/data/'),
  ],
  ['any user of the table', 'servicenow', 'basic', ({ http }) => void delete http!.test.query!['sysparm_query']],
  ['no key id', 'servicenow', 'jwt-bearer', (_, { auth }) => void delete auth.jwtBearer!.assertion.keyId],
  [
    'the client in a header',
    'servicenow',
    'client-credentials',
    (_, { auth }) => void (auth.oauth2!.clientAuth = 'basic'),
  ],
  ['a form instead of JSON', 'jira-cloud', 'oauth-refresh', (_, { auth }) => void delete auth.oauth2!.encoding],
  [
    'a public page as the proof',
    'jira-data-center',
    'basic',
    ({ http }) => void (http!.test.url = '{{config.url}}/rest/api/2/serverInfo'),
  ],
  [
    'the client in a header',
    'confluence-data-center',
    'oauth-refresh',
    (_, { auth }) => void (auth.oauth2!.clientAuth = 'basic'),
  ],
  [
    'no SOAP action',
    'sharepoint-server',
    'forms',
    (_, { auth }) => void delete auth.session!.login.headers!['SOAPAction'],
  ],
  [
    'no kind of password',
    'sharepoint-server',
    'adfs',
    (_, { auth }) => void (auth.session!.login.body = auth.session!.login.body!.replace('#PasswordText', '')),
  ],
  [
    'an assertion that was written anew',
    'sharepoint-server',
    'adfs',
    (_, { auth }) => void (auth.session!.values['saml'] += '.replace("  NotBefore", " NotBefore")'),
  ],
  [
    'the time of the reply instead of that of the token',
    'sharepoint-server',
    'adfs',
    (_, { auth }) => void (auth.session!.values['expires'] = 'text.inside("Expires")'),
  ],
  [
    'one of the two cookies',
    'sharepoint-server',
    'adfs',
    (_, { auth }) => void (auth.session!.next!.values['cookie'] = '"FedAuth=" + cookies.FedAuth'),
  ],
  [
    'forms taken',
    'sharepoint-server',
    'basic',
    ({ http }) => void delete http!.test.headers!['X-FORMS_BASED_AUTH_ACCEPTED'],
  ],
  [
    'no kind of assertion',
    'microsoft-graph',
    'workload-identity',
    (_, { auth }) => void delete auth.oauth2!.form!['client_assertion_type'],
  ],
  [
    'another kind of subject token',
    'google-cloud-storage',
    'workload-identity',
    (_, { auth }) => void (auth.oauth2!.form!['subject_token_type'] = 'urn:ietf:params:oauth:token-type:id_token'),
  ],
  [
    'the audience of the token for that of the exchange',
    'google-cloud-storage',
    'workload-identity',
    (_, { auth }) => void (auth.oauth2!.form!['audience'] = '{{values.exchange}}'),
  ],
  [
    'other scopes for the account that is acted as',
    'google-shared-drives',
    'workload-identity',
    (_, { auth }) => void (auth.oauth2!.next!.request.json!['scope'] = ['https://www.googleapis.com/auth/drive']),
  ],
  ['the password as it is', 'webdav', 'digest', (_, method) => void (method.auth = { basic: method.auth.digest! })],
  ['no domain', 'webdav', 'ntlm', (_, { auth }) => void delete auth.ntlm!.domain],
  [
    'no rights asked for',
    'exchange-server',
    'ntlm',
    ({ http }) => void (http!.test.body = http!.test.body!.replace('folder:EffectiveRights', 'folder:DisplayName')),
  ],
  [
    'another media type than that of SOAP',
    'exchange-server',
    'basic',
    ({ http }) => void delete http!.test.headers!['Content-Type'],
  ],
  ['no depth', 'webdav', 'basic', ({ http }) => void delete http!.test.headers!['Depth']],
];

describe('The fakes and the conformance test find', () => {
  it.each(mistakes)('%s: %s %s', async (_what, name, methodName, make) => {
    const { cases } = (await import(`./${name}.cases.ts`)) as { cases: PlatformCases };
    const good = cases.find(({ kind, method }) => kind === 'connected' && method === methodName)!;
    const spec = structuredClone(registry.get(name)!.spec);
    make(
      spec,
      spec.methods.find((method) => method.name === methodName)!,
    );

    await expect(hold({ name, spec }, good)).rejects.toThrow();
  });
});
