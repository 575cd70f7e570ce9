import type { Asked } from '../entra/faked.ts';
import type { Answer } from '../../../support/fake-platform.ts';
import { clientId, entraError, graphError, jwtOf, tenantId } from '../entra/fake.ts';
import { generalRows, type Row } from '../../../support/http-cases.ts';
import type { Expected } from '../../case.ts';

const unauthorized = graphError(401, 'InvalidAuthenticationToken');

/** Rows of every method of every platform behind Entra, at the request `test`. */
export function signedInRows(asked: Asked, expect: Expected): Row[] {
  return [
    { kind: 'connected', name: 'good', hits: { token: 1, test: 1 }, expect },
    {
      // What cannot be read is a token of the application all the same.
      name: 'a token whose claims cannot be read',
      replies: { token: { json: { access_token: 'EwB-canary-opaque', token_type: 'Bearer' } }, test: asked.good },
      expect: 'Verified',
    },
    {
      name: '401 on a new token, then accepted',
      replies: { test: [unauthorized, asked.good] },
      hits: { token: 2 },
      expect: 'Verified',
    },
    {
      name: 'trap: 401 on two new tokens',
      replies: { test: unauthorized },
      hits: { token: 2, test: 2 },
      expect: 'UnexpectedReply',
    },
    {
      name: 'no token for a second try',
      replies: { test: unauthorized, token: [issued(asked), entraError('invalid_grant', 90033)] },
      expect: { reason: 'ServiceUnavailable', stage: 'Authorized' },
    },
    {
      name: 'a token of another tenant',
      config: {},
      replies: { token: issued({ ...asked, claims: { ...asked.claims, tid: clientId } }), test: asked.good },
      expect: { reason: 'IdentityMismatch', causes: 1 },
    },
    {
      name: 'a tenant in capitals',
      replies: {
        token: issued({ ...asked, claims: { ...asked.claims, tid: tenantId.toUpperCase() } }),
        test: asked.good,
      },
      expect: 'Verified',
    },
    {
      name: 'the token of another cloud',
      replies: {
        token: issued({ ...asked, claims: { ...asked.claims, aud: 'https://graph.microsoft.us' } }),
        test: unauthorized,
      },
      expect: { reason: 'WrongRegion', causes: 1 },
    },
    ...[401, 403].map((status): Row => ({
      name: `${status} insufficient_claims`,
      replies: { test: graphError(status, 'accessDenied', { inner: 'insufficient_claims' }) },
      expect: 'InteractionRequired',
    })),
    {
      name: '403 with a claims challenge',
      replies: { test: graphError(403, 'accessDenied', { headers: { 'www-authenticate': 'Bearer claims="e30="' } }) },
      expect: 'InteractionRequired',
    },
    {
      name: 'trap: 403 of another code',
      replies: { test: graphError(403, 'code_of_tomorrow') },
      expect: { reason: 'PermissionDenied', causes: 2 },
    },
    { name: '404 itemNotFound', replies: { test: graphError(404, 'itemNotFound') }, expect: 'TargetNotFound' },
    { name: '423', replies: { test: graphError(423, 'notAllowed') }, expect: 'PermissionDenied' },
    {
      name: '429 activityLimitReached',
      replies: { test: graphError(429, 'activityLimitReached', { headers: { 'retry-after': '9' } }) },
      expect: { reason: 'RateLimited', retryAfterMs: 9_000 },
    },
    { name: '509', replies: { test: { status: 509 } }, expect: 'RateLimited' },
    {
      name: '503 serviceNotAvailable',
      replies: { test: graphError(503, 'serviceNotAvailable', { headers: { 'retry-after': '5' } }) },
      expect: { reason: 'ServiceUnavailable', retryAfterMs: 5_000 },
    },
    {
      name: '504 serviceNotAvailable',
      replies: { test: graphError(504, 'serviceNotAvailable') },
      expect: 'ServiceUnavailable',
    },
    ...generalRows('test'),
  ];
}

const issued = ({ claims }: Asked): Answer => ({ json: { access_token: jwtOf(claims), token_type: 'Bearer' } });
