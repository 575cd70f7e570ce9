import type { PlatformSpec } from '../platform.ts';
import { text } from './field.ts';
import { currentUser, roleReplies, userReplies } from './replies/servicenow.ts';
import { methods } from './servicenow-methods.ts';

const tables = 'https://{{config.hostname}}/api/now/table';

export const servicenow = {
  title: 'ServiceNow',
  category: 'Business',
  documentation: 'https://www.servicenow.com/docs/csh?topicname=c_OAuthApplications.html&version=latest',
  config: {
    required: ['hostname'],
    properties: {
      hostname: text('Host name', 'Of the instance, without https://.', 'acme.service-now.com', {
        pattern: '^[a-z0-9-]+(\\.[a-z0-9-]+)+$',
      }),
      keyId: text('Key ID', 'kid of the JWT verifier map (jwt-bearer).', 'migration-2026'),
      userIdentifier: text('User', 'User to act as, by the field of the JWT provider (jwt-bearer).', 'svc-migration'),
    },
  },
  hosts: ['{{config.hostname}}'],
  methods,
  http: {
    test: {
      url: `${tables}/sys_user`,
      query: {
        // Without it the first user of the table is returned, whoever asks.
        sysparm_query: 'user_name=javascript:gs.getUserName()',
        sysparm_limit: '1',
        sysparm_fields: 'sys_id,user_name,name,email',
      },
    },
    account: {
      id: 'json.result[0].sys_id',
      name: 'json.result[0].name',
      email: 'json.result[0].email',
      tenant: 'config.hostname',
    },
    // An empty list comes this far only where current_user has named the account.
    identity: 'json.result == [] || (json.result[0].sys_id != "" && json.result[0].user_name != "guest")',
    replies: userReplies,
    access: [
      {
        when: 'json.result == []',
        request: currentUser,
        account: { id: 'json.result.user_sys_id', name: 'json.result.user_display_name' },
      },
      {
        when: 'has(requires.role) && json.result != []',
        request: {
          url: `${tables}/sys_user_has_role`,
          query: {
            sysparm_query: 'user={{account.id}}^role.name=admin',
            sysparm_limit: '1',
            sysparm_fields: 'role',
          },
        },
        // unverified: whether every administrator may read this table; an empty list may be one that is hidden.
        administrator: 'size(json.result) > 0 ? true : null',
        replies: roleReplies,
      },
    ],
  },
} satisfies PlatformSpec;
