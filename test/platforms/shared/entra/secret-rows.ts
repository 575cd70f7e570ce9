import { failure } from '../../../../src/connectors/failure.ts';
import { certificateEnd, entraError, exchange, foreign, freshToken, graphError, over, type Method } from './fake.ts';
import { wrongTokens } from '../../../support/fakes/service-account-token.ts';
import { passwords, secretEnd } from './faked.ts';
import { saying, type Row } from '../../../support/http-cases.ts';
import { responded } from '../../../support/responded.ts';

const malformed = (
  name: string,
  row: Partial<Row>,
  about: RegExp,
  reason: 'SecretInvalid' | 'SecretKeyMissing' = 'SecretInvalid',
): Row => ({
  kind: 'malformed secret',
  name,
  ...row,
  expect: { reason, about },
});

const wrong = await wrongTokens(exchange);

/** What goes wrong with the Secret of each method. */
export const secretRows: Record<Method, Row[]> = {
  'client-secret': [
    {
      kind: 'connected',
      name: 'until the secret ends',
      hits: { application: 1 },
      expect: { reason: 'Verified', expiresAt: secretEnd },
    },
    {
      name: 'beside a secret that is over',
      replies: { application: passwords('2026-01-01T00:00:00Z', secretEnd) },
      expect: { reason: 'Verified', expiresAt: secretEnd },
    },
    ...saying('application', [
      ['two secrets: which one is ours is not told', passwords('2027-01-01T00:00:00Z', secretEnd), 'Verified'],
      ['the application may not read itself', graphError(403, 'Authorization_RequestDenied'), 'Verified'],
      ['Graph is busy when asked for the end', { status: 429 }, 'Verified'],
    ] as const).map((row) => ({ ...row, hits: { application: 1 } })),
    {
      kind: 'rejected',
      name: 'another secret',
      secret: { clientSecret: 'canary-wrong-secret' },
      hits: { token: 1 },
      expect: { reason: 'CredentialsRejected', causes: 2 },
    },
    malformed('no secret', { without: ['clientSecret'] }, /clientSecret/, 'SecretKeyMissing'),
    malformed('a space in the secret', { secret: { clientSecret: 'canary one' } }, /clientSecret/),
    ...['common', 'organizations'].map((tenant): Row => ({
      name: `tenant ${tenant}`,
      config: { tenantId: tenant },
      offline: true,
      expect: { reason: 'InvalidConfiguration', about: /tenantId/ },
    })),
    {
      name: 'scopes',
      config: { scopes: ['User.Read'] },
      offline: true,
      expect: { reason: 'InvalidConfiguration', about: /scopes/ },
    },
    {
      name: 'a client that is no GUID',
      config: { clientId: 'migration' },
      offline: true,
      expect: { reason: 'InvalidConfiguration', about: /clientId/ },
    },
  ],
  certificate: [
    {
      kind: 'connected',
      name: 'until the certificate ends',
      expect: { reason: 'Verified', expiresAt: certificateEnd },
    },
    {
      kind: 'rejected',
      name: 'a certificate that is not registered',
      secret: { certificate: foreign.certificate, privateKey: foreign.privateKey },
      hits: { token: 1 },
      expect: { reason: 'CredentialsRejected', causes: 1 },
    },
    {
      name: 'invalid_client, clocks differ',
      replies: { token: entraError('invalid_client', 999999, { dateMs: 120_000 }) },
      expect: 'ClockSkew',
    },
    {
      name: 'invalid_client, no Date',
      replies: { token: entraError('invalid_client', 999999, { dateMs: 'none' }) },
      expect: 'UnexpectedReply',
    },
    malformed('no certificate', { without: ['certificate'] }, /certificate/, 'SecretKeyMissing'),
    malformed('no PEM', { secret: { privateKey: 'canary-no-pem' } }, /privateKey/),
    malformed(
      'the key of another certificate',
      { secret: { privateKey: foreign.privateKey } },
      /`privateKey` of the Secret does not belong to certificate/,
    ),
    {
      name: 'a certificate that is over',
      secret: { certificate: over.certificate, privateKey: over.privateKey },
      offline: true,
      expect: { reason: 'CredentialsExpired', about: /certificate/ },
    },
  ],
  'workload-identity': [
    ...wrong.map(([what, token]): Row => ({
      kind: 'rejected',
      name: `a token ${what}`,
      identityToken: token,
      hits: { token: 1 },
      expect: { reason: 'InvalidConfiguration', stage: 'Authenticated', causes: 1 },
    })),
    ...responded(
      saying('token', [
        [
          'no federated credential fits, by another number',
          entraError('invalid_request', 70021),
          'InvalidConfiguration',
          1,
        ],
        ['the issuer does not fit', entraError('invalid_client', 700211, { status: 401 }), 'InvalidConfiguration', 1],
        ['a token outside its time', entraError('invalid_client', 700024, { status: 401 }), 'ClockSkew'],
        ['the keys of the cluster cannot be read', entraError('invalid_request', 90061), 'InvalidConfiguration', 1],
      ] as const),
    ),
    {
      kind: 'malformed secret',
      name: 'no service account',
      identityToken: '',
      expect: { reason: 'InvalidConfiguration', about: /spec\.serviceAccountName is missing/ },
    },
    {
      name: 'scopes',
      config: { scopes: ['User.Read'] },
      offline: true,
      expect: { reason: 'InvalidConfiguration', about: /scopes/ },
    },
  ],
  'refresh-token': [
    {
      kind: 'connected',
      name: 'the new refresh token is kept, not the old one',
      context: {
        keepRefreshToken: (token) => Promise.resolve(token === freshToken ? undefined : failure('TokenNotRefreshable')),
      },
      hits: { token: 1, test: 1 },
      expect: 'Verified',
    },
    {
      kind: 'rejected',
      name: 'another refresh token',
      secret: { refreshToken: 'canary-wrong-token' },
      hits: { token: 1 },
      expect: 'CredentialsRejected',
    },
    malformed('no refresh token', { without: ['refreshToken'] }, /refreshToken/, 'SecretKeyMissing'),
    malformed('a line break in the token', { secret: { refreshToken: 'canary-one\ntwo' } }, /refreshToken/),
    {
      name: 'the new refresh token cannot be stored: the access token is not used',
      context: { keepRefreshToken: () => Promise.resolve(failure('TokenNotRefreshable')) },
      hits: { token: 1 },
      expect: 'TokenNotRefreshable',
    },
  ],
};
