import type { PlatformMethod } from '../../../platform.ts';
import { text } from '../field.ts';
import { email } from './methods.ts';

const id = '[a-z0-9-]{4,32}';

/** Settings of workload identity federation. */
export const federationFields = {
  workloadIdentityProvider: text(
    'Workload identity provider',
    'The full name of the provider in its pool, with the number of the project (workload-identity).',
    'projects/123456789012/locations/global/workloadIdentityPools/clusters/providers/production',
    {
      pattern: `^((https:)?//iam[.]googleapis[.]com/)?projects/[0-9]+/locations/global/workloadIdentityPools/${id}/providers/${id}$`,
    },
  ),
  serviceAccountEmail: text(
    'Service account',
    'The e-mail address of the Google service account to act as (workload-identity). Without it the Kubernetes ServiceAccount itself needs the roles.',
    'svc@project.iam.gserviceaccount.com',
    email,
  ),
  audience: text(
    'Audience of the token',
    'The audience of the token, if the provider allows another one than its own name (workload-identity). Default: https://iam.googleapis.com/ and the name of the provider.',
    'https://cluster.example.com',
    { pattern: '^[\\x21-\\x7e]+$' },
  ),
};

export const federationDefine: Record<string, string>[] = [
  { provider: '"projects/" + config.workloadIdentityProvider.after("projects/")' },
  { audience: 'orElse(config.audience, "https://iam.googleapis.com/" + provider)' },
];

export const federationHosts = ['sts.googleapis.com', 'iamcredentials.googleapis.com'];

interface Federation {
  description: string;
  /** Scopes of the token of the service account that is acted as. */
  scope: string[];
  config?: { required?: string[]; properties?: object };
}

/**
 * https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token, and
 * https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken
 */
export function workloadIdentity({ description, scope, config = {} }: Federation): PlatformMethod {
  return {
    name: 'workload-identity',
    title: 'Workload identity federation',
    description: `${steps} ${description}`,
    config: { ...config, required: ['workloadIdentityProvider', ...(config.required ?? [])] },
    serviceAccount: { audience: '{{audience}}' },
    signIn: [
      {
        oauth2: {
          grant: 'token_exchange',
          tokenUrl: 'https://sts.googleapis.com/v1/token',
          // What the token may do is bounded by the roles of the account, and by the scopes of the next one.
          scope: 'https://www.googleapis.com/auth/cloud-platform',
          form: {
            audience: '//iam.googleapis.com/{{provider}}',
            requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
            subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
            subject_token: '{{serviceAccount.token}}',
          },
        },
        replies: [{ table: 'exchange' }],
      },
      {
        name: 'token',
        when: 'has(config.serviceAccountEmail)',
        request: {
          method: 'POST',
          url: 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{{config.serviceAccountEmail}}:generateAccessToken',
          headers: { Authorization: 'Bearer {{token.access}}' },
          json: { scope, lifetime: '600s' },
        },
        replies: [{ table: 'impersonation' }],
        set: { access: 'json.accessToken' },
      },
    ],
    credential: { bearer: '{{token.access}}' },
  };
}

/** What to set up at Google, in front of what a platform wants. */
const steps =
  "In IAM, create a workload identity pool with an OIDC provider for the issuer of the cluster's ServiceAccount tokens, and map google.subject to assertion.sub. To act as a service account, set `serviceAccountEmail`, enable the IAM Service Account Credentials API, and grant principal://iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/subject/system:serviceaccount:NAMESPACE:NAME the role Workload Identity User on it.";
