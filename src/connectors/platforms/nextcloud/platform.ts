import type { PlatformRow, PlatformSpec } from '../../../api/platform.gen.ts';
import { reading, writing } from '../shared/ocs/dav.ts';
import { appPassword, oauthRefresh } from '../shared/ocs/methods.ts';
import { ocs } from '../shared/ocs/ocs.ts';

/** nextcloud/server apps/oauth2/lib/Controller/OauthApiController.php: the names are not used as in RFC 6749. */
const tokenReplies: PlatformRow[] = [
  {
    when: 'json.error == "invalid_request"',
    outcome: 'CredentialsRevoked',
    causes: [
      'the refresh token is unknown or has been used already',
      'the session of the OAuth 2.0 client was revoked in the settings of the account',
    ],
  },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'InvalidConfiguration',
    causes: ['the server does not support refresh tokens'],
    fix: 'Use method app-password.',
  },
];

const account = { id: 'json.ocs.data.id', name: 'json.ocs.data.displayname', email: 'json.ocs.data.email' };

export const nextcloud = {
  title: 'Nextcloud',
  category: 'FileSharing',
  documentation: 'https://docs.nextcloud.com/server/latest/developer_manual/client_apis/OCS/ocs-api-overview.html',
  ...ocs(account, { ...reading, ...writing }, { administrator: '"admin" in json.ocs.data.groups' }),
  methods: [appPassword, oauthRefresh('body', tokenReplies)],
} satisfies PlatformSpec;
