import type { FakeReply, FakeRoute } from '../../support/fake-platform.ts';
import { multistatus } from '../shared/ocs/fake.ts';

export const server = 'https://ocis.example.com';
export const issuer = 'https://id.example.com/realms/acme';
export const minted = 'canary-minted-token-81';
export const username = 'svc-migration';
export const appToken = 'canary-app-token-82';
export const clientSecret = 'canary-client-secret-83';
export const refreshToken = 'canary-refresh-token-84';
export const basic = `Basic ${Buffer.from(`${username}:${appToken}`).toString('base64')}`;

const user = {
  id: '058bff95-6708-4fe5-91e4-9ea3d377588b',
  displayName: 'Mia Grant',
  mail: 'svc@acme.example',
  onPremisesSamAccountName: 'svc',
  accountEnabled: true,
  userType: 'Member',
};
export const me = (more: object = {}): FakeReply => ({ json: { ...user, ...more } });
export const graphError = (status: number, code: string): FakeReply => ({
  status,
  json: { error: { code, message: 'no' } },
});

/** owncloud/libre-graph-api api/openapi-spec/v1.0.yaml, owncloud/ocis docs/apis/http/webdav */
export function api(authorization: string): Record<string, FakeRoute> {
  const accepts: FakeRoute['accepts'] = ({ headers }) => headers['authorization'] === authorization;
  const headers = { authorization: /^(Basic|Bearer) \S+$/ };
  const dav = (path: string): FakeRoute => ({
    on: `PROPFIND ${server}/remote.php/webdav/${path}`,
    headers: { ...headers, depth: '0', 'content-type': /^application\/xml/ },
    faults: ({ text }) => (text.includes('<oc:permissions/>') ? [] : ['does not ask for oc:permissions']),
    accepts,
    good: multistatus('RDNVCKZP'),
    refused: { status: 401 },
  });
  return {
    me: {
      on: `GET ${server}/graph/v1.0/me`,
      headers,
      accepts,
      good: me(),
      refused: graphError(401, 'unauthenticated'),
    },
    home: dav(''),
    folder: dav('Finance'),
  };
}

export const issued = (more: object = {}): FakeReply => ({
  json: { access_token: minted, token_type: 'Bearer', expires_in: 300, refresh_token: refreshToken, ...more },
});
export const oauthError = (error: string, status = 400): FakeReply => ({ status, json: { error } });

/** OpenID Connect Discovery 1.0; the client shows itself by HTTP Basic, which is the default. */
export function provider(at = issuer): Record<string, FakeRoute> {
  const basicClient = `Basic ${Buffer.from(`migration:${clientSecret}`).toString('base64')}`;
  return {
    discovery: {
      on: `GET ${at}/.well-known/openid-configuration`,
      good: { json: { issuer: at, token_endpoint: `${at}/token` } },
      refused: { status: 404 },
    },
    token: {
      on: `POST ${at}/token`,
      headers: { authorization: basicClient },
      form: { grant_type: 'refresh_token', refresh_token: /./ },
      accepts: ({ form }) => /^canary-(refresh-token|fresh)/.test(form['refresh_token'] ?? ''),
      good: issued(),
      refused: oauthError('invalid_grant'),
    },
  };
}
