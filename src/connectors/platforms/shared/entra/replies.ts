import type { PlatformRow } from '../../../../api/platform.gen.ts';
import { blocked, grantReplies } from './grant-replies.ts';

/** A number that nobody knows has the row of its `error`. */
const clientReplies: PlatformRow[] = [
  {
    when: '7000215 in codes',
    outcome: 'CredentialsRejected',
    causes: [
      '`clientSecret` is not a secret of the application',
      "`clientSecret` is the secret's ID instead of its value",
    ],
  },
  // unverified: 1000502, a certificate outside its dates, and the words beside 700027.
  {
    when: 'codes.exists(c, c in [7000222, 1000502]) || (700027 in codes && json.error_description.contains("expired"))',
    outcome: 'CredentialsExpired',
  },
  {
    when: 'codes.exists(c, c in [700027, 50012, 50013, 50099, 700030])',
    outcome: 'CredentialsRejected',
    causes: ['the certificate is not registered with the application'],
  },
  { when: 'codes.exists(c, c in [700024, 500133])', outcome: 'ClockSkew' },
  {
    when: 'codes.exists(c, c in [700021, 700023, 50049, 50194, 90051, 90124, 90130, 9001023, 9002332])',
    outcome: 'InvalidConfiguration',
    causes: ['`clientId`, `tenantId` or `cloud` does not fit the application'],
  },
  {
    when: 'codes.exists(c, c in [7000216, 7000218])',
    outcome: 'InvalidConfiguration',
    causes: ['the application needs a secret or a certificate'],
  },
  {
    when: '700025 in codes',
    outcome: 'InvalidConfiguration',
    causes: ['the application is a public client, which takes no secret or certificate'],
  },
  {
    when: 'badClient && method == "certificate"',
    outcome: 'CredentialsRejected',
    compareClocks: true,
  },
  {
    // unverified: the number 90061, a cluster whose discovery document or keys Entra cannot read.
    when: 'method == "workload-identity" && 90061 in codes',
    outcome: 'InvalidConfiguration',
    causes: ['the discovery document or the keys of the issuer are not public'],
  },
  {
    // There is no secret that could be wrong.
    when: 'method == "workload-identity" && (badClient || codes.exists(c, c in [70021, 700211, 700212, 700213, 700229]))',
    outcome: 'InvalidConfiguration',
    causes: ['issuer, subject or audience of the federated credential do not match the ServiceAccount token'],
  },
  { when: '70002 in codes', outcome: 'CredentialsRejected' },
  { when: 'badClient', outcome: 'CredentialsRejected' },
  {
    when: 'codes.exists(c, c in [700016, 700011, 7000229])',
    outcome: 'TargetNotFound',
    causes: ['the tenant has no application `clientId`', '`tenantId` is that of another tenant'],
  },
  {
    when: 'codes.exists(c, c in [70001, 7000112])',
    outcome: 'CredentialsRevoked',
  },
  {
    when: 'codes.exists(c, c in [50002, 90123, 500021, 500022, 500212, 500213])',
    outcome: 'AccessRefused',
    causes: ['tenant restrictions or a cross-tenant policy do not allow this tenant'],
  },
  {
    // https://learn.microsoft.com/entra/fundamentals/inactive-entra-tenant-lifecycle
    when: 'codes.exists(c, c in [5000224, 5000225])',
    outcome: 'CredentialsRevoked',
    causes: ['the tenant is blocked'],
  },
  {
    when: '1000031 in codes',
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
    // 900021 and 900023 are in no list of the vendor's: neither an ID nor a domain name.
    when: 'codes.exists(c, c in [50029, 50059, 50128, 90002, 90019, 900021, 900023])',
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
    when: 'codes.exists(c, c in [50001, 500011, 500014, 65005, 650052, 650054, 650056, 650057]) || error == "invalid_resource"',
    outcome: 'InvalidConfiguration',
    causes: ['the tenant does not have this resource, or has it disabled: another host name or cloud'],
  },
];

/** Microsoft documents the numbers alone, and sends one with an `error` that changes: so numbers come before every `error`. */
function numbersFirst(rows: readonly PlatformRow[]): PlatformRow[] {
  const isNumbered = ({ when = '' }: PlatformRow) => /\bcodes\b/.test(when);
  return [...rows.filter(isNumbered), ...rows.filter((row) => !isNumbered(row))];
}

/** https://learn.microsoft.com/entra/identity-platform/reference-error-codes; the status is 400 or 401, and says nothing. */
function tokenReplies(grants: readonly PlatformRow[]): PlatformRow[] {
  return [
    { when: 'codes.exists(c, c in [50088, 50166, 50196, 90055])', outcome: 'RateLimited' },
    {
      when: 'codes.exists(c, c in [40010, 50033, 50087, 51005, 70012, 80001, 80002, 80005, 80007, 80014, 90006, 90012, 90024, 90033, 90036, 90090, 90091])',
      outcome: 'ServiceUnavailable',
    },
    ...numbersFirst([...clientReplies, ...requestReplies, ...grants]),
    {
      // No word of the token endpoint's own: it must not count as a refusal.
      when: 'status in [400, 401, 403] && !(orElse(error, "") in ["access_denied", "invalid_request", "unsupported_grant_type", "temporarily_unavailable", "server_error"])',
      outcome: 'UnexpectedReply',
    },
  ];
}

export const entraReplies = tokenReplies(grantReplies);

/** Of platforms that no user signs in to. */
export const applicationReplies = tokenReplies([blocked]);
