import { beginCodeFlow } from './code-flow.ts';
import { beginDeviceFlow } from './device-flow.ts';
import { draftOf, type Draft, type SignInContext, type SignInInput } from './draft.ts';
import { Ending, type Waiting } from './ending.ts';
import type { Flow } from './offer.ts';
import type { SignedIn } from './outcome.ts';
import { beginPollFlow } from './poll-flow.ts';
import { isRefusal, refuse, type SignInRefusal } from './refusal.ts';
import { blamed } from './refused.ts';
import type { Blamed } from './usual-refusals.ts';
import { waitByTimer } from './wait.ts';

export interface SignInOptions {
  /** Default: the first one that the method offers. */
  flow?: Flow | undefined;
  /** Ports of this machine to wait on, in order; default 53170, then 53171. */
  ports?: readonly number[] | undefined;
  /** How long the person may take; default 10 minutes. */
  limitMs?: number | undefined;
  /** Told of what does not end the sign-in: the response of another one, or a second one. */
  onNotice?: ((notice: SignInRefusal) => void) | undefined;
}

/** A sign-in that waits for a person. */
export interface SignIn extends Waiting {
  readonly kind: 'waiting';
  /** How it ended. The listener is gone by then. */
  result: Promise<SignedIn | SignInRefusal>;
  cancel(): void;
}

const usualLimitMs = 10 * 60 * 1000;

/**
 * Begins a sign-in with a browser: authorization code with PKCE, device code, or a page that is polled, as the method's
 * `interactive` says. Nothing is opened and nothing is stored here: show `url`, wait for `result`, test it with
 * `trySignedIn`, then store `secret` and `config`.
 * @example
 * const begun = await beginSignIn({ platform, method: 'oauth-refresh', config, secret: { clientId, clientSecret } }, context);
 * if (begun.kind === 'refusal') return show(begun.what, begun.fix);
 * open(begun.url); // begun.userCode for flow device; begun.paste?.(text) takes an address, a query or a code
 * const ended = await begun.result;
 * if (ended.kind === 'signedIn') store(ended.secret, ended.config);
 */
export async function beginSignIn(
  input: SignInInput,
  context: SignInContext,
  options: SignInOptions = {},
): Promise<SignIn | SignInRefusal> {
  const ending = new Ending(options.onNotice);
  const draft = draftOf(input, context);
  if (isRefusal(draft)) return draft;
  const begun = lacking(draft, options.flow) ?? (await begin(draft, ending, { context, options }));
  if (isRefusal(begun)) {
    ending.end(begun);
    return begun;
  }
  limit(ending, draft, { context, options });
  const cancel = () => ending.end(refuse('Cancelled', 'The sign-in was cancelled.'));
  return { kind: 'waiting', ...begun, result: ending.result, cancel };
}

interface How {
  context: SignInContext;
  options: SignInOptions;
}

function begin(draft: Draft, ending: Ending, { context, options }: How): Promise<Waiting | SignInRefusal> {
  const flow = options.flow ?? flowsOf(draft)[0];
  const wait = context.wait ?? waitByTimer;
  if (flow === 'device') return beginDeviceFlow(draft, ending, wait);
  if (flow === 'poll') return beginPollFlow(draft, ending, wait);
  return beginCodeFlow(draft, ending, options.ports);
}

function flowsOf({ interactive }: Draft): readonly Flow[] {
  return interactive.flows ?? ['code'];
}

/** Refuses what cannot work before anything is sent. */
function lacking(draft: Draft, flow: Flow | undefined): SignInRefusal | undefined {
  const flows = flowsOf(draft);
  const { title } = draft.platform.spec;
  if (flow !== undefined && !flows.includes(flow)) {
    return refuse('NotOffered', `${title} has no sign-in by ${flow}.`, `There is ${flows.join(', ')}.`);
  }
  const chosen = flow ?? flows[0];
  if (chosen === 'poll') return undefined;
  const { client = 'confidential', register } = draft.interactive;
  const missing = (one: Blamed) => ({ problems: blamed([one], draft, { kind: 'missing', what: 'is missing' }) });
  if (draft.client.id === '')
    return {
      ...refuse('InputMissing', 'The id of the registered client is missing.', register),
      ...missing('clientId'),
    };
  if (client === 'confidential' && chosen === 'code' && draft.client.secret === undefined) {
    const what = `${title} needs the secret of the registered client.`;
    return { ...refuse('InputMissing', what, register), ...missing('clientSecret') };
  }
  if (client === 'public' && draft.client.secret !== undefined) {
    return refuse('InputMissing', `${title} takes no client secret for a sign-in.`, 'Remove the client secret.');
  }
  return undefined;
}

function limit(ending: Ending, draft: Draft, { context, options }: How): void {
  const { title } = draft.platform.spec;
  const fix =
    'The platform may show why on its page: the redirect address is not registered, the client is unknown, or an administrator has to approve it.';
  const timer = setTimeout(
    () => ending.end(refuse('TimedOut', `No response came from the sign-in at ${title}.`, fix)),
    options.limitMs ?? usualLimitMs,
  );
  const stop = () => ending.end(refuse('Cancelled', 'The sign-in was cancelled.'));
  context.signal.addEventListener('abort', stop, { once: true });
  ending.onEnd(() => {
    clearTimeout(timer);
    context.signal.removeEventListener('abort', stop);
  });
}
