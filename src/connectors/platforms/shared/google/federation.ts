import type { PlatformStep } from '../../../../api/platform.gen.ts';
import type { PlatformMethod } from '../../../platform.ts';
import { text } from '../field.ts';
import { bearingAssertion, credential, email, tokenUrl } from './methods.ts';

const id = '[a-z0-9-]{4,32}';

/** Settings of workload identity federation. */
export const federationFields = {
  workloadIdentityProvider: text(
    'Workload identity provider',
    'The full name of the provider in its pool (workload-identity).',
    'projects/123456789012/locations/global/workloadIdentityPools/clusters/providers/production',
    {
      pattern: `^((https:)?//iam[.]googleapis[.]com/)?projects/[0-9]+/locations/global/workloadIdentityPools/${id}/providers/${id}$`,
    },
  ),
  serviceAccountEmail: text(
    'Service account',
    'The e-mail address of the Google service account to act as (workload-identity).',
    'svc@project.iam.gserviceaccount.com',
    email,
  ),
  audience: text(
    'Audience of the token',
    'The audience that the provider allows (workload-identity). Default: https://iam.googleapis.com/ and its name.',
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
  /** What the principal of the Kubernetes ServiceAccount needs on the service account that is acted as. */
  role: string;
  /** What the platform wants besides. */
  description: string;
  config?: { required?: string[]; properties?: object };
  /** How the token of the pool becomes another one, if it does. */
  acting: PlatformStep[];
}

/** https://cloud.google.com/iam/docs/reference/sts/rest/v1/TopLevel/token */
export function workloadIdentity({ role, description, config = {}, acting }: Federation): PlatformMethod {
  return {
    name: 'workload-identity',
    title: 'Workload identity federation',
    description: `${steps} the role ${role} on the account. ${description}`,
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
        // For the claims of an assertion. Google takes 3600; less of it lets a clock that is wrong be noticed.
        ...(acting.some(({ name }) => name === 'assertion') ? { set: { now: 'now', end: 'now + 600' } } : {}),
      },
      ...acting,
    ],
    credential,
  };
}

const serviceAccounts = 'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts';
const headers = { Authorization: 'Bearer {{token.access}}' };

/** https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken */
export function asItself(when: string, scope: string[] | string): PlatformStep {
  return {
    name: 'token',
    when,
    request: {
      method: 'POST',
      url: `${serviceAccounts}/{{config.serviceAccountEmail}}:generateAccessToken`,
      headers,
      json: { scope, lifetime: '600s' },
    },
    replies: [{ table: 'impersonation' }],
    set: { access: 'json.accessToken' },
  };
}

/**
 * Domain-wide delegation without a key: the token of the pool has the assertion signed, as google-github-actions/auth does.
 * https://cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signJwt
 * @param scopes - the name of the scopes in templates
 */
export function asSubject(scopes: string): PlatformStep[] {
  const when = 'has(config.subject)';
  const claims = [
    '"iss":{{config.serviceAccountEmail|json}}',
    '"sub":{{config.subject|json}}',
    `"scope":{{${scopes}|json}}`,
    `"aud":"${tokenUrl}"`,
    '"iat":{{token.now}}',
    '"exp":{{token.end}}',
  ];
  return [
    {
      name: 'assertion',
      when,
      request: {
        method: 'POST',
        url: `${serviceAccounts}/{{config.serviceAccountEmail}}:signJwt`,
        headers,
        json: { payload: `{${claims.join()}}` },
      },
      replies: [{ table: 'signing' }],
      set: { jwt: 'json.signedJwt' },
    },
    {
      when,
      oauth2: bearingAssertion,
      replies: [{ table: 'federated' }],
    },
  ];
}

/** What to set up at Google, in front of what a platform wants. */
const steps =
  'In IAM, create a workload identity pool with an OIDC provider for the issuer of the cluster, and map google.subject to assertion.sub. To act as a service account, enable the IAM Service Account Credentials API, and grant principal://iam.googleapis.com/projects/NUMBER/locations/global/workloadIdentityPools/POOL/subject/system:serviceaccount:NAMESPACE:NAME';
