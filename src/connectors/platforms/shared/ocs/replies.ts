import type { PlatformRow } from '../../../../api/platform.gen.ts';
import { propfind } from './dav.ts';

export const tables: Record<string, PlatformRow[]> = {
  // nextcloud/server apps/dav/lib/Connector/Sabre/{Auth,Exception/PasswordLoginForbidden}.php: DAV says what OCS does not.
  passwords: [
    {
      when: 'status == 401 && text.contains("password login forbidden")',
      outcome: 'InteractionRequired',
      causes: ['the server requires an app password instead of the password of the account'],
    },
    {
      when: 'status == 401 && text.contains("2FA challenge not passed")',
      outcome: 'InteractionRequired',
      causes: ['the account has two-factor sign-in, which needs an app password'],
    },
  ],
};

/**
 * nextcloud/server lib/private/AppFramework/OCS/V2Response.php. The code counts, whatever the status: v1.php answers 200 to all but 997.
 * https://docs.nextcloud.com/server/latest/developer_manual/client_apis/OCS/ocs-api-overview.html
 */
export const userReplies: PlatformRow[] = [
  // nextcloud/server lib/base.php: said of every request, whoever sends it.
  {
    when: 'status == 400 && text.contains("Trusted domain error")',
    outcome: 'InvalidConfiguration',
    causes: ['the host of `spec.config.url` is not one of `trusted_domains` of the server'],
    fix: 'Use the host name that the server is known by, or add this one to `trusted_domains`.',
  },
  {
    when: 'code == 997 && !credential.fresh && json.ocs.meta.message == "Unauthorised"',
    outcome: 'CredentialsRejected',
    causes: [
      '`username` or `appPassword` is wrong, or the app password was revoked',
      'the app password belongs to the other name of the account (user name or e-mail address)',
    ],
  },
  {
    when: 'code == 997',
    outcome: 'AccessRefused',
    causes: [
      'the server enforces two-factor or token sign-in, and the credential is no app password or token',
      'a proxy in front of the server removes the Authorization header',
      'the token or its account is no longer valid',
    ],
    then: {
      authenticate: true,
      request: { url: '{{config.url}}/remote.php/dav/', ...propfind },
      // A 207 contradicts what OCS said.
      replies: [{ table: 'passwords' }, { when: 'status == 207', outcome: 'UnexpectedReply' }],
    },
  },
  {
    when: 'status == 401 && !credential.fresh',
    outcome: 'AccessRefused',
    causes: ['`username` or `appPassword` is wrong', 'something in front of the server requires its own sign-in'],
  },
  { when: 'code == 403', outcome: 'PermissionDenied' },
  { when: 'code == 998', outcome: 'TargetNotFound' },
  { when: 'code in [996, 999]', outcome: 'ServiceUnavailable' },
  // Maintenance comes with Retry-After, which elsewhere means too many requests.
  { when: 'status == 503 && "x-nextcloud-maintenance-mode" in headers', outcome: 'ServiceUnavailable' },
  {
    when: 'status == 200 && json.ocs.data.enabled == false',
    outcome: 'CredentialsRevoked',
    causes: ['the account is disabled'],
  },
];

/** RFC 4918, 15.9: a file has no collection as its type, and what is not there may be told inside a 207. */
export const noFolder: PlatformRow = {
  when: String.raw`status == 207 && (text.matches(r'<(\w+:)?resourcetype\s*(/>|>\s*</)') || !text.matches(r'HTTP/\S+ 200'))`,
  outcome: 'TargetNotFound',
  causes: ['there is no folder at the path', 'the path is a file'],
};

export const folderReplies: PlatformRow[] = [
  { table: 'passwords' },
  // OCS accepted the credential a moment ago, so the two contradict each other.
  { when: 'status == 401', outcome: 'UnexpectedReply' },
  noFolder,
];
