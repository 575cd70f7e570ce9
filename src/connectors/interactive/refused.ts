import type { Draft } from './draft.ts';
import { refuse, type SignInRefusal } from './refusal.ts';

const declined: ReadonlySet<string> = new Set(['access_denied', 'authorization_declined', 'user_denied']);
const expired: ReadonlySet<string> = new Set(['expired_token', 'code_expired']);

/** What an error code of the callback, of an exchange or of a poll means; what the Platform says of it goes first. */
export function refusedWith(error: string, draft: Draft, during: 'authorization' | 'exchange'): SignInRefusal {
  const { platform, interactive } = draft;
  const { title } = platform.spec;
  const named = error === 'other' ? '' : `: ${error}`;
  const fix = interactive.refusals?.find((row) => row.error === error)?.fix;
  // At the exchange the same word speaks of the client, not of the person.
  if (during === 'authorization' && declined.has(error)) {
    return refuse('Declined', `${title} did not grant access${named}.`, fix ?? 'Sign in again and allow access.');
  }
  if (expired.has(error)) return refuse('Expired', `The sign-in at ${title} has expired.`, fix ?? 'Sign in again.');
  const what =
    during === 'authorization' ? `${title} refused the sign-in${named}.` : `${title} refused the code${named}.`;
  return refuse('Refused', what, fix ?? usual[error]);
}

const client = 'Check the id and the secret of the client, and that the client has the expected kind.';
const usual: Readonly<Record<string, string>> = {
  invalid_client: client,
  unauthorized_client: client,
  incorrect_client_credentials: client,
  invalid_grant: 'Sign in again at once: the code was used already, has expired, or the redirect address differs.',
  bad_verification_code: 'Sign in again at once: the code was used already or has expired.',
  invalid_scope: 'Allow the client the scopes that are asked for.',
  redirect_uri_mismatch: 'Register the redirect address exactly as it is shown.',
  device_flow_disabled: 'Allow the client the device flow.',
};
