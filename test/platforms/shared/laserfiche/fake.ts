import type { FakeReply } from '../../../support/fake-platform.ts';

const jwtOf = (claims: object) =>
  ['{"alg":"RS256"}', JSON.stringify(claims), 'canary-signature-82']
    .map((part) => Buffer.from(part).toString('base64url'))
    .join('.');
const claims = { csid: '123456789', trid: '1008', name: 'Migration', aud: 'laserfiche.com' };
export const minted = jwtOf(claims);
export const mintedIn = (aud: string): FakeReply => issuedWith(jwtOf({ ...claims, aud }));
export const nameless = (): FakeReply => issuedWith(jwtOf({ aud: 'laserfiche.com' }));
export const issuedWith = (access_token: string): FakeReply => ({
  json: { access_token, expires_in: 43_200, token_type: 'bearer', scope: 'repository.Read' },
});

/** ProblemDetails of the vendor's client library. */
export const problem = (status: number, title: string, more: FakeReply = {}): FakeReply => ({
  status,
  json: { type: 'https://tools.ietf.org/html/rfc7231', title, status, operationId: 'x', errorCode: 9010 },
  type: 'application/problem+json',
  ...more,
});
export const repositories = (...ids: string[]): FakeReply => ({
  json: { value: ids.map((id) => ({ id, name: 'Records' })) },
});
export const rights = (list: unknown, isReadOnly = false): FakeReply => ({ json: { rights: list, isReadOnly } });
