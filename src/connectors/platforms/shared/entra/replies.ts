import type { PlatformRow } from '../../../../api/platform.gen.ts';
import { grantReplies } from './grant-replies.ts';

/** A number that nobody knows has the row of its `error`. */
const clientReplies: PlatformRow[] = [
  {
    when: 'codes.exists(c, c == 7000215)',
    outcome: 'CredentialsRejected',
    causes: [
      '`clientSecret` is not a secret of the application',
      "`clientSecret` is the secret's ID instead of its value",
    ],
  },
  { when: 'codes.exists(c, c == 7000222)', outcome: 'CredentialsExpired' },
  {
    when: 'codes.exists(c, c in [700027, 50012, 700030])',
    outcome: 'CredentialsRejected',
    causes: ['the certificate is not registered with the application'],
  },
  { when: 'codes.exists(c, c in [700024, 500133])', outcome: 'ClockSkew' },
  {
    when: 'codes.exists(c, c in [700021, 700023])',
    outcome: 'InvalidConfiguration',
    causes: ['`clientId`, `tenantId` or `cloud` does not fit the application'],
  },
  {
    when: 'codes.exists(c, c == 7000218)',
    outcome: 'InvalidConfiguration',
    causes: ['the application needs a secret or a certificate'],
  },
  {
    when: 'badClient && method == "certificate"',
    outcome: 'CredentialsRejected',
    compareClocks: true,
  },
  {
    // unverified: the number 90061, a cluster whose discovery document or keys Entra cannot read.
    when: 'method == "workload-identity" && codes.exists(c, c == 90061)',
    outcome: 'InvalidConfiguration',
    causes: ['the discovery document or the keys of the issuer are not public'],
  },
  {
    // There is no secret that could be wrong.
    when: 'method == "workload-identity" && (badClient || codes.exists(c, c in [70021, 700211, 700212, 700213]))',
    outcome: 'InvalidConfiguration',
    causes: ['issuer, subject or audience of the federated credential do not match the ServiceAccount token'],
  },
  { when: 'badClient', outcome: 'CredentialsRejected' },
  {
    when: 'codes.exists(c, c in [700016, 700011])',
    outcome: 'TargetNotFound',
    causes: ['the tenant has no application `clientId`', '`tenantId` is that of another tenant'],
  },
  {
    when: 'codes.exists(c, c in [70001, 7000112])',
    outcome: 'CredentialsRevoked',
  },
  {
    when: 'codes.exists(c, c == 1000031)',
    outcome: 'AccessRefused',
    causes: ['the application is disabled', 'the application is not open to this tenant'],
  },
  {
    when: 'error == "unauthorized_client"',
    outcome: 'AccessRefused',
    causes: [
      'the application is not in this tenant',
      'the application is disabled',
      'an administrator has not yet approved the application',
    ],
  },
];

const requestReplies: PlatformRow[] = [
  {
    when: 'codes.exists(c, c == 90002)',
    outcome: 'TargetNotFound',
    causes: ['there is no tenant `tenantId`', 'the tenant is in another cloud than `cloud`'],
  },
  {
    when: 'codes.exists(c, c in [90038, 900382, 900432])',
    outcome: 'WrongRegion',
    causes: ['the tenant is in another national cloud than `cloud`'],
  },
  { when: 'error == "invalid_scope"', outcome: 'InvalidConfiguration', causes: ['a scope is not valid'] },
  {
    when: 'error == "invalid_resource"',
    outcome: 'InvalidConfiguration',
    causes: ['the tenant does not have this resource: another host name or cloud'],
  },
];

/** Microsoft documents the numbers alone, and sends one with an `error` that changes: so numbers come before every `error`. */
function numbersFirst(rows: readonly PlatformRow[]): PlatformRow[] {
  const isNumbered = ({ when = '' }: PlatformRow) => when.startsWith('codes.exists');
  return [...rows.filter(isNumbered), ...rows.filter((row) => !isNumbered(row))];
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes; the status is 400 or 401, and says nothing. */
export const entraReplies: PlatformRow[] = [
  { when: 'codes.exists(c, c in [90055, 50196])', outcome: 'RateLimited' },
  { when: 'codes.exists(c, c in [90033, 90024, 80001, 80002])', outcome: 'ServiceUnavailable' },
  ...numbersFirst([...clientReplies, ...requestReplies, ...grantReplies]),
  {
    // No word of the token endpoint's own: it must not count as a refusal.
    when: 'status in [400, 401, 403] && !(orElse(error, "") in ["access_denied", "invalid_request", "unsupported_grant_type", "temporarily_unavailable", "server_error"])',
    outcome: 'UnexpectedReply',
  },
];
