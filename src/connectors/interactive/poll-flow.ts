import { buildRequest } from '../engine/request.ts';
import type { ReadResponse } from '../engine/response.ts';
import { isFailure } from '../failure.ts';
import { Bindings, textOf, valueOf } from '../language/expression.ts';
import type { Draft } from './draft.ts';
import type { Ending, Waiting } from './ending.ts';
import { outcomeOf } from './outcome.ts';
import { isRefusal, refuse, type SignInRefusal } from './refusal.ts';
import { losesTls, partsOf, sendOne, withoutTls } from './token-request.ts';
import type { Wait } from './wait.ts';

const usualSeconds = 1200;
const betweenMs = 2000;

/** Begins a sign-in that is asked about until the person has agreed on a page of the platform, in any browser. */
export async function beginPollFlow(draft: Draft, ending: Ending, wait: Wait): Promise<Waiting | SignInRefusal> {
  const { poll } = draft.interactive;
  if (!poll) return refuse('NotOffered', 'This method has no such sign-in.');
  const request = buildRequest({ method: 'POST', url: poll.url }, draft.names);
  if (isFailure(request)) return refuse('InputMissing', `The sign-in cannot begin: ${request.about}.`);
  const response = await sendOne(request, draft);
  if (isRefusal(response)) return response;
  const bindings = bound(response, draft);
  const [url, ask, token] = [poll.open, poll.ask, poll.token].map((source) => textOf(source, bindings));
  if (url === undefined || ask === undefined || token === undefined || !/^https?:/.test(url)) {
    return refuse('UnexpectedReply', `${request.url.host} does not begin a sign-in.`);
  }
  if (losesTls(request.url, ask)) return withoutTls(request.url);
  const asked = buildRequest(
    { method: 'POST', url: '{{login.ask}}', form: { token: '{{login.token}}' } },
    { login: { ask, token } },
  );
  if (isFailure(asked)) return refuse('UnexpectedReply', `${request.url.host} names no address to ask.`);
  const endsAt = draft.context.now() + (poll.seconds ?? usualSeconds) * 1000;
  void repeat({ endsAt, pending: poll.pending ?? 'status == 404', send: () => sendOne(asked, draft) }, draft, {
    ending,
    wait,
  });
  return { flow: 'poll', url, takes: 'Poll' };
}

interface Repeated {
  endsAt: number;
  pending: string;
  send: () => Promise<ReadResponse | SignInRefusal>;
}

async function repeat(
  { endsAt, pending, send }: Repeated,
  draft: Draft,
  { ending, wait }: { ending: Ending; wait: Wait },
): Promise<void> {
  while (!ending.ended) {
    await wait(betweenMs, ending.signal);
    if (ending.ended) return;
    if (draft.context.now() >= endsAt) return ending.end(refuse('Expired', 'The page has expired.', 'Sign in again.'));
    const response = await send();
    if (isRefusal(response)) return ending.end(response);
    const bindings = bound(response, draft);
    if (valueOf(pending, bindings) === true) continue;
    const failed = response.status >= 400;
    const reply = { response, bindings, accessToken: undefined, error: undefined, idToken: null };
    return ending.end(
      failed
        ? refuse('UnexpectedReply', `The platform responded with status ${response.status}.`)
        : await outcomeOf(reply, draft),
    );
  }
}

function bound(response: ReadResponse, draft: Draft): Bindings {
  return new Bindings({ ...draft.names, ...partsOf(response), callback: {}, redirectUri: null, idToken: null });
}
