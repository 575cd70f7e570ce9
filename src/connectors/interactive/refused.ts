import type { Problem } from '../../api/problems.ts';
import { clientPlaces, type Draft } from './draft.ts';
import { refuse, type SignInRefusal } from './refusal.ts';
import { usual, type Blamed } from './usual-refusals.ts';

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
  const known = Object.hasOwn(usual, error) ? usual[error] : undefined;
  const sent = (known?.blames ?? []).filter((one) => one !== 'clientSecret' || draft.client.secret !== undefined);
  const problems = blamed(sent, draft, { kind: 'invalid', what: `was refused by ${title}` });
  return { ...refuse('Refused', what, fix ?? known?.fix), ...(problems.length > 0 ? { problems } : {}) };
}

/** The fields that these belong in. */
export function blamed(blames: readonly Blamed[], draft: Draft, said: Omit<Problem, 'at'>): Problem[] {
  return blames.flatMap((one) => {
    const at = placeOf(one, draft);
    return at === undefined ? [] : [{ at, ...said }];
  });
}

function placeOf(one: Blamed, { renewal, interactive }: Draft): string | undefined {
  const places = clientPlaces(renewal);
  if (one === 'clientId') return pathOf(places.id) ?? 'client.id';
  if (one === 'clientSecret') return pathOf(places.secret) ?? 'client.secret';
  return pathOf(/^\{\{(config\.[\w-]+)\}\}$/.exec(interactive.scope?.value ?? '')?.[1]);
}

function pathOf(place: string | undefined): string | undefined {
  return place?.replace(/^config\./, 'spec.config.');
}
