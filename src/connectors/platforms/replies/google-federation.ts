import type { PlatformReply } from '../../../api/platform.gen.ts';
import { info } from './google.ts';

const said = (words: string) => `json.error_description.matches("(?i)${words}")`;
const notEnabled: PlatformReply = {
  when: `status == 403 && ${info('SERVICE_DISABLED')}`,
  outcome: 'InvalidConfiguration',
  causes: ['the Security Token Service API or the IAM Service Account Credentials API is not enabled in the project'],
};

/** https://cloud.google.com/iam/docs/troubleshooting-workload-identity-federation. There is no secret that could be wrong. */
export const stsReplies: PlatformReply[] = [
  notEnabled,
  {
    when: `json.error == "invalid_grant" && ${said("credential's issuer")}`,
    outcome: 'InvalidConfiguration',
    causes: ["the issuer's discovery document and keys cannot be read from the Internet"],
  },
  {
    when: 'json.error == "invalid_target"',
    outcome: 'InvalidConfiguration',
    causes: ['there is no provider workloadIdentityProvider', 'the provider or its pool is disabled or deleted'],
  },
  {
    when: `json.error in ["unauthorized_client", "invalid_grant"] && ${said('attribute condition')}`,
    outcome: 'InvalidConfiguration',
    causes: ['the attribute condition of the provider does not let this service account in'],
  },
  {
    when: 'json.error == "invalid_grant"',
    outcome: 'InvalidConfiguration',
    clockFirst: true,
    causes: ['issuer, keys or allowed audience of the provider are not those of the cluster and its token'],
  },
];

/** Acting as a service account. */
export const impersonationReplies: PlatformReply[] = [
  notEnabled,
  {
    when: 'status == 403',
    outcome: 'PermissionDenied',
    causes: [
      'the principal of the Kubernetes service account lacks the role Workload Identity User on serviceAccountEmail',
      'there is no such service account',
    ],
  },
  // unverified: 404 and 400 where the service account of Google is not there, or its name is none.
  { when: 'status == 404', outcome: 'TargetNotFound', causes: ['there is no service account serviceAccountEmail'] },
  {
    when: 'status == 400',
    outcome: 'InvalidConfiguration',
    causes: ['serviceAccountEmail is not that of a service account', 'the service account is disabled'],
  },
];
