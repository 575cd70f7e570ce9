import type { PlatformSpec } from '../../platform.ts';
import { text } from '../shared/field.ts';
import { applicationToken } from './application-token.ts';

export const syncplicity = {
  title: 'Syncplicity',
  category: 'FileSharing',
  documentation: 'https://support.syncplicity.com/hc/en-us/articles/115005456983-Authentication-Flows',
  config: {
    properties: {
      region: text('Region', 'The region of the company: us, the default, or eu.', 'us', {
        enum: ['us', 'eu'],
        default: 'us',
      }),
      companyId: text(
        'Company ID',
        'ID of the company that the account must belong to, a GUID. Default: any company.',
        '01234567-89ab-cdef-0123-456789abcdef',
        { pattern: '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$' },
      ),
    },
  },
  hosts: ['{{host}}'],
  define: [{ host: 'config.region == "eu" ? "api.eu.syncplicity.com" : "api.syncplicity.com"' }],
  methods: [applicationToken],
  test: [
    {
      request: {
        url: 'https://{{host}}/provisioning/user.svc/{{token.userId}}',
        query: { include: 'all_users' },
        headers: { AppKey: '{{secret.appKey}}' },
      },
      replies: [
        {
          // unverified: the status for a user without the privilege.
          when: 'status == 403',
          outcome: 'PermissionDenied',
          causes: ['the user of the application token lacks the administrator privilege to read accounts'],
        },
      ],
      facts: {
        // unverified: the names are those that users.svc takes (UserAPIsClass.py of the vendor's sample).
        identified: 'filled(json.EmailAddress)',
        account: {
          // The token response is the proof: who is not allowed to read the record is known all the same.
          id: 'token.userId',
          name: 'json.FirstName + " " + json.LastName',
          email: 'json.EmailAddress',
          tenant: 'token.companyId',
        },
      },
    },
  ],
} satisfies PlatformSpec;
