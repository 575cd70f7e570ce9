/** What was entered and may be what is refused. */
export type Blamed = 'clientId' | 'clientSecret' | 'scope';

export interface UsualRefusal {
  /** What to do, as a sentence. */
  fix: string;
  blames?: readonly Blamed[];
}

const client: UsualRefusal = {
  fix: 'Check the id and the secret of the client, and that the client has the expected kind.',
  blames: ['clientId', 'clientSecret'],
};
const clientId: UsualRefusal = { fix: 'Correct the id of the client.', blames: ['clientId'] };
const clientSecret: UsualRefusal = { fix: 'Correct the secret of the client.', blames: ['clientSecret'] };
const kindOfClient: UsualRefusal = {
  fix: 'Check the id of the client, and that it may sign in this way.',
  blames: ['clientId'],
};
const spentCode: UsualRefusal = { fix: 'Sign in again at once: the code was used already or has expired.' };
const redirect: UsualRefusal = { fix: 'Register the redirect address exactly as it is shown.' };
const scope: UsualRefusal = { fix: 'Allow the client the scopes that are asked for.', blames: ['scope'] };
const later: UsualRefusal = { fix: 'Sign in again later.' };
const administrator: UsualRefusal = { fix: 'Have an administrator allow the client, then sign in again.' };
const interaction: UsualRefusal = { fix: 'Sign in again, and do what the page asks for.' };

/**
 * What error codes mean wherever they come: those of RFC 6749, RFC 8628 and OpenID Connect, and of vendors that have
 * words of their own. A Platform says the rest in `interactive.refusals`.
 */
export const usual: Readonly<Record<string, UsualRefusal>> = {
  invalid_client: client,
  incorrect_client_credentials: client,
  unauthorized_client: kindOfClient,
  invalid_client_id: clientId,
  bad_client_id: clientId,
  invalid_client_secret: clientSecret,
  bad_client_secret: clientSecret,
  application_suspended: { fix: 'Use another client: this one is suspended.', blames: ['clientId'] },
  invalid_grant: {
    fix: 'Sign in again at once: the code was used already, has expired, or the redirect address differs.',
  },
  invalid_code: spentCode,
  code_already_used: spentCode,
  bad_verification_code: spentCode,
  incorrect_device_code: spentCode,
  invalid_scope: scope,
  missing_scope: scope,
  invalid_target: scope,
  invalid_resource: scope,
  redirect_uri_mismatch: redirect,
  redirect_uri_missing: redirect,
  bad_redirect_uri: redirect,
  device_flow_disabled: { fix: 'Allow the client the device flow.' },
  unsupported_grant_type: kindOfClient,
  unsupported_response_type: kindOfClient,
  server_error: later,
  temporarily_unavailable: later,
  interaction_required: interaction,
  login_required: interaction,
  account_selection_required: interaction,
  consent_required: administrator,
  admin_policy_enforced: administrator,
  org_internal: { fix: 'Sign in with an account of the organization that owns the client.' },
};
