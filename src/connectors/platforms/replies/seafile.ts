import type { PlatformReply } from '../../../api/platform.gen.ts';

/** Seafile itself never sends WWW-Authenticate: its 401 is of an exception of its own (authentication.py of haiwen/seahub). */
const inFront: PlatformReply = {
  when: 'status == 401 && headers["www-authenticate"] != ""',
  outcome: 'AccessRefused',
  causes: ['a server in front of Seafile wants a sign-in of its own', 'the credential is wrong'],
};

const says = (text: string) => `status == 400 && json.non_field_errors.exists(e, e == "${text}")`;

/** AuthTokenSerializer (serializers.py of haiwen/seahub): every refusal is a 400, its words are never translated. */
export const loginReplies: PlatformReply[] = [
  {
    when: 'status == 400 && headers["x-seafile-otp"] == "required"',
    outcome: 'InteractionRequired',
    causes: ['the user has two-factor authentication, with which only api-token works'],
  },
  {
    when: says('Unable to login with provided credentials.'),
    outcome: 'CredentialsRejected',
    // unverified: that a user of single sign-on without a password is refused in these words.
    causes: ['user name or password is wrong', 'the user signs in by single sign-on only, and has no password here'],
  },
  {
    when: says('User account is disabled.'),
    outcome: 'CredentialsRevoked',
    // unverified: that too many wrong passwords make a user inactive (FREEZE_USER_ON_LOGIN_FAILED).
    causes: ['an administrator made the user inactive', 'too many wrong passwords made the user inactive'],
  },
  {
    when: 'status == 400 && (has(json.username) || has(json.password))',
    outcome: 'CredentialsRejected',
    causes: ['user name or password consists of blanks'],
  },
  inFront,
];

/** TokenAuthentication (authentication.py of haiwen/seahub). A 403 there means that nobody is signed in, never a right. */
export const accountReplies: PlatformReply[] = [
  {
    when: 'status == 401 && headers["x-seafile-wiped"] == "true"',
    outcome: 'CredentialsRevoked',
    causes: ['the device that the token belongs to is to be wiped'],
  },
  {
    when: 'status == 401 && json.detail == "User inactive or deleted"',
    outcome: 'CredentialsRevoked',
    causes: ['the user was deleted'],
  },
  {
    when: 'method == "api-token" && status == 401 && json.detail == "Invalid token"',
    outcome: 'CredentialsRejected',
    causes: ['the token is wrong or was revoked', 'it is the token of a library: one of an account is needed'],
  },
  {
    when: 'status == 403 && has(json.detail)',
    outcome: 'AccessRefused',
    causes: [
      'the user is inactive',
      'this version of Seafile wants the other word in config.scheme',
      'a server in front of Seafile takes the header Authorization away',
    ],
  },
  inFront,
];
