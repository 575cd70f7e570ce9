import type { FailedReason, InconclusiveReason } from '../../api/reasons.ts';
import { failure, type Failure } from '../failure.ts';
import { clockDoubt } from './clocks.ts';
import type { ReadResponse } from './response.ts';

/** RFC 6749, 5.2; RFC 8628, 3.5; RFC 8707, 2; RFC 9449, 5; OpenID Connect Core, 3.1.2.6; and what is said by many beside them. */
const meanings: Readonly<Record<string, FailedReason | InconclusiveReason>> = {
  invalid_client: 'CredentialsRejected',
  incorrect_client_credentials: 'CredentialsRejected',
  unauthorized_client: 'InteractionRequired',
  access_denied: 'InteractionRequired',
  interaction_required: 'InteractionRequired',
  login_required: 'InteractionRequired',
  consent_required: 'InteractionRequired',
  account_selection_required: 'InteractionRequired',
  mfa_required: 'InteractionRequired',
  invalid_scope: 'InvalidConfiguration',
  unsupported_grant_type: 'InvalidConfiguration',
  invalid_request: 'InvalidConfiguration',
  invalid_target: 'InvalidConfiguration',
  invalid_resource: 'InvalidConfiguration',
  invalid_audience: 'InvalidConfiguration',
  invalid_dpop_proof: 'InvalidConfiguration',
  use_dpop_nonce: 'InvalidConfiguration',
  expired_token: 'CredentialsExpired',
  slow_down: 'RateLimited',
  temporarily_unavailable: 'ServiceUnavailable',
  server_error: 'ServiceUnavailable',
};

export interface TokenRequest {
  /** It was signed with a time. */
  signed: boolean;
  now: number;
  /** It showed a user name and password. */
  passwordGrant?: boolean | undefined;
  /** The address of the token endpoint is the person's own. */
  ownIssuer?: boolean | undefined;
}

/** The client is refused, and not by everybody for the same reason. */
const ofClient: ReadonlySet<string> = new Set(['unauthorized_client', 'access_denied']);

/**
 * What an OAuth 2.0 token endpoint's error means, with a good status too if there is no token. A bare `invalid_grant` names
 * no cause.
 */
export function oauthMeaning(
  response: ReadResponse,
  { signed, now, passwordGrant = false, ownIssuer = false }: TokenRequest,
): Failure | undefined {
  const { json, status } = response;
  const said = typeof json === 'object' && json !== null ? (json as Readonly<Record<string, unknown>>) : {};
  const { error } = said;
  if (typeof error !== 'string' || (status < 300 && said['access_token'] !== undefined)) return undefined;
  if (error === 'invalid_grant') {
    const meant = badGrant(passwordGrant);
    return (signed ? clockDoubt(response, now, ownIssuer ? meant : undefined) : undefined) ?? meant;
  }
  if (!Object.hasOwn(meanings, error)) return undefined;
  if (ofClient.has(error) && status !== 400) return failure('AccessRefused', { causes: refusedClient });
  const reason = meanings[error]!;
  return reason === 'InvalidConfiguration'
    ? failure(reason, { about: `the token endpoint responds ${error}` })
    : failure(reason);
}

/** Keycloak and Auth0 say so of a wrong client secret, others of a client without this grant or without consent. */
const refusedClient = [
  'the client secret is wrong',
  'the client is not allowed to use this grant',
  'an administrator or the user has not approved the client',
];

function badGrant(passwordGrant: boolean): Failure {
  const own = passwordGrant
    ? ['the user name or the password is wrong', 'the account is locked or disabled, or its password has expired']
    : ['the key or secret is wrong', 'the grant has ended or was revoked'];
  return failure('AccessRefused', { causes: [...own, 'the account may not be used by this application'] });
}
