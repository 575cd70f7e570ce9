import type { PlatformQuestion, PlatformReply } from '../../../api/platform.gen.ts';

/** nextcloud/server apps/dav/lib/Connector/Sabre/{Auth,Exception/PasswordLoginForbidden}.php: DAV says what OCS does not. */
export const davReplies: PlatformReply[] = [
  {
    when: 'status == 401 && text.contains("password login forbidden")',
    outcome: 'InteractionRequired',
    causes: ['the server wants an app password here, not the password of the account'],
  },
  {
    when: 'status == 401 && text.contains("2FA challenge not passed")',
    outcome: 'InteractionRequired',
    causes: ['the account has two-factor sign-in: an app password is needed'],
  },
  { when: 'status == 403', outcome: 'PermissionDenied' },
];

export const propfind = {
  method: 'PROPFIND',
  headers: { Depth: '0', Accept: 'application/xml, text/xml', 'OCS-APIRequest': 'true' },
  body: '<?xml version="1.0" encoding="utf-8"?><d:propfind xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:prop><d:resourcetype/><oc:permissions/></d:prop></d:propfind>',
} as const;

const isItDavToo: PlatformQuestion = {
  credential: true,
  request: { url: '{{config.url}}/remote.php/dav/', ...propfind },
  // Answered after all: the two contradict each other.
  replies: [...davReplies.slice(0, 2), { when: 'status == 207', outcome: 'UnexpectedReply' }],
};

const code = 'json.ocs.meta.statuscode';

/**
 * nextcloud/server lib/private/AppFramework/OCS/V2Response.php. The code counts, whatever the status: v1.php answers 200 to all but 997.
 * https://docs.nextcloud.com/server/latest/developer_manual/client_apis/OCS/ocs-api-overview.html
 */
export const ocsReplies: PlatformReply[] = [
  {
    when: `${code} == 997 && !minted && json.ocs.meta.message == "Unauthorised"`,
    outcome: 'CredentialsRejected',
    causes: [
      'username or password is wrong, or the app password was withdrawn',
      'the app password belongs to the other name of the account (user name or e-mail address)',
    ],
  },
  {
    when: `${code} == 997`,
    outcome: 'AccessRefused',
    causes: [
      'the server enforces two-factor or token sign-in, and this is no app password or token',
      'a proxy in front of the server removes the header Authorization',
      'the token or its account is no longer valid',
    ],
    ask: isItDavToo,
  },
  {
    when: 'status == 401 && !minted',
    outcome: 'AccessRefused',
    causes: ['username or password is wrong', 'something in front of the server wants a sign-in of its own'],
  },
  { when: `${code} == 403`, outcome: 'PermissionDenied' },
  { when: `${code} == 998`, outcome: 'TargetNotFound' },
  { when: `${code} in [996, 999]`, outcome: 'ServiceUnavailable' },
  // Maintenance comes with Retry-After, which elsewhere means too many requests.
  { when: 'status == 503 && "x-nextcloud-maintenance-mode" in headers', outcome: 'ServiceUnavailable' },
  {
    when: 'status == 200 && json.ocs.data.enabled == false',
    outcome: 'CredentialsRevoked',
    causes: ['the account is disabled'],
  },
];

/** nextcloud/server apps/oauth2/lib/Controller/OauthApiController.php: the names are not used as in RFC 6749. */
export const nextcloudTokenReplies: PlatformReply[] = [
  {
    when: 'json.error == "invalid_request"',
    outcome: 'CredentialsRevoked',
    causes: ['the refresh token is unknown or was used already', 'the session of the application was withdrawn'],
  },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'InvalidConfiguration',
    causes: ['the server does not take refresh tokens'],
  },
];

/** owncloud/oauth2 lib/Controller/OAuthApiController.php */
export const owncloudTokenReplies: PlatformReply[] = [
  {
    when: 'json.error == "invalid_grant" && json.error_description.contains("does not exist")',
    outcome: 'CredentialsRevoked',
    causes: ['the refresh token is unknown, was used already or was withdrawn'],
  },
  {
    when: 'json.error == "invalid_grant" && json.error_description.contains("ids mismatch")',
    outcome: 'CredentialsRejected',
    causes: ['the refresh token was issued to another client than clientId'],
  },
  {
    when: 'json.error == "unauthorized_client"',
    outcome: 'CredentialsRevoked',
    causes: ['the account is disabled or was deleted'],
  },
  {
    when: 'json.error == "invalid_client"',
    outcome: 'CredentialsRejected',
    causes: ['clientId or clientSecret is wrong'],
  },
  {
    when: 'json.error in ["invalid_request", "invalid_grant"]',
    outcome: 'AccessRefused',
    causes: [
      'the refresh token cannot be used',
      'a proxy in front of the server removes the header Authorization, which has id and secret of the client',
    ],
  },
  { when: 'status >= 400 && status < 500 && !(status in [404, 408, 425, 429])', outcome: 'UnexpectedReply' },
];
