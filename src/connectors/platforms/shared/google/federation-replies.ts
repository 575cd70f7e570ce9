import type { PlatformRow } from '../../../../api/platform.gen.ts';

/** https://cloud.google.com/iam/docs/troubleshooting-workload-identity-federation. There is no secret that could be wrong. */
const disabled: PlatformRow[] = [
  {
    when: 'status == 403 && "SERVICE_DISABLED" in newer',
    outcome: 'InvalidConfiguration',
    causes: ['the Security Token Service API or the IAM Service Account Credentials API is not enabled in the project'],
  },
];

const exchange: PlatformRow[] = [
  { table: 'disabled' },
  {
    when: 'json.error == "invalid_grant" && said.contains("credential\'s issuer")',
    outcome: 'InvalidConfiguration',
    causes: ["the issuer's discovery document and keys cannot be read from the Internet"],
  },
  {
    when: 'json.error == "invalid_target"',
    outcome: 'InvalidConfiguration',
    causes: ['there is no provider `workloadIdentityProvider`', 'the provider or its pool is disabled or deleted'],
  },
  {
    when: 'json.error in ["unauthorized_client", "invalid_grant"] && said.contains("attribute condition")',
    outcome: 'InvalidConfiguration',
    causes: ['the attribute condition of the provider excludes this ServiceAccount'],
  },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'InvalidConfiguration',
    compareClocks: true,
    causes: ['issuer, keys or allowed audience of the provider are not those of the cluster and its token'],
  },
];

/** Acting as a service account. */
const impersonation: PlatformRow[] = [
  { table: 'disabled' },
  {
    when: 'status == 403',
    outcome: 'PermissionDenied',
    causes: [
      'the principal of the Kubernetes ServiceAccount lacks the role Workload Identity User on `serviceAccountEmail`',
      'there is no such service account',
    ],
  },
  // unverified: 404 and 400 where the service account of Google is not there, or its name is none.
  { when: 'status == 404', outcome: 'TargetNotFound', causes: ['there is no service account `serviceAccountEmail`'] },
  {
    when: 'status == 400',
    outcome: 'InvalidConfiguration',
    causes: ['`serviceAccountEmail` is not the address of a service account', 'the service account is disabled'],
  },
];

export const federationTables = { disabled, exchange, impersonation };
