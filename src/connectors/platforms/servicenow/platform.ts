import { onlySchemes } from '../shared/only-schemes.ts';
import type { PlatformSpec } from '../../platform.ts';
import { text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { currentUserReplies, hibernating, recordReplies, tokenReplies } from './replies.ts';

const api = 'https://{{config.hostname}}/api/now';

export const servicenow = {
  title: 'ServiceNow',
  category: 'Business',
  documentation: 'https://www.servicenow.com/docs/csh?topicname=c_OAuthApplications.html&version=latest',
  config: {
    required: ['hostname'],
    properties: {
      hostname: text('Host name', 'Host name of the instance, without https://.', 'acme.service-now.com', {
        pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$',
      }),
      keyId: text(
        'Key ID',
        'ID (kid) of the key in the JWT verifier map. Method jwt-bearer needs it.',
        'migration-2026',
      ),
      userIdentifier: text(
        'User',
        'User to act as, by the field that the JWT provider names. Method jwt-bearer needs it.',
        'svc-migration',
      ),
    },
  },
  hosts: ['{{config.hostname}}'],
  define: [{ named: 'filled(json.result[0].sys_id) && filled(json.result[0].user_name)' }],
  tables: { hibernating, token: tokenReplies },
  methods,
  test: [
    {
      name: 'record',
      request: {
        url: `${api}/table/sys_user`,
        query: {
          // Without it the first user of the table is returned, whoever asks.
          sysparm_query: 'user_name=javascript:gs.getUserName()',
          sysparm_limit: '1',
          sysparm_fields: 'sys_id,user_name,name,email',
        },
      },
      replies: recordReplies,
      // An empty list is what an account gets that may not read its own record.
      set: { 'hidden?': 'json.result == []' },
      facts: {
        identified: 'record.hidden || (named && json.result[0].user_name != "guest")',
        account: {
          id: 'json.result[0].sys_id',
          name: 'json.result[0].name',
          email: 'json.result[0].email',
          tenant: 'config.hostname',
        },
      },
    },
    {
      when: 'record.hidden',
      // Used by the vendor's own pages and by several clients, not in the API reference; a 401 here decides nothing.
      request: { url: `${api}/ui/user/current_user` },
      replies: currentUserReplies,
      facts: {
        identified: 'filled(json.result.user_name)',
        account: { id: 'json.result.user_sys_id', name: 'json.result.user_display_name' },
      },
    },
  ],
  anonymous: onlySchemes,
  access: [
    {
      when: 'has(requires.role) && !record.hidden',
      request: {
        url: `${api}/table/sys_user_has_role`,
        query: {
          sysparm_query: 'user={{account.id}}^role.name=admin',
          sysparm_limit: '1',
          sysparm_fields: 'role',
        },
      },
      // What the account may not see is no answer, and no failure either.
      replies: [{ when: 'status in [401, 403, 404]', outcome: 'Passed' }],
      // unverified: whether every administrator may read this table; an empty list may be one that is hidden.
      facts: { administrator: 'size(json.result) > 0 ? true : null' },
    },
  ],
} satisfies PlatformSpec;
