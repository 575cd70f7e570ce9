import { bears, type FakeReply, type FakeRoute } from '../../../support/fake-platform.ts';
import { serviceAccountToken, trusts } from '../../../support/fakes/service-account-token.ts';
import { testNow } from '../../../support/test-context.ts';
import {
  apiError,
  assertionToken,
  claimFaults,
  email,
  minted,
  oauthError,
  signedByGoogle,
  tokenUrl,
  type Claims,
} from './fake.ts';

export const provider = 'projects/123456789012/locations/global/workloadIdentityPools/clusters/providers/production';
export const acting = email;
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

/** Something that the federated token does with the service account, if its principal has the role for it. */
const ofAccount = (verb: string): Pick<FakeRoute, 'on' | 'headers' | 'accepts' | 'refused'> => ({
  on: `POST https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/${encodeURIComponent(acting)}:${verb}`,
  headers: { 'content-type': 'application/json', authorization: /^Bearer \S+$/ },
  accepts: bears(federated),
  refused: apiError(401, 'authError'),
});

/** cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/generateAccessToken */
export const actingRoutes = (...scope: string[]): Record<string, FakeRoute> => ({
  token: sts(federated),
  acting: {
    ...ofAccount('generateAccessToken'),
    faults: ({ text }) =>
      text === JSON.stringify({ scope, lifetime: '600s' }) ? [] : [`what is asked for is ${text}`],
    good: { json: { accessToken: minted, expireTime: '2026-11-23T12:10:00Z' } },
  },
});

/** Those of developers.google.com/identity/protocols/oauth2/service-account, and no others. */
const claimNames = new Set(['iss', 'sub', 'scope', 'aud', 'iat', 'exp']);
const now = testNow / 1000;

/**
 * Acting as a user: cloud.google.com/iam/docs/reference/credentials/rest/v1/projects.serviceAccounts/signJwt, and what is
 * signed goes to the token endpoint as an assertion of a key file does.
 */
export async function delegatedRoutes(claims: Claims): Promise<Record<string, FakeRoute>> {
  const signed = { iss: acting, sub: 'admin@example.com', aud: tokenUrl, iat: now, exp: now + 600 };
  const scope = 'https://www.googleapis.com/auth/drive';
  return {
    token: sts(federated),
    signing: {
      ...ofAccount('signJwt'),
      faults: ({ text }) => payloadFaults(text, claims),
      good: { json: { keyId: 'kid-1', signedJwt: await signedByGoogle({ ...signed, scope }) } },
    },
    delegated: assertionToken({ scope: /./, sub: /./ }),
  };
}

function payloadFaults(text: string, claims: Claims): string[] {
  const { payload, ...more } = JSON.parse(text) as { payload: unknown };
  if (typeof payload !== 'string') return ['the payload is no text'];
  const { iss, aud, iat, exp, ...rest } = JSON.parse(payload) as Record<string, unknown>;
  const isTime = Number.isInteger(iat) && Number.isInteger(exp) && Number(exp) > now && Number(exp) <= now + 12 * 3600;
  const names = Object.keys(JSON.parse(payload) as object);
  return [
    ...(Object.keys(more).length === 0 ? [] : [`unknown fields ${Object.keys(more).join()}`]),
    ...(names.every((name) => claimNames.has(name)) ? [] : [`claims ${names.join()}`]),
    ...(iss === acting && aud === tokenUrl ? [] : ['iss or aud']),
    ...(isTime ? claimFaults({ ...rest, iat: Number(iat), exp: Number(exp) }, claims) : ['iat or exp']),
  ];
}

const denied = (permission: string): FakeReply =>
  apiError(403, 'forbidden', {
    details: 'IAM_PERMISSION_DENIED',
    message: `Permission 'iam.serviceAccounts.${permission}' denied on resource (or it may not exist).`,
  });
export const notAllowed = denied('getAccessToken');
export const maySignNothing = denied('signJwt');
