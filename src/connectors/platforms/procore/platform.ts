import type { PlatformSpec } from '../../platform.ts';
import { pasted, text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { apiReplies } from './replies.ts';

const digits = { pattern: '^\\d+$' };

export const procore = {
  title: 'Procore',
  category: 'ContentManagement',
  documentation: 'https://developers.procore.com/documentation/oauth-introduction',
  config: {
    required: ['companyId'],
    properties: {
      companyId: text('Company ID', 'ID of the company, the number behind /companies/ in the address.', '10042', {
        ...digits,
        ...pasted([String.raw`/companies/(\d+)`], [String.raw`//[^/]+/(\d+)/company/`]),
      }),
      environment: text(
        'Environment',
        'The environment: production, the default; sandbox, which has clients of its own; or monthly-sandbox, which accepts those of production.',
        'production',
        { enum: ['production', 'sandbox', 'monthly-sandbox'], default: 'production' },
      ),
      projectId: text(
        'Project ID',
        'ID of the project in whose tool Documents permissions are checked. Default: `spec.requires.path`, else the company.',
        '31337',
        { ...digits, ...pasted([String.raw`/projects/(\d+)`], [String.raw`//[^/]+/(\d+)/project/`]) },
      ),
      redirectUri: text(
        'Redirect URI',
        'Redirect URI that is registered in the app, if it has one (oauth-refresh).',
        'https://example.com/callback',
        {
          pattern: '^[a-z][a-z0-9+.-]*:[^\\s]+$',
        },
      ),
    },
  },
  hosts: ['{{login}}', '{{api}}'],
  define: [
    { logins: '{"production": "login", "sandbox": "login-sandbox", "monthly-sandbox": "login-sandbox-monthly"}' },
    { apis: '{"production": "api", "sandbox": "sandbox", "monthly-sandbox": "api-monthly"}' },
    { login: 'logins[config.environment] + ".procore.com"' },
    { api: 'apis[config.environment] + ".procore.com"' },
    { project: 'orElse(config.projectId, requires.path)' },
    { company: 'has(project) ? null : config.companyId' },
    // The tool that holds files; permissions can be added one by one to a user who has some.
    { tool: 'json.tools.filter(t, t.name == "documents")[0]' },
    { level: 'tool.user_access_level.name.lowerAscii()' },
    { nothing: 'level == "none" || (level.startsWith("read") && size(tool.permitted_actions) == 0)' },
    { deletes: 'tool.permitted_actions.exists(a, a.action_name == "destroy_files_and_folders")' },
  ],
  defaults: { headers: { 'Procore-Company-Id': '{{config.companyId}}' } },
  tables: { api: apiReplies },
  methods,
  test: [
    {
      request: { url: 'https://{{api}}/rest/v1.0/me' },
      replies: [{ table: 'api' }],
      facts: {
        identified: 'json.id > 0 && filled(json.login)',
        account: { id: 'json.id', name: 'json.name', email: 'json.login', tenant: 'config.companyId' },
      },
    },
  ],
  access: [
    {
      request: {
        url: 'https://{{api}}/rest/v1.0/settings/permissions',
        query: { project_id: '{{project}}', company_id: '{{company}}' },
      },
      replies: [{ table: 'api' }],
      facts: {
        grants: {
          read: 'has(level) ? level != "none" : null',
          write: 'level == "admin" || tool.can_create == true ? true : nothing ? false : null',
          update: 'level == "admin" ? true : nothing ? false : null',
          delete: 'level == "admin" || deletes ? true : nothing ? false : null',
        },
      },
    },
  ],
} satisfies PlatformSpec;
