import type { PlatformRequestStep } from '../../../api/platform.gen.ts';
import { otherScheme } from '../../engine/other-scheme.ts';
import { blockPage, isOutage, outage } from '../../engine/defaults.ts';
import { ask, type Heard } from '../../engine/exchange.ts';
import { judgeResponse } from '../../engine/judge.ts';
import type { Session } from '../../engine/session.ts';
import { failure, isFailure, type Failure } from '../../failure.ts';
import { holds } from '../../language/expression.ts';
import type { Tested } from './tested.ts';

/** The repetition of a test that passed, if the platform needs one. */
export async function anonymousAfter(session: Session, { step, passed }: Tested): Promise<Failure | undefined> {
  const { anonymous } = session.plan.platform.spec;
  if (!anonymous || !passed.heard) return undefined;
  if (anonymous.when !== undefined && !holds(anonymous.when, passed.heard.bindings)) return undefined;
  if (anonymous.refused !== undefined && holds(anonymous.refused, passed.heard.bindings))
    return indistinct(passed.heard);
  const wasAsked = anonymous.order === 'Before' && session.strangerFailed === undefined;
  if (wasAsked || session.strangerRefused === step) return undefined;
  return repeatWithout(session, { step });
}

/** What holds of the account as well says nothing about strangers. */
function indistinct({ host }: Heard): Failure {
  const about = `${host} responds to the account what the Platform takes for a refusal`;
  return failure('UnexpectedReply', {
    about,
    fix: 'Change `anonymous.refused` of the Platform, so that it is false of a response to an account.',
  });
}

/**
 * The test without the credential. If that is answered as well, a good response proves nothing.
 * @returns a failure if the address is open, or if the platform cannot be asked now; undefined if it refuses.
 */
export async function repeatWithout(
  session: Session,
  { step = firstStep(session), before = false }: { step?: PlatformRequestStep; before?: boolean } = {},
): Promise<Failure | undefined> {
  session.context.trace?.({ kind: 'phase', phase: 'anonymous', step: step.name ?? '' });
  const heard = await ask(step.request, session.asStranger(), { authenticate: false });
  if (isFailure(heard)) {
    // To a sign-in page, or elsewhere, is how web servers send those who have not signed in.
    const sentAway = heard.redirect === 'SignIn' || heard.redirect === 'Elsewhere';
    if (sentAway) session.strangerRefused = step;
    return sentAway ? undefined : heard;
  }
  if (before && failsForStrangers(heard, session)) return undefined;
  if (!before && session.strangerFailed === heard.response.status) session.strangerRefused = step;
  if (session.strangerRefused === step) return undefined;
  if (!isRefused(heard, session)) return openToAnyone(heard, session);
  session.strangerRefused = step;
  return otherSchemeBefore(heard, session);
}

/**
 * Whether the server takes Basic at all is asked before a password is shown, where the repetition would come after: it is
 * not asked again then. An open address is found out later.
 */
export async function schemeBefore(session: Session): Promise<Failure | undefined> {
  const { plan } = session;
  if (!plan.method.credential?.basic || !plan.platform.spec.anonymous) return undefined;
  const step = firstStep(session);
  const heard = await ask(step.request, session.asStranger(), { authenticate: false });
  if (isFailure(heard)) {
    if (heard.redirect === undefined) return heard;
    if (heard.redirect !== 'Other') session.strangerRefused = step;
    return undefined;
  }
  if (failsForStrangers(heard, session)) return undefined;
  if (isOutage(heard.response)) return outage(heard.response, heard.host, session.context.now());
  if (isRefused(heard, session)) session.strangerRefused = step;
  return otherSchemeBefore(heard, session);
}

/** Of a token it is not known before it was shown: many servers take one and do not say so. */
function otherSchemeBefore({ response, host, pages, strange }: Heard, { plan }: Session): Failure | undefined {
  const found = plan.method.credential?.basic ? otherScheme(response, plan, false) : undefined;
  return found && (blockPage(response, { phase: 'test', pages, host }, strange) ?? found);
}

/** How servers fail who do not reckon with strangers; of a gateway or of an outage it would be another. */
const ownFailures = new Set([500, 501]);

/** The credential is tried all the same. If the same comes again where it was good, that is how strangers are refused. */
function failsForStrangers({ response: { status } }: Heard, session: Session): boolean {
  if (!ownFailures.has(status)) return false;
  session.strangerFailed = status;
  return true;
}

function firstStep(session: Session): PlatformRequestStep {
  const step = session.plan.platform.spec.test?.find(({ when }) => when === undefined || holds(when, session.bindings));
  if (!step) throw new Error(`platform ${session.plan.platform.name}: no step of its test can be repeated`);
  return step;
}

/** 404 is how servers hide from strangers what they have. Whether it is there at all, the credential finds out. */
const unclear = new Set([408, 425, 429]);

function isRefused({ response, bindings }: Heard, { plan }: Session): boolean {
  const { refused } = plan.platform.spec.anonymous ?? {};
  if (refused !== undefined) return holds(refused, bindings);
  return response.status >= 400 && response.status < 500 && !unclear.has(response.status);
}

async function openToAnyone(heard: Heard, session: Session): Promise<Failure> {
  const { response, host } = heard;
  const now = session.context.now();
  const at = {
    phase: 'anonymous',
    host,
    fresh: false,
    accepted: false,
    tokenEndpoint: false,
    signed: false,
    now,
  } as const;
  const meaning = response.status >= 400 ? await judgeResponse([], heard, at, session) : undefined;
  if (meaning && 'failure' in meaning) return meaning.failure;
  return failure('UnexpectedReply', { about: `${host} responds without a credential as well` });
}
