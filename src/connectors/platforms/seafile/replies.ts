import type { PlatformRow } from '../../../api/platform.gen.ts';

/** Seafile itself never sends WWW-Authenticate: its 401 is of an exception of its own (authentication.py of haiwen/seahub). */
const inFront: PlatformRow = {
  when: 'status == 401 && filled(headers["www-authenticate"])',
  outcome: 'AccessRefused',
  causes: ['a server in front of Seafile requires its own sign-in', 'the credential is wrong'],
};

export const tables = { inFront: [inFront] };

/** AuthTokenSerializer (serializers.py of haiwen/seahub): every refusal is a 400, its words are never translated. */
export const loginReplies: PlatformRow[] = [
  {
    when: 'status == 400 && headers["x-seafile-otp"] == "required"',
    outcome: 'InteractionRequired',
    causes: ['the user has two-factor authentication, with which only method api-token works'],
  },
  {
    when: 'status == 400 && "Unable to login with provided credentials." in json.non_field_errors',
    outcome: 'CredentialsRejected',
    // unverified: that a user of single sign-on without a password is refused in these words.
    causes: ['`username` or `password` is wrong', 'the user signs in by single sign-on only and has no password'],
  },
  {
    when: 'status == 400 && "User account is disabled." in json.non_field_errors',
    outcome: 'CredentialsRevoked',
    // unverified: that too many wrong passwords make a user inactive (FREEZE_USER_ON_LOGIN_FAILED).
    causes: ['an administrator made the user inactive', 'too many wrong passwords made the user inactive'],
  },
  {
    when: 'status == 400 && (has(json.username) || has(json.password))',
    outcome: 'CredentialsRejected',
    causes: ['`username` or `password` is blank'],
  },
  { table: 'inFront' },
];

/** TokenAuthentication (authentication.py of haiwen/seahub). A 403 there means that nobody is signed in, never a permission. */
export const accountReplies: PlatformRow[] = [
  {
    when: 'status == 401 && headers["x-seafile-wiped"] == "true"',
    outcome: 'CredentialsRevoked',
    causes: ['the device that the token belongs to is marked for remote wipe'],
  },
  {
    when: 'status == 401 && json.detail == "User inactive or deleted"',
    outcome: 'CredentialsRevoked',
    causes: ['the user was deleted'],
  },
  {
    when: 'method == "api-token" && status == 401 && json.detail == "Invalid token"',
    outcome: 'CredentialsRejected',
    causes: ['the token is wrong or was revoked', 'the token belongs to a library, not to an account'],
  },
  {
    when: 'status == 403 && has(json.detail)',
    outcome: 'AccessRefused',
    causes: [
      'the user is inactive',
      'this version of Seafile takes another scheme than `spec.config.scheme`',
      'a server in front of Seafile removes the Authorization header',
    ],
  },
  { table: 'inFront' },
];
