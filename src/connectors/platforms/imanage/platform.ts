import type { PlatformSpec } from '../../platform.ts';
import { text } from '../shared/field.ts';
import { methods } from './methods.ts';
import { apiReplies, libraryReplies, namedReplies } from './replies.ts';

const libraries = 'https://{{config.host}}/work/api/v2/customers/{{account.tenant}}/libraries';

/** Public clients send X-Auth-Token, a guide of others says Bearer, which the credential is anyway. */
const headers = { 'X-Auth-Token': '{{token.access}}' };

export const imanage = {
  title: 'iManage Work',
  category: 'ContentManagement',
  documentation: 'https://docs.imanage.com/',
  config: {
    required: ['host'],
    properties: {
      host: text(
        'Host',
        'Host name of the server, with a port if it is not 443. It is cloudimanage.com for iManage Cloud.',
        'cloudimanage.com',
        { pattern: '^[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:\\d{1,5})?$' },
      ),
      customerId: text('Customer ID', 'ID of the customer that the user must belong to, a number.', '1764', {
        pattern: '^\\d+$',
      }),
      library: text('Library', 'Name of a library that the user must be able to see.', 'ACTIVE'),
    },
  },
  hosts: ['{{config.host}}'],
  define: [
    { user: 'json.data.user' },
    // What says invalid_grant in words.
    { hint: 'json.error == "invalid_grant" ? json.error_description : null' },
    { silent: 'status == 401 && json != null && !has(json.error)' },
  ],
  tables: { named: namedReplies },
  methods,
  test: [
    {
      name: 'me',
      request: { url: 'https://{{config.host}}/api', headers },
      replies: apiReplies,
      set: { 'listed?': 'json.data.work.libraries.exists(l, l.alias == config.library)' },
      expect: [
        {
          setting: 'customerId',
          is: 'user.customer_id',
          causes: ['the user belongs to another customer than `spec.config.customerId`'],
        },
      ],
      facts: {
        identified: 'filled(user.customer_id)',
        account: { id: 'user.id', name: 'user.name', email: 'user.email', tenant: 'string(user.customer_id)' },
      },
    },
  ],
  access: [
    {
      when: 'has(config.library) && !orElse(me.listed, false)',
      request: { url: libraries, headers },
      replies: libraryReplies,
    },
    {
      when: 'has(config.library) && has(requires.path)',
      request: { url: `${libraries}/{{config.library}}/workspaces/{{requires.path}}/operations`, headers },
      // Of the operations only this one's name is known.
      facts: { grants: { read: 'type(json.data) == map ? true : null', write: 'json.data.add_folders' } },
    },
  ],
} satisfies PlatformSpec;
