import type { PlatformReply } from '../../../api/platform.gen.ts';

const enabled = 'the application is not enabled for this customer';

const bare = {
  password: [
    'username or password is wrong',
    'the user signs in by single sign-on, which this method cannot',
    'the application may not use the password grant',
  ],
  refresh: [
    'the refresh token has ended (365 days as a rule) or was revoked',
    'refresh tokens are off for the application',
  ],
  client: [enabled, 'the application may not use the client credentials grant'],
};

// unverified: every reply of the token endpoint; they are the errors of RFC 6749, 5.2, and what else is likely. The texts
// decide where they name a cause.
export function tokenReplies(kind: keyof typeof bare): PlatformReply[] {
  return [
    {
      // Not the usual "invalid, expired or revoked", which names no cause.
      when: 'json.error == "invalid_grant" && json.error_description.matches("(?i)expired") && !json.error_description.matches("(?i)invalid|revoked|\\bor\\b")',
      outcome: 'CredentialsExpired',
    },
    {
      when: 'json.error == "invalid_grant" && json.error_description.matches("(?i)(invalid|incorrect|wrong|bad)[^.]*(user ?name|password)") && !json.error_description.matches("(?i)client|grant|application|enabled")',
      outcome: 'CredentialsRejected',
    },
    { when: 'json.error == "invalid_grant"', outcome: 'AccessRefused', causes: bare[kind] },
    {
      when: 'status == 401 && json != null && !has(json.error)',
      outcome: 'AccessRefused',
      causes: ['clientId or clientSecret is wrong', ...(kind === 'client' ? [] : bare[kind]), enabled],
    },
    { when: 'status == 400 && !has(json.error)', outcome: 'UnexpectedReply' },
  ];
}

export const apiReplies: PlatformReply[] = [
  {
    when: 'status == 401',
    outcome: 'AccessRefused',
    causes: [enabled, 'the scope of the token does not allow the API', 'the user may not use the API'],
  },
  {
    // What answers at another address is no JSON; a sign-in page is for the engine to tell.
    when: 'status == 200 && text != "" && !headers["content-type"].contains("json") && !text.matches("(?i)type=[\\"\']?password|saml")',
    outcome: 'TargetNotFound',
    causes: ['host is not an iManage Work server'],
  },
  {
    when: 'status == 404',
    outcome: 'TargetNotFound',
    causes: ['host is not an iManage Work server', 'its API is not at /api'],
  },
  {
    when: 'status == 200 && has(config.customerId) && has(json.data.user.customer_id) && string(json.data.user.customer_id) != config.customerId',
    outcome: 'IdentityMismatch',
    causes: ['the user belongs to another customer than customerId'],
  },
];

// unverified: the address of the list of libraries; so its absence is no verdict.
export const libraryReplies: PlatformReply[] = [
  {
    when: 'status == 200 && type(json.data) == list && !json.data.exists(l, (has(l.alias) && l.alias == config.library) || (has(l.id) && l.id == config.library))',
    outcome: 'TargetNotFound',
    causes: ['there is no such library', 'the user may not see it'],
  },
  { when: 'status == 200 && type(json.data) == list', outcome: 'Connected' },
  { when: 'status < 400 || status == 401 || status == 404', outcome: 'UnexpectedReply' },
];
