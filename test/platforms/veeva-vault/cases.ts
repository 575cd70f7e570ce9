import { clientSecret, failure, minted, oauthRoutes, password, passwordRoutes, sessionId, username } from './fake.ts';
import { methodCases, saying, type FakedMethod } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { missingRows } from '../shared/secrets/missing.ts';
import { meRows } from './rows.ts';

const config = { vaultDns: 'acme.veevavault.com' };
const byPassword: FakedMethod = {
  method: 'password',
  routes: passwordRoutes,
  signIn: ['login'],
  config,
  secret: { username, password },
  canaries: [sessionId],
};
const oauth: FakedMethod = {
  method: 'oauth',
  routes: oauthRoutes,
  signIn: ['token'],
  config: {
    ...config,
    oauthProfileId: '_9ab2c3',
    tokenUrl: 'https://id.example.com/oauth2/token',
    scope: 'api://vault/.default',
  },
  secret: { clientId: 'client-1', clientSecret },
  canaries: [sessionId, minted],
};
const tokenError = (error: string) => ({ status: 400, json: { error } });

export const cases: PlatformCases = [
  ...methodCases(byPassword, [
    ...meRows,
    {
      kind: 'rejected',
      name: 'a wrong password, sent once',
      secret: { password: 'canary-wrong-password' },
      hits: { login: 1 },
      expect: 'CredentialsRejected',
    },
    ...missingRows('username', 'password'),
  ]),
  ...methodCases(oauth, [
    ...meRows,
    {
      kind: 'rejected',
      name: 'a wrong client secret',
      secret: { clientSecret: 'canary-wrong-secret' },
      hits: { token: 1 },
      expect: 'CredentialsRejected',
    },
    ...responded(
      saying('token', [
        ['invalid_grant', tokenError('invalid_grant'), 'AccessRefused', 2],
        ['unauthorized_client', tokenError('unauthorized_client'), 'InteractionRequired', 1],
        ['access_denied', tokenError('access_denied'), 'InteractionRequired', 1],
        ['invalid_scope', tokenError('invalid_scope'), 'InvalidConfiguration', 2],
        ['unsupported_grant_type', tokenError('unsupported_grant_type'), 'InvalidConfiguration', 2],
        ['invalid_request', tokenError('invalid_request'), 'InvalidConfiguration', 2],
        ['temporarily_unavailable', tokenError('temporarily_unavailable'), 'ServiceUnavailable'],
        ['no token in the reply', { json: { expires_in: 1 } }, 'UnexpectedReply'],
      ]),
    ),
    ...saying('login', [['the user is unknown', failure('USERNAME_OR_PASSWORD_INCORRECT'), 'AccessRefused', 2]]),
    { name: 'no profile', without: ['oauthProfileId'], offline: true, expect: 'InvalidConfiguration' },
    ...missingRows('clientId', 'clientSecret'),
  ]),
];
