import type { PlatformAuth } from '../../api/platform.gen.ts';
import { ask, consult, type Conversation } from '../engine/conversation.ts';
import { defaultMeaning } from '../engine/defaults.ts';
import { holds } from '../engine/expression.ts';
import { isInconclusive } from '../../api/reasons.ts';
import { isFailure, failure, type Failure } from '../failure.ts';

type Detection = NonNullable<PlatformAuth['detect']>;

/**
 * Asks, without the credential, which of the platform's methods signs in, and goes on as if that one had been named.
 * Where the method needs no such question, nothing is asked.
 */
export async function detectMethod(talk: Conversation): Promise<Conversation | Failure> {
  const { detect } = talk.plan.method.auth;
  if (!detect) return talk;
  let host = '';
  for (const step of detect.steps) {
    const found = await ask(talk, step.request);
    if (isFailure(found)) return found;
    host = found.host;
    const said = await consult(step.replies, found, talk);
    if (said !== undefined && said !== 'connected') return said;
    const choice = step.choices.find(({ when }) => holds(when, found.variables));
    if (choice) return withMethod(choice.use, talk);
    const meant = defaultMeaning(found.reply, { host, minted: false, now: talk.channel.context.now() });
    if (meant && passes(meant, found.reply.status)) return meant;
  }
  return failure('Authenticated', 'InvalidConfiguration', { about: nothingFits(host) });
}

/** An outage is told as such; that a reply is none of those that are known is what the next step is for. */
function passes({ reason }: Failure, status: number): boolean {
  return isInconclusive(reason) && (status >= 500 || [408, 425, 429].includes(status));
}

function nothingFits(host: string): string {
  return `${host} offers none of the ways to sign in that can be detected: name one in spec.method`;
}

function withMethod(name: string, talk: Conversation): Conversation {
  const method = talk.plan.platform.spec.methods.find((one) => one.name === name);
  if (!method) throw new Error(`there is no method ${name}`);
  return { ...talk, plan: { ...talk.plan, method } };
}

/** What is wrong with the methods that a detection uses. */
export function unusableChoices({ steps }: Detection, methods: readonly { name: string; auth: PlatformAuth }[]) {
  const names = steps.flatMap(({ choices }) => choices.map(({ use }) => use));
  return [...new Set(names)].filter((use) => !methods.some(({ name, auth }) => name === use && !auth.detect));
}
