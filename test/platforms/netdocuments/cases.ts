import {
  cabinets,
  clientId,
  clientSecret,
  info,
  issued,
  minted,
  nextRefreshToken,
  refreshRoutes,
  refreshToken,
  seen,
  serviceRoutes,
  tokenError,
} from './fake.ts';
import { generalRows, methodCases, saying, type FakedMethod, type Row } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missingRows } from '../shared/secrets/missing.ts';
import { refreshRows } from '../shared/refresh/rows.ts';

const account = { id: 'USER-7', name: 'Migration', email: 'svc@example.com', tenant: 'Acme (CA-1)' };

const apiRows: Row[] = [
  {
    kind: 'connected',
    name: 'good',
    hits: { token: 1, cabinets: 1 },
    expect: { reason: 'Verified', account, access: {} },
  },
  {
    kind: 'connected',
    name: 'who the caller is, is not told',
    replies: { user: { status: 404, json: { id: 'none' } } },
    expect: { reason: 'Verified', account: { tenant: 'Acme (CA-1)' } },
  },
  {
    kind: 'connected',
    name: 'the second repository, and the user',
    config: { repositoryId: 'CA-2', userId: 'USER-7' },
    expect: { reason: 'Verified', account: { tenant: 'Branch (CA-2)' } },
  },
  {
    name: 'a repository out of sight',
    config: { repositoryId: 'CA-9' },
    expect: { reason: 'IdentityMismatch', causes: 1 },
  },
  { name: 'another user', config: { userId: 'USER-9' }, expect: { reason: 'IdentityMismatch', causes: 1 } },
  {
    name: 'another user, of whom no id is told',
    config: { userId: 'USER-9' },
    replies: { user: info({ id: undefined }) },
    expect: 'Verified',
  },
  ...saying('user', [
    ['who the caller is: 403', { status: 403 }, 'Verified'],
    ['who the caller is: 500', { status: 500 }, 'ServiceUnavailable'],
    ['who the caller is: 429', { status: 429 }, 'RateLimited'],
  ]),
  ...saying('cabinets', [
    ['trap: no cabinet is no proof', cabinets(), 'PermissionDenied', 2],
    [
      'trap: XML although JSON was asked for',
      { type: 'application/xml', text: '<cabinets><cabinet/></cabinets>' },
      'UnexpectedReply',
    ],
    ['a cabinet without id', cabinets({ name: 'Matters' }), 'UnexpectedReply'],
    ['403', { status: 403 }, 'PermissionDenied'],
    ['404', { status: 404, json: { message: 'No' } }, 'TargetNotFound'],
    ['400 with a problem', { status: 400, json: { message: 'No' } }, 'UnexpectedReply'],
    ['500 with a problem', { status: 500, type: 'application/xml', text: '<error/>' }, 'ServiceUnavailable'],
  ]),
  {
    name: '401, then accepted',
    replies: { cabinets: [{ status: 401 }, seen] },
    hits: { token: 2 },
    expect: 'Verified',
  },
  {
    name: '401 on two new tokens',
    replies: { cabinets: { status: 401 } },
    hits: { token: 2, cabinets: 2 },
    expect: { reason: 'AccessRefused', causes: 2 },
  },
  ...responded(
    saying('token', [
      ['invalid_client', tokenError('invalid_client'), 'CredentialsRejected', 2],
      ['invalid_client with 401', tokenError('invalid_client', 401), 'CredentialsRejected', 2],
      ['invalid_grant', tokenError('invalid_grant'), 'AccessRefused', 2],
      ['invalid_grant with 401', tokenError('invalid_grant', 401), 'AccessRefused', 2],
      ['unauthorized_client', tokenError('unauthorized_client'), 'InteractionRequired'],
      ['invalid_scope', tokenError('invalid_scope'), 'InvalidConfiguration'],
      ['no token in the reply', { json: { expires_in: 1 } }, 'UnexpectedReply'],
    ]),
  ),
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  { name: 'an unknown region', config: { region: 'mars' }, offline: true, expect: 'InvalidConfiguration' },
  ...generalRows('cabinets'),
];

const us = 'https://api.vault.netvoyage.com';
const refresh: FakedMethod = {
  method: 'oauth-refresh',
  routes: refreshRoutes(us),
  secret: { clientId, clientSecret, refreshToken },
  canaries: [minted, nextRefreshToken],
  signIn: ['token'],
};
const service: FakedMethod = {
  method: 'client-credentials',
  routes: serviceRoutes(us),
  config: { repositoryId: 'CA-1' },
  secret: { clientId, clientSecret },
  canaries: [minted],
  signIn: ['token'],
};
const others = { au: 'au', eu: 'eu', de: 'de', ca: 'can', ducot: 'ducot' };

export const cases: PlatformCases = [
  ...methodCases(refresh, [
    ...apiRows,
    ...refreshRows({ issued, next: nextRefreshToken, probe: 'cabinets' }),
    {
      kind: 'rejected',
      name: 'a dead refresh token',
      secret: { refreshToken: 'canary-dead-token' },
      hits: { token: 1 },
      expect: { reason: 'AccessRefused', causes: 2 },
    },
    ...missingRows('clientId', 'clientSecret', 'refreshToken'),
  ]),
  ...methodCases(service, [
    ...apiRows,
    {
      kind: 'rejected',
      name: 'a wrong client secret',
      secret: { clientSecret: 'canary-wrong-secret' },
      hits: { token: 1 },
      expect: { reason: 'CredentialsRejected', causes: 2 },
    },
    { name: 'no repository', without: ['repositoryId'], offline: true, expect: 'InvalidConfiguration' },
    ...missingRows('clientId', 'clientSecret'),
  ]),
  ...Object.entries(others).flatMap(([region, name]) =>
    methodCases({ ...refresh, config: { region }, routes: refreshRoutes(`https://api.${name}.netdocuments.com`) }, [
      { kind: 'connected', name: `region ${region}`, expect: 'Verified' },
    ]),
  ),
];
