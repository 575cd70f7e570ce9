import type { FakeReply, FakeRoute, Received } from '../../../support/fake-platform.ts';

export const server = 'https://cloud.example.com';
export const minted = 'canary-minted-token-61';
export const username = 'svc-migration';
export const appPassword = 'canary-app-password-62';
export const clientSecret = 'canary-client-secret-63';
export const refreshToken = 'canary-refresh-token-64';
export const bearer = `Bearer ${minted}`;
export const basic = `Basic ${Buffer.from(`${username}:${appPassword}`).toString('base64')}`;

/** The envelope of OCS: nextcloud/server lib/private/AppFramework/OCS/V2Response.php */
export function ocs(status: number, statuscode: number, message: string, data: object = []): FakeReply {
  const meta = { status: statuscode === 200 ? 'ok' : 'failure', statuscode, message };
  return { status, json: { ocs: { meta, data } } };
}

const user = {
  id: 'svc',
  enabled: true,
  displayname: 'Mia Grant',
  'display-name': 'Mia Grant',
  email: 'svc@acme.example',
  groups: ['staff', 'admin'],
};
export const me = (more: object = {}): FakeReply => ocs(200, 200, 'OK', { ...user, ...more });
export const unauthorised = ocs(401, 997, 'Unauthorised');
export const notLoggedIn = ocs(401, 997, 'Current user is not logged in');

/** An error of sabre/dav. */
export function davError(status: number, message: string, hint = ''): FakeReply {
  return {
    status,
    type: 'application/xml; charset=utf-8',
    text: `<?xml version="1.0"?><d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns"><s:message>${message}</s:message>${hint}</d:error>`,
  };
}
export const passwordForbidden = davError(
  401,
  'No public access',
  '<o:hint xmlns:o="o:">password login forbidden</o:hint>',
);

export function multistatus(letters: string): FakeReply {
  return {
    status: 207,
    type: 'application/xml; charset=utf-8',
    text: `<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:oc="http://owncloud.org/ns"><d:response><d:href>/</d:href><d:propstat><d:prop><oc:permissions>${letters}</oc:permissions></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>`,
  };
}

const shows =
  (authorization: string) =>
  ({ headers }: Received) =>
    headers['authorization'] === authorization;

function dav(path: string, authorization: string): FakeRoute {
  return {
    on: `PROPFIND ${server}/remote.php/dav/${path}`,
    headers: {
      depth: '0',
      'ocs-apirequest': 'true',
      'content-type': /^application\/xml/,
      authorization: /^(Basic|Bearer) /,
    },
    faults: ({ text }) => (text.includes('<oc:permissions/>') ? [] : ['does not ask for oc:permissions']),
    accepts: shows(authorization),
    good: multistatus('RGDNVCK'),
    refused: davError(401, 'Cannot authenticate'),
  };
}

export function api(authorization: string): Record<string, FakeRoute> {
  return {
    me: {
      on: `GET ${server}/ocs/v2.php/cloud/user`,
      query: { format: 'json' },
      // An Accept with html, or none of the two headers, gets another answer.
      headers: { 'ocs-apirequest': 'true', accept: 'application/json', authorization: /^(Basic|Bearer) \S+$/ },
      faults: ({ headers }) => (headers['cookie'] === undefined ? [] : ['has a cookie']),
      accepts: shows(authorization),
      good: me(),
      refused: unauthorised,
    },
    dav: dav('', authorization),
    root: dav('files/svc/', authorization),
    folder: dav('files/svc/Finance/2030%20Q1', authorization),
  };
}

export const issued = (more: object = {}): FakeReply => ({
  json: {
    access_token: minted,
    token_type: 'Bearer',
    expires_in: 3600,
    refresh_token: refreshToken,
    user_id: 'svc',
    ...more,
  },
});
export const oauthError = (error: string, error_description?: string, status = 400): FakeReply => ({
  status,
  json: { error, ...(error_description === undefined ? {} : { error_description }) },
});

const knows = ({ form }: Received) => /^canary-(refresh-token|fresh)/.test(form['refresh_token'] ?? '');
const grant = { grant_type: 'refresh_token', refresh_token: /./ };
const clientBasic = `Basic ${Buffer.from(`client-1:${clientSecret}`).toString('base64')}`;

/** nextcloud/server apps/oauth2: the token is looked up before the client is checked. */
export const nextcloudToken: FakeRoute = {
  on: `POST ${server}/index.php/apps/oauth2/api/v1/token`,
  form: { ...grant, client_id: 'client-1', client_secret: /./ },
  accepts: knows,
  good: issued(),
  refused: oauthError('invalid_request'),
};
/** owncloud/oauth2: id and secret come as HTTP Basic. */
export const owncloudToken: FakeRoute = {
  on: `POST ${server}/index.php/apps/oauth2/api/v1/token`,
  form: grant,
  headers: { authorization: clientBasic },
  accepts: knows,
  good: issued(),
  refused: oauthError('invalid_grant', 'refresh token does not exist'),
};
