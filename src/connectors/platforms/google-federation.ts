import type { PlatformMethod } from '../platform.ts';
import { text } from './field.ts';
import { email } from './google.ts';
import { impersonationReplies, stsReplies } from './replies/google-federation.ts';

const id = '[a-z0-9-]{4,32}';

/** Settings of workload identity federation. */
export const federationFields = {
  workloadIdentityProvider: text(
    'Workload identity provider',
    'Full name of the provider in its pool, with the number of the project (workload-identity).',
    'projects/123456789012/locations/global/workloadIdentityPools/clusters/providers/production',
    {
      pattern: `^((https:)?//iam[.]googleapis[.]com/)?projects/[0-9]+/locations/global/workloadIdentityPools/${id}/providers/${id}$`,
    },
  ),
  serviceAccountEmail: text(
    'Service account',
    'Service account of Google to act as (workload-identity). Without it the Kubernetes service account itself has the roles.',
    'svc@project.iam.gserviceaccount.com',
    email,
  ),
  audience: text(
    'Audience of the token',
    'One that the provider allows, where it is not its own name (workload-identity).',
    'https://cluster.example.com',
    { pattern: '^[\\x21-\\x7e]+$' },
  ),
};

const provider = 'config.workloadIdentityProvider.substring(config.workloadIdentityProvider.indexOf("projects/"))';

export const federationValues = {
  provider,
  exchange: `has(config.audience) ? config.audience : "https://iam.googleapis.com/" + ${provider}`,
};

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
    description,
    config: { ...config, required: ['workloadIdentityProvider', ...(config.required ?? [])] },
    identity: { audience: '{{values.exchange}}' },
    auth: {
      oauth2: {
        grant: 'token_exchange',
        tokenUrl: 'https://sts.googleapis.com/v1/token',
        // What the token may do is bounded by the roles of the account, and by the scopes of the next one.
        scope: 'https://www.googleapis.com/auth/cloud-platform',
        form: {
          audience: '//iam.googleapis.com/{{values.provider}}',
          requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
          subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
          subject_token: '{{identity.token}}',
        },
        replies: stsReplies,
        next: {
          when: 'has(config.serviceAccountEmail)',
          request: {
            method: 'POST',
            url: 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/{{config.serviceAccountEmail}}:generateAccessToken',
            headers: { Authorization: 'Bearer {{token}}' },
            json: { scope, lifetime: '600s' },
          },
          replies: impersonationReplies,
          token: 'json.accessToken',
        },
      },
    },
  };
}

/** What to set up at Google, in front of what a platform wants. */
export const federationSteps =
  "In IAM, Workload Identity Federation, make a pool and in it an OIDC provider: its issuer is that of the cluster's service account tokens, google.subject is mapped to assertion.sub. The principal is principal://iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/subject/system:serviceaccount:NAMESPACE:NAME. To act as a service account, give it the role Workload Identity User on that account, enable the IAM Service Account Credentials API, and set serviceAccountEmail.";
