import type { FakeReply, FakeRoute } from '../../../support/fake-platform.ts';
import { apiToken, clientSecret, cloudId, cloudToken, minted, nextToken, refreshToken, scopeMissing } from './fake.ts';
import { methodCases, saying, type FakedMethod, type Row } from '../../../support/http-cases.ts';
import type { PlatformCases } from '../../case.ts';
import { cloudOauthRows, deadRows, mintedRows, rotationRows, storedRows } from './rows.ts';
import { missingRows } from '../secrets/missing.ts';

export const email = 'migration@example.com';
export const site = 'https://acme.atlassian.net';
export const gateway = (product: string) => `https://api.atlassian.com/ex/${product}/${cloudId}`;

interface Place {
  routes: Record<string, FakeRoute>;
  rows: readonly Row[];
}

export interface CloudProduct {
  atSite: Place;
  atGateway: Place;
  oauth: Place;
  /** One that lets the account be read. */
  scope: string;
  anonymous: FakeReply;
  me: FakeReply;
}

export const wrongToken = {
  kind: 'rejected',
  name: 'a wrong API token',
  secret: { apiToken: 'canary-wrong-token' },
} as const;
const wrongSecret = { secret: { clientSecret: 'canary-wrong-secret' }, hits: { token: 1 } };
const badSecrets: Row[] = [
  {
    kind: 'malformed secret',
    name: 'an e-mail with a colon',
    secret: { email: 'a:b@example.com' },
    expect: { reason: 'SecretInvalid', about: /email/ },
  },
  ...missingRows('email', 'apiToken'),
];
const noCloudId: Row = { name: 'no cloud id', without: ['cloudId'], offline: true, expect: 'InvalidConfiguration' };

/** The four ways to sign in that the Cloud products have in common. */
export function cloudCases({ atSite, atGateway, oauth, scope, anonymous, me }: CloudProduct): PlatformCases {
  const token: FakedMethod = {
    method: 'api-token',
    routes: atSite.routes,
    config: { siteUrl: `${site}/` },
    secret: { email, apiToken },
  };
  const config = { cloudId };
  const scoped: FakedMethod = { ...token, method: 'scoped-api-token', routes: atGateway.routes, config };
  const service: FakedMethod = {
    method: 'service-account-oauth',
    routes: { ...oauth.routes, ...cloudToken('client_credentials') },
    config,
    secret: { clientId: 'client-1', clientSecret },
    canaries: [minted],
    signIn: ['token'],
  };
  const person: FakedMethod = {
    ...service,
    method: 'oauth-refresh',
    routes: { ...oauth.routes, ...cloudToken('refresh_token') },
    secret: { ...service.secret, refreshToken },
    canaries: [minted, nextToken],
  };
  const shared = [...oauth.rows, ...cloudOauthRows(scope), ...mintedRows(anonymous, me), noCloudId];
  return [
    ...methodCases(token, [
      ...atSite.rows,
      ...storedRows(anonymous),
      ...badSecrets,
      { name: 'no site', without: ['siteUrl'], offline: true, expect: 'InvalidConfiguration' },
      {
        name: 'a site elsewhere',
        config: { siteUrl: 'https://acme.example.com' },
        offline: true,
        expect: { reason: 'InvalidConfiguration', about: /siteUrl/ },
      },
    ]),
    ...methodCases(scoped, [
      ...atGateway.rows,
      ...storedRows(anonymous),
      ...badSecrets,
      noCloudId,
      ...saying('me', [['401 that names the scope', scopeMissing, 'ScopeMissing', 1]]),
      { ...wrongToken, hits: { me: 1 }, expect: { reason: 'AccessRefused', causes: 3 } },
    ]),
    ...methodCases(service, [
      ...shared,
      { ...wrongSecret, kind: 'rejected', name: 'a wrong secret', expect: { reason: 'AccessRefused', causes: 2 } },
      ...missingRows('clientSecret'),
    ]),
    ...methodCases(person, [
      ...shared,
      ...deadRows,
      ...rotationRows,
      {
        kind: 'rejected',
        name: 'a refresh token that was used already',
        secret: { refreshToken: 'canary-used-token' },
        hits: { token: 1 },
        expect: 'CredentialsRevoked',
      },
      ...missingRows('refreshToken'),
    ]),
  ];
}
