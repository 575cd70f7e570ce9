import { bears, type FakeReply, type FakeRoute } from '../../../support/fake-platform.ts';
import { serviceAccountToken, trusts } from '../../../support/fakes/service-account-token.ts';
import { apiError, minted, oauthError } from './fake.ts';

export const provider = 'projects/123456789012/locations/global/workloadIdentityPools/clusters/providers/production';
export const acting = 'svc@project.iam.gserviceaccount.com';
/** Allowed by default: the name of the provider, with https: or without (cloud.google.com/iam/docs, providers). */
export const exchange = `https://iam.googleapis.com/${provider}`;
export const identityToken = await serviceAccountToken(exchange);
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';
const federated = 'canary-federated-token-63';

const sts = (token: string): FakeRoute => ({
  on: 'POST https://sts.googleapis.com/v1/token',
  form: {
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    audience: `//iam.googleapis.com/${provider}`,
    scope: 'https://www.googleapis.com/auth/cloud-platform',
    requested_token_type: accessTokenType,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    subject_token: /^[\w-]+\.[\w-]+\.[\w-]+$/,
  },
  // With this header the request can fail, says the reference of the method.
  faults: ({ headers }) => (headers['authorization'] === undefined ? [] : ['an Authorization header']),
  accepts: ({ form }) => trusts(form['subject_token'] ?? '', exchange),
  good: { json: { access_token: token, issued_token_type: accessTokenType, token_type: 'Bearer', expires_in: 3599 } },
  refused: oauthError('invalid_grant', 'The audience in ID Token does not match the expected audience.'),
});

/** The token of the pool is the one that Google's services get. */
export const directRoutes: Record<string, FakeRoute> = { token: sts(minted) };

/** cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken */
export const actingRoutes = (...scope: string[]): Record<string, FakeRoute> => ({
  token: sts(federated),
  acting: {
    on: `POST https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${encodeURIComponent(acting)}:generateAccessToken`,
    headers: { 'content-type': 'application/json', authorization: /^Bearer \S+$/ },
    faults: ({ text }) =>
      text === JSON.stringify({ scope, lifetime: '600s' }) ? [] : [`what is asked for is ${text}`],
    accepts: bears(federated),
    good: { json: { accessToken: minted, expireTime: '2026-11-23T12:10:00Z' } },
    refused: apiError(401, 'authError'),
  },
});
export const notAllowed: FakeReply = apiError(403, 'forbidden', {
  details: 'IAM_PERMISSION_DENIED',
  message: "Permission 'iam.serviceAccounts.getAccessToken' denied on resource (or it may not exist).",
});
