import type { PlatformRow } from '../../../../api/platform.gen.ts';
import { newSignIn, notAsUser, shortLived } from './replies.ts';

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
    when: 'badGrant && said.contains("credential\'s issuer")',
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
    when: 'badGrant',
    outcome: 'InvalidConfiguration',
    compareClocks: true,
    causes: ['issuer, keys or allowed audience of the provider are not those of the cluster and its token'],
  },
];

const notAllowed = (role: string): PlatformRow => ({
  when: 'status == 403',
  outcome: 'PermissionDenied',
  causes: [
    `the principal of the Kubernetes ServiceAccount lacks the role ${role} on \`serviceAccountEmail\``,
    'there is no such service account',
  ],
});

const noAccount: PlatformRow[] = [
  // unverified: 404 and 400 where the service account of Google is not there, or its name is none.
  { when: 'status == 404', outcome: 'TargetNotFound', causes: ['there is no service account `serviceAccountEmail`'] },
  {
    when: 'status == 400',
    outcome: 'InvalidConfiguration',
    // The claims of an assertion hold the time.
    compareClocks: true,
    causes: ['`serviceAccountEmail` is not the address of a service account', 'the service account is disabled'],
  },
];

/** Acting as a service account. */
const impersonation: PlatformRow[] = [{ table: 'disabled' }, notAllowed('Workload Identity User'), ...noAccount];

/** Having an assertion signed with the key that Google keeps of a service account. */
const signing: PlatformRow[] = [{ table: 'disabled' }, notAllowed('Service Account Token Creator'), ...noAccount];

/** The assertion in exchange for the token of a user: the key is Google's own. */
const federated: PlatformRow[] = [
  newSignIn,
  shortLived,
  { table: 'subject' },
  {
    when: 'badGrant',
    outcome: 'AccessRefused',
    compareClocks: true,
    causes: ['the service account is disabled or deleted', notAsUser],
  },
];

export const federationTables = { disabled, exchange, impersonation };
export const delegationTables = { disabled, exchange, signing, federated };
