import type { PlatformSpec } from '../platform.ts';
import { secret, text } from './field.ts';
import { apiReplies, invalidClient, refreshReplies } from './replies/procore.ts';

const api = 'https://{{values.api}}/rest/v1.0';
const tokenUrl = 'https://{{values.login}}/oauth/token';
const headers = { 'Procore-Company-Id': '{{config.companyId}}' };
const byEnvironment = (production: string, sandbox: string, monthly: string) =>
  `config.environment == "sandbox" ? "${sandbox}" : config.environment == "monthly-sandbox" ? "${monthly}" : "${production}"`;

/** The tool that holds files; rights can be added one by one to a user who has some. */
const tool = 'json.tools.filter(t, t.name == "documents")[0]';
const level = `${tool}.user_access_level.name.lowerAscii()`;
const mayNot = `${level} == "none" || (${level}.startsWith("read") && size(${tool}.permitted_actions) == 0)`;
const right = (granted: string) => `${level} == "admin" || ${granted} ? true : ${mayNot} ? false : null`;

const clientKeys = {
  clientId: text('Client ID', 'Of the app (Developer Portal, OAuth Credentials).', 'a1b2c3d4'),
  clientSecret: secret('Client Secret', 'Of the app.', 'your-client-secret'),
};
const client = {
  clientId: '{{secret.clientId}}',
  clientSecret: '{{secret.clientSecret}}',
  clientAuth: 'body',
} as const;
const digits = { pattern: '^\\d+$' };

export const procore = {
  title: 'Procore',
  category: 'ContentManagement',
  documentation: 'https://developers.procore.com/documentation/oauth-introduction',
  config: {
    required: ['companyId'],
    properties: {
      companyId: text('Company ID', 'The number behind /companies/ in the address.', '10042', digits),
      environment: text(
        'Environment',
        'The sandbox has clients of its own; the monthly one takes those of production.',
        'production',
        {
          enum: ['production', 'sandbox', 'monthly-sandbox'],
          default: 'production',
        },
      ),
      projectId: text(
        'Project ID',
        'Project whose Documents are looked at; else those of the company.',
        '31337',
        digits,
      ),
      redirectUri: text('Redirect URI', 'As registered in the app (oauth-refresh).', 'https://example.com/callback', {
        pattern: '^[a-z][a-z0-9+.-]*:[^\\s]+$',
      }),
    },
  },
  hosts: ['{{values.login}}', '{{values.api}}'],
  methods: [
    {
      name: 'client-credentials',
      title: 'Service account',
      description:
        'A data connection app with a developer managed service account (DMSA), installed in the company by an administrator, who also permits its projects. For a look at rights it needs the tool Documents.',
      secret: { required: ['clientId', 'clientSecret'], properties: clientKeys },
      config: { properties: { redirectUri: false } },
      auth: { oauth2: { tokenUrl, ...client, replies: [invalidClient] } },
    },
    {
      name: 'oauth-refresh',
      title: 'User with a refresh token',
      description:
        'An app that is installed in the company, and the refresh token of a user who authorized it. It works once and each test replaces it: do not use it elsewhere.',
      secret: {
        required: ['clientId', 'clientSecret', 'refreshToken'],
        properties: {
          ...clientKeys,
          refreshToken: secret('Refresh token', 'From the authorization; it works once.', 'your-refresh-token'),
        },
      },
      auth: {
        oauth2: {
          grant: 'refresh_token',
          tokenUrl,
          ...client,
          form: { redirect_uri: '{{config.redirectUri}}' },
          replies: refreshReplies,
        },
      },
    },
  ],
  http: {
    values: {
      login: byEnvironment('login.procore.com', 'login-sandbox.procore.com', 'login-sandbox-monthly.procore.com'),
      api: byEnvironment('api.procore.com', 'sandbox.procore.com', 'api-monthly.procore.com'),
      project: 'has(config.projectId) ? config.projectId : requires.path',
      company: 'has(config.projectId) || has(requires.path) ? "" : config.companyId',
    },
    test: { url: `${api}/me`, headers },
    account: { id: 'json.id', name: 'json.name', email: 'json.login', tenant: 'config.companyId' },
    identity: 'status == 200 && json.id > 0 && json.login != ""',
    replies: apiReplies,
    access: [
      {
        request: {
          url: `${api}/settings/permissions`,
          query: { project_id: '{{values.project}}', company_id: '{{values.company}}' },
          headers,
        },
        replies: apiReplies,
        grants: {
          read: `${level} != "none"`,
          write: right(`${tool}.can_create == true`),
          update: right('false'),
          delete: right(`${tool}.permitted_actions.exists(a, a.action_name == "destroy_files_and_folders")`),
        },
      },
    ],
  },
} satisfies PlatformSpec;
