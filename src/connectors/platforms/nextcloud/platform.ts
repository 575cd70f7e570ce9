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

/** nextcloud/server core/Controller/ClientFlowLoginV2Controller.php; the page can be used for 20 minutes. */
const loginFlow: PlatformSpec['methods'][number]['interactive'] = {
  flows: ['poll'],
  poll: {
    url: '{{config.url}}/index.php/login/v2',
    open: 'json.login',
    ask: 'json.poll.endpoint',
    token: 'json.poll.token',
  },
  fills: { 'secret.username': 'json.loginName', 'secret.appPassword': 'json.appPassword' },
};

export const nextcloud = {
  title: 'Nextcloud',
  category: 'FileSharing',
  documentation: 'https://docs.nextcloud.com/server/latest/developer_manual/client_apis/OCS/ocs-api-overview.html',
  ...ocs(account, { ...reading, ...writing }, { administrator: '"admin" in json.ocs.data.groups' }),
  methods: [{ ...appPassword, interactive: loginFlow }, oauthRefresh('body', tokenReplies)],
} satisfies PlatformSpec;
