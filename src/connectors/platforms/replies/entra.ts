import type { PlatformReply } from '../../../api/platform.gen.ts';

/** Numbers refine, `error` decides: Microsoft does not promise the numbers, and a number nobody knows has its `error`'s row. */
const code = (...numbers: number[]) => `json.error_codes.exists(c, c in ${JSON.stringify(numbers)})`;
const of = (error: string, ...numbers: number[]) => `json.error == "${error}" && ${code(...numbers)}`;
const grant = (...numbers: number[]) => of('invalid_grant', ...numbers);
const person = 'json.error in ["invalid_grant", "interaction_required"]';
const suberror = (name: string) => `(has(json.suberror) && json.suberror == "${name}")`;

const clientReplies: PlatformReply[] = [
  {
    when: of('invalid_client', 7000215),
    outcome: 'CredentialsRejected',
    causes: ["clientSecret is not one of the application's secrets", "it is the secret's ID instead of its value"],
  },
  { when: of('invalid_client', 7000222), outcome: 'CredentialsExpired' },
  {
    when: of('invalid_client', 700027, 50012, 700030),
    outcome: 'CredentialsRejected',
    causes: ['the certificate is not registered with the application'],
  },
  { when: of('invalid_client', 700024, 500133), outcome: 'ClockSkew' },
  {
    when: of('invalid_client', 700021, 700023),
    outcome: 'InvalidConfiguration',
    causes: ['clientId, tenantId or cloud does not fit the application'],
  },
  {
    when: of('invalid_client', 7000218),
    outcome: 'InvalidConfiguration',
    causes: ['the application is a confidential client: it needs a secret or a certificate'],
  },
  {
    when: 'json.error == "invalid_client" && method == "certificate"',
    outcome: 'CredentialsRejected',
    clockFirst: true,
  },
  {
    // unverified: the number 90061, a cluster whose discovery document or keys Entra cannot read.
    when: `method == "workload-identity" && ${code(90061)}`,
    outcome: 'InvalidConfiguration',
    causes: ["the issuer's discovery document and keys cannot be read from the Internet"],
  },
  {
    // There is no secret that could be wrong.
    when: `method == "workload-identity" && (json.error == "invalid_client" || ${code(70021, 700211, 700212, 700213)})`,
    outcome: 'InvalidConfiguration',
    causes: ['issuer, subject or audience of the federated credential are not those of the service account'],
  },
  { when: 'json.error == "invalid_client"', outcome: 'CredentialsRejected' },
  {
    when: of('unauthorized_client', 700016, 700011),
    outcome: 'TargetNotFound',
    causes: ['there is no application clientId in the tenant', 'tenantId is that of another tenant'],
  },
  { when: of('unauthorized_client', 70001, 7000112), outcome: 'CredentialsRevoked' },
  {
    when: of('unauthorized_client', 1000031),
    outcome: 'AccessRefused',
    causes: ['the application is switched off', 'it is not open to this tenant'],
  },
  {
    when: 'json.error == "unauthorized_client"',
    outcome: 'AccessRefused',
    causes: ['the application is not in this tenant', 'it is switched off', 'an administrator has yet to approve it'],
  },
];

const requestReplies: PlatformReply[] = [
  {
    when: of('invalid_request', 90002),
    outcome: 'TargetNotFound',
    causes: ['there is no tenant tenantId', 'the tenant is in another cloud than cloud'],
  },
  {
    when: of('invalid_request', 90038, 900382, 900432),
    outcome: 'WrongRegion',
    causes: ['the tenant is in another national cloud than cloud'],
  },
  { when: 'json.error == "invalid_scope"', outcome: 'InvalidConfiguration', causes: ['a scope is not valid'] },
  {
    when: 'json.error == "invalid_resource"',
    outcome: 'InvalidConfiguration',
    causes: ['what the token is for is not in the tenant: another host name or cloud'],
  },
];

const grantReplies: PlatformReply[] = [
  { when: grant(70000, 50126), outcome: 'CredentialsRejected' },
  {
    when: grant(50034),
    outcome: 'CredentialsRejected',
    causes: ['the user is not in the directory', 'tenantId is that of another tenant'],
  },
  {
    when: grant(70008, 700082, 700084),
    outcome: 'CredentialsExpired',
    causes: ['it was not used for too long', 'it is of a single-page application, where it lasts 24 hours'],
  },
  {
    when: grant(70043),
    outcome: 'InteractionRequired',
    causes: ['a policy on how often to sign in has ended the token'],
  },
  { when: grant(50173, 50133, 50057), outcome: 'CredentialsRevoked' },
  {
    when: `json.error == "invalid_grant" && (${code(65001, 90094)} || ${suberror('consent_required')})`,
    outcome: 'InteractionRequired',
    causes: ['the user or an administrator has yet to consent to the permissions'],
  },
  {
    when: `json.error == "invalid_grant" && (${code(50055, 50144)} || ${suberror('user_password_expired')})`,
    outcome: 'CredentialsExpired',
    causes: ["the user's password has expired"],
  },
  {
    when: grant(50053),
    outcome: 'AccountLocked',
    causes: [
      'smart lockout of the account',
      'sign-ins from our address, or that of our proxy, are blocked as malicious',
    ],
  },
  { when: grant(50105), outcome: 'PermissionDenied', causes: ['the user is not assigned to the application'] },
  {
    when: `${person} && ${code(53003, 530035)}`,
    outcome: 'InteractionRequired',
    causes: ['Conditional Access or the security defaults block this sign-in: the secret may be good'],
  },
  {
    when: `${person} && (${code(50074, 50076, 50079)} || ${suberror('bad_token')} || has(json.claims))`,
    outcome: 'InteractionRequired',
    causes: ['a second factor is wanted, or has to be registered'],
  },
  {
    when: 'json.error in ["interaction_required", "login_required", "consent_required"] || (json.error == "invalid_grant" && has(json.suberror) && json.suberror != "")',
    outcome: 'InteractionRequired',
  },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'AccessRefused',
    causes: ['the grant has ended or was revoked', 'a policy forbids it', 'it was given to another application'],
  },
];

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes; the status is 400 or 401, and tells nothing. */
export const tokenReplies: PlatformReply[] = [
  { when: code(90055, 50196), outcome: 'RateLimited' },
  { when: code(90033, 90024, 80001, 80002), outcome: 'ServiceUnavailable' },
  ...clientReplies,
  ...requestReplies,
  ...grantReplies,
  {
    // No word of the token endpoint's own: it must not count as a refusal.
    when: 'status in [400, 401, 403] && (type(json) != map || !has(json.error) || !(json.error in ["access_denied", "invalid_request", "unsupported_grant_type", "temporarily_unavailable", "server_error"]))',
    outcome: 'UnexpectedReply',
  },
];
