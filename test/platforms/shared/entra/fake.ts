import { createPublicKey } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import type { FakeReply, FakeRoute, Received } from '../../../support/fake-platform.ts';
import { testNow } from '../../../support/test-context.ts';
import { certificateUntil } from '../../../support/fakes/certificate.ts';
import { serviceAccountToken, trusts } from '../../../support/fakes/service-account-token.ts';

export const tenantId = 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb';
export const clientId = 'cccccccc-1111-4222-8333-dddddddddddd';
export const clientSecret = 'canary~client.Secret-93';
export const refreshToken = '0.AXoA-canary-refresh-token-17';
export const freshToken = '0.AXoA-canary-refresh-token-18';
export const certificateEnd = '2027-03-01T00:00:00.000Z';
export const good = await certificateUntil(new Date(certificateEnd));
export const foreign = await certificateUntil(new Date(certificateEnd));
export const over = await certificateUntil(new Date(testNow - 1000));

export type Method = 'client-secret' | 'certificate' | 'workload-identity' | 'refresh-token';

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
export const jwtOf = (claims: object) =>
  `${encoded({ typ: 'JWT', alg: 'RS256' })}.${encoded(claims)}.canary-signature-51`;

/** learn.microsoft.com/entra/identity-platform/access-token-claims-reference, version 1.0 as Graph's tokens are */
export const applicationClaims = (more: object = {}) => ({
  aud: 'https://graph.microsoft.com',
  appid: clientId,
  app_displayname: 'Migration',
  oid: 'eeeeeeee-1111-4222-8333-ffffffffffff',
  tid: tenantId,
  ...more,
});
export const userClaims = (more: object = {}) => ({
  aud: 'https://graph.microsoft.com',
  appid: clientId,
  app_displayname: 'Migration',
  name: 'Ada',
  oid: '99999999-1111-4222-8333-999999999999',
  upn: 'ada@contoso.com',
  tid: tenantId,
  ...more,
});

export function entraError(error: string, number?: number, more: FakeReply & { body?: object } = {}): FakeReply {
  const { body, ...reply } = more;
  const error_codes = number === undefined ? {} : { error_codes: [number] };
  return { status: 400, json: { error, error_description: `AADSTS${number}: no.`, ...error_codes, ...body }, ...reply };
}

export interface TokenOptions {
  authority?: string;
  /** The tenant as it stands in the address. */
  tenant?: string;
  resource?: string;
  scope?: string;
  /** A confidential client sends its secret with the refresh token. */
  confidential?: boolean;
  /** The audience that the federated credential has. */
  exchange?: string;
  accessToken: string;
}

/** learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, and -auth-code-flow for the refresh. */
export function tokenRoute(method: Method, options: TokenOptions): FakeRoute {
  const {
    authority = 'login.microsoftonline.com',
    tenant = tenantId,
    resource = 'https://graph.microsoft.com',
  } = options;
  const url = `https://${authority}/${tenant}/oauth2/v2.0/token`;
  const json = { token_type: 'Bearer', expires_in: 3599, ext_expires_in: 3599, access_token: options.accessToken };
  const shared = {
    on: `POST ${url}`,
    faults: ({ headers }: Received) =>
      headers['authorization'] === undefined ? [] : ['the client is in a header too'],
    good: { json },
  };
  const form = { grant_type: 'client_credentials', client_id: clientId, scope: `${resource}/.default` };
  if (method === 'client-secret') {
    return {
      ...shared,
      form: { ...form, client_secret: /./ },
      accepts: (received) => received.form['client_secret'] === clientSecret,
      refused: entraError('invalid_client', 7000215, { status: 401 }),
    };
  }
  if (method === 'workload-identity') return federatedRoute(options);
  if (method === 'certificate') return { ...shared, ...withAssertion(form, url) };
  const scope = options.scope ?? `${resource}/.default offline_access`;
  const secret = options.confidential ? { client_secret: clientSecret } : {};
  return {
    ...shared,
    form: { grant_type: 'refresh_token', refresh_token: /./, client_id: clientId, scope, ...secret },
    accepts: (received) => [refreshToken, freshToken].includes(received.form['refresh_token'] ?? ''),
    good: { json: { ...json, refresh_token: freshToken, scope: 'Files.ReadWrite User.Read' } },
    refused: entraError('invalid_grant', 70000),
  };
}

/** learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust; other clouds have their own. */
export const exchange = 'api://AzureADTokenExchange';
export const identityToken = await serviceAccountToken(exchange);

/** learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow, "federated credential" */
export function federatedRoute(options: TokenOptions): FakeRoute {
  const { client_secret: _none, ...form } = tokenRoute('client-secret', options).form as Record<string, string>;
  return {
    ...tokenRoute('client-secret', options),
    form: {
      ...form,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: /^[\w-]+\.[\w-]+\.[\w-]+$/,
    },
    accepts: ({ form: sent }) => trusts(sent['client_assertion'] ?? '', options.exchange ?? exchange),
    refused: entraError('invalid_client', 700213, { status: 401 }),
  };
}

/** learn.microsoft.com/entra/identity-platform/certificate-credentials */
function withAssertion(form: Record<string, string>, url: string) {
  return {
    form: {
      ...form,
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: /^[\w-]+\.[\w-]+\.[\w-]+$/,
    },
    faults: ({ form: sent, headers }: Received) => assertionFaults(sent['client_assertion'] ?? '', url, headers),
    accepts: ({ form: sent }: Received) => thumbprintOf(sent['client_assertion'] ?? '') === good.thumbprint,
    refused: entraError('invalid_client', 700027, { status: 401 }),
  };
}

function thumbprintOf(assertion: string): unknown {
  return decodeProtectedHeader(assertion)['x5t#S256'];
}

/** What is wrong with an assertion, whoever's it is; throws where it is not signed by the certificate that it names. */
async function assertionFaults(assertion: string, audience: string, headers: Received['headers']): Promise<string[]> {
  const signer = [good, foreign].find(({ thumbprint }) => thumbprint === thumbprintOf(assertion));
  if (!signer) return ['x5t#S256 names no certificate'];
  const { payload, protectedHeader } = await jwtVerify(assertion, createPublicKey(signer.certificate), {
    issuer: clientId,
    subject: clientId,
    audience,
    algorithms: ['PS256'],
    currentDate: new Date(testNow),
  });
  const { nbf = Infinity, exp = Infinity, jti = '' } = payload;
  return [
    ...(nbf <= testNow / 1000 && exp - nbf <= 600 ? [] : ['nbf or exp']),
    ...(jti.length === 36 ? [] : ['jti is no GUID']),
    ...(protectedHeader.typ === 'JWT' ? [] : ['typ']),
    ...(headers['authorization'] === undefined ? [] : ['the client is in a header too']),
  ];
}

/** learn.microsoft.com/graph/errors; `inner` is nested, as Graph does it. */
export function graphError(
  status: number,
  code: string,
  more: { inner?: string; headers?: Record<string, string> } = {},
): FakeReply {
  const innerError = more.inner === undefined ? {} : { innerError: { code: more.inner, date: '2026-11-23T12:00:00' } };
  return { status, json: { error: { code, ...innerError } }, ...(more.headers ? { headers: more.headers } : {}) };
}
