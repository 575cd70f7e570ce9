import { serviceAccountToken, trusts, wrongTokens } from '../../support/fakes/service-account-token.ts';
import { failingAt } from '../../support/responded.ts';
import type { FakedMethod, Row } from '../../support/http-cases.ts';
import { endpoint, general, minted, tokenUrl, url } from './endpoint.ts';

const audience = 'https://login.example.com/token';
const identityToken = await serviceAccountToken(audience);
const wrongOnes = await wrongTokens(audience);
const assertion = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
export const federated: FakedMethod = {
  method: 'oauth-workload-identity',
  routes: {
    me: endpoint('authorization', `Bearer ${minted}`),
    token: {
      on: `POST ${tokenUrl}`,
      form: {
        grant_type: 'client_credentials',
        client_id: 'client 1',
        scope: 'read write',
        client_assertion_type: assertion,
        client_assertion: /^[\w-]+\.[\w-]+\.[\w-]+$/,
      },
      faults: ({ headers }) => (headers['authorization'] === undefined ? [] : ['the client is in a header too']),
      accepts: ({ form }) => trusts(form['client_assertion'] ?? '', audience),
      good: { json: { access_token: minted, token_type: 'Bearer', expires_in: 60 } },
      refused: { status: 401, json: { error: 'invalid_client' } },
    },
  },
  config: { url, tokenUrl, scope: 'read write', clientId: 'client 1', audience },
  secret: {},
  identityToken,
  canaries: [minted],
};
export const federatedRows: Row[] = [
  {
    kind: 'connected',
    name: 'refused without, accepted with',
    hits: { me: 2, token: 1 },
    expect: { reason: 'Verified', access: {} },
  },
  ...wrongOnes.map(([what, wrongToken]): Row => ({
    kind: 'rejected',
    name: `a token ${what}`,
    identityToken: wrongToken,
    hits: { me: 1, token: 1 },
    expect: { reason: 'InvalidConfiguration', causes: 2, stage: 'Authenticated' },
  })),
  {
    kind: 'malformed secret',
    name: 'no service account',
    identityToken: '',
    expect: { reason: 'InvalidConfiguration', about: /spec\.serviceAccountName is missing/ },
  },
  // The last two are an address that is read, but not sent the token, and one that a proxy could read.
  ...[
    'sts.amazonaws.com',
    'https://vault.example.com',
    'https://login.example.com.evil.example',
    url,
    'http://login.example.com:443/token',
  ].map((another): Row => ({
    name: `the audience of somebody else: ${another}`,
    config: { audience: another },
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: /^spec\.config\.audience .* must be an address of a host/ },
  })),
  ...['tokenUrl', 'clientId', 'audience'].map((key): Row => ({
    name: `no ${key}`,
    without: [key],
    offline: true,
    expect: { reason: 'InvalidConfiguration', about: RegExp(`${key} is missing`) },
  })),
  ...failingAt('Authorized', general),
];
