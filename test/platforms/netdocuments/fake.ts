import type { FakeReply, FakeRoute, Received } from '../../support/fake-platform.ts';
import { bears } from '../../support/fake-platform.ts';

export const clientId = 'AP-1A2B3C4D';
export const clientSecret = 'canary/client+secret-51';
export const refreshToken = 'canary-refresh-52';
export const nextRefreshToken = 'canary-refresh-53';
export const minted = 'canary-minted-54';

export const tokenError = (error: string, status = 400): FakeReply => ({ status, json: { error } });
export const issued = (refresh_token?: string): FakeReply => ({
  json: { access_token: minted, expires_in: 3600, token_type: 'bearer', ...(refresh_token ? { refresh_token } : {}) },
});
const cabinet = { id: 'NG-1', name: 'Matters', repositoryId: 'CA-1', repositoryName: 'Acme' };
/** A list has no room for the marker, so it goes as text. */
export const cabinets = (...list: object[]): FakeReply => ({ type: 'application/json', text: JSON.stringify(list) });
export const seen = cabinets(cabinet, { ...cabinet, id: 'NG-2', repositoryId: 'CA-2', repositoryName: 'Branch' });
export const info = (more: object = {}): FakeReply => ({
  json: { id: 'USER-7', displayName: 'Migration', email: 'svc@example.com', organization: 'Acme', ...more },
});

function api(host: string): Record<string, FakeRoute> {
  const shared = {
    headers: { authorization: /^Bearer canary-minted-\d+$/, accept: 'application/json' },
    accepts: bears(minted),
    refused: { status: 401 },
  };
  return {
    cabinets: { ...shared, on: `GET ${host}/v1/User/cabinets`, good: seen },
    user: { ...shared, on: `GET ${host}/v1/User/info`, good: info() },
  };
}

/** PowerPlatformConnectors of microsoft, NetDocuments: the client in the form. */
export function refreshRoutes(host: string): Record<string, FakeRoute> {
  return {
    ...api(host),
    token: {
      on: `POST ${host}/v1/OAuth`,
      form: { grant_type: 'refresh_token', refresh_token: /./, client_id: clientId, client_secret: /./ },
      faults: ({ headers }) => (headers['authorization'] === undefined ? [] : ['the client in a header as well']),
      accepts: ({ form }) => form['refresh_token'] === refreshToken && form['client_secret'] === clientSecret,
      good: issued(),
      refused: tokenError('invalid_grant'),
    },
  };
}

const basic = ({ headers }: Received) =>
  Buffer.from((headers['authorization'] ?? '').replace(/^Basic /, ''), 'base64').toString();

/** Public clients: Basic of clientId|repositoryId and the secret, as they are. */
export function serviceRoutes(host: string): Record<string, FakeRoute> {
  return {
    ...api(host),
    token: {
      on: `POST ${host}/v1/OAuth`,
      headers: { authorization: /^Basic [A-Za-z0-9+/]+=*$/ },
      form: { grant_type: 'client_credentials', scope: 'read' },
      faults: (received) => (/^AP-1A2B3C4D\|CA-\d:./.test(basic(received)) ? [] : [`client ${basic(received)}`]),
      accepts: (received) => basic(received).endsWith(`:${clientSecret}`),
      good: issued(),
      refused: tokenError('invalid_client', 401),
    },
  };
}
