import { describe, it } from '@jest/globals';
import type { Reason } from '../../../src/api/reasons.ts';
import { holdVerdict, type VerdictCase } from '../verdict-case.ts';

type Asked = Pick<VerdictCase, 'platform' | 'method' | 'config' | 'secret'>;

const client = { clientId: 'made-up-client', clientSecret: 'canary-of-a-client' };
const asked: Asked[] = [
  {
    platform: 'http-endpoint',
    method: 'client-credentials',
    config: { url: 'https://api.example.com/me', tokenUrl: 'https://idp.example.com/token' },
    secret: client,
  },
  {
    platform: 'alfresco',
    method: 'oidc-client-credentials',
    config: { url: 'https://ecm.example.com', issuerUrl: 'https://idp.example.com/realms/ecm' },
    secret: client,
  },
];

/** Words of a token endpoint, with the status that they come with. */
const words: [error: string, status: number, reason: Reason][] = [
  ['invalid_client', 400, 'CredentialsRejected'],
  ['invalid_client', 401, 'CredentialsRejected'],
  ['incorrect_client_credentials', 200, 'CredentialsRejected'],
  ['unauthorized_client', 401, 'AccessRefused'],
  ['access_denied', 403, 'AccessRefused'],
  ['interaction_required', 400, 'InteractionRequired'],
  ['login_required', 401, 'InteractionRequired'],
  ['consent_required', 403, 'InteractionRequired'],
  ['mfa_required', 403, 'InteractionRequired'],
  ['invalid_scope', 400, 'InvalidConfiguration'],
  ['invalid_target', 400, 'InvalidConfiguration'],
  ['invalid_resource', 400, 'InvalidConfiguration'],
  ['invalid_audience', 403, 'InvalidConfiguration'],
  ['use_dpop_nonce', 401, 'InvalidConfiguration'],
  ['invalid_dpop_proof', 400, 'InvalidConfiguration'],
  ['expired_token', 400, 'CredentialsExpired'],
  ['slow_down', 400, 'RateLimited'],
  ['temporarily_unavailable', 400, 'ServiceUnavailable'],
  ['server_error', 400, 'ServiceUnavailable'],
  ['invalid_grant', 200, 'AccessRefused'],
  ['made_up', 200, 'UnexpectedReply'],
  ['made_up', 400, 'UnexpectedReply'],
];

describe.each(asked)('A token endpoint of one’s own, of $platform', (one) => {
  it.each(words)('%s with %i', (error, status, reason) =>
    holdVerdict({
      ...one,
      name: error,
      answer: ({ url }) =>
        url.host === 'idp.example.com' && url.pathname.includes('token')
          ? { status, json: { error, error_description: 'Made up' } }
          : { status: 401 },
      reason,
    }),
  );
});
