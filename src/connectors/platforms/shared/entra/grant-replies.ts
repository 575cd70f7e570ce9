import type { PlatformRow } from '../../../../api/platform.gen.ts';

/** Policies are for applications as well. */
export const blocked: PlatformRow = {
  when: 'codes.exists(c, c in [50005, 50097, 50127, 50129, 50131, 50155, 50187, 53000, 53001, 53002, 53003, 53004, 53010, 53011, 530032, 530034, 530035])',
  outcome: 'InteractionRequired',
  causes: ['Conditional Access or the security defaults block this sign-in'],
};

/** What Entra says of a user's grant. A policy may be in the way of a good one. */
export const grantReplies: PlatformRow[] = [
  {
    // Of a personal account, whose numbers are few: learn.microsoft.com/answers/questions/1184303
    when: '70000 in codes && json.error_description.contains("scopes requested are unauthorized")',
    outcome: 'InteractionRequired',
    causes: ['the user has not consented to all scopes'],
  },
  { when: 'codes.exists(c, c in [70000, 50126])', outcome: 'CredentialsRejected' },
  {
    when: 'codes.exists(c, c in [16003, 50014, 50020, 50034, 50177, 51004, 90072, 500208])',
    outcome: 'CredentialsRejected',
    causes: ['the user is not in the directory', '`tenantId` is that of another tenant'],
  },
  {
    when: 'codes.exists(c, c in [50089, 70008, 700082, 700084])',
    outcome: 'CredentialsExpired',
    causes: ['the refresh token was not used for too long', 'refresh tokens of single-page applications last 24 hours'],
  },
  {
    when: 'codes.exists(c, c in [70043, 70044])',
    outcome: 'InteractionRequired',
    causes: ['a policy on sign-in frequency has ended the refresh token'],
  },
  {
    when: 'codes.exists(c, c in [50057, 50132, 50133, 50173, 500341])',
    outcome: 'CredentialsRevoked',
  },
  {
    when: 'codes.exists(c, c in [65001, 65004, 90008, 90094, 90095, 9002341]) || (badGrant && json.suberror == "consent_required")',
    outcome: 'InteractionRequired',
    causes: ['the user or an administrator has not yet consented to the permissions'],
  },
  {
    when: 'codes.exists(c, c in [50055, 50144]) || (badGrant && json.suberror == "user_password_expired")',
    outcome: 'CredentialsExpired',
    causes: ["the user's password has expired"],
  },
  {
    when: 'codes.exists(c, c in [50125, 50135, 50142])',
    outcome: 'InteractionRequired',
    causes: ['the password must be changed, or its reset set up'],
  },
  {
    when: '50053 in codes',
    outcome: 'AccountLocked',
    causes: ['smart lockout has locked the account', 'sign-ins from this address are blocked as malicious'],
  },
  {
    when: '50105 in codes',
    outcome: 'PermissionDenied',
    causes: ['the user is not assigned to the application'],
  },
  blocked,
  {
    when: 'codes.exists(c, c in [50072, 50074, 50076, 50078, 50079, 50158]) || (error in ["invalid_grant", "interaction_required"] && (json.suberror == "bad_token" || has(json.claims)))',
    outcome: 'InteractionRequired',
    causes: ['a second factor is required, or has to be registered'],
  },
  {
    when: 'codes.exists(c, c in [50015, 50058, 50085, 50139, 50180, 50199, 51006, 700020]) || error in ["interaction_required", "login_required", "consent_required"] || (badGrant && filled(json.suberror))',
    outcome: 'InteractionRequired',
  },
  {
    when: 'badGrant',
    outcome: 'AccessRefused',
    causes: [
      'the grant has expired or was revoked',
      'a policy forbids the sign-in',
      'the grant was given to another application',
    ],
  },
];
