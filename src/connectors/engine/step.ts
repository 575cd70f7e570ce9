import { turnOfOthers } from '../../loop/turn.ts';
import type { PlatformFacts, PlatformRequest, PlatformStep } from '../../api/platform.gen.ts';
import { lockoutOf } from '../../api/reasons.ts';
import { failure, isFailure, type Failure } from '../failure.ts';
import { holds, textOf } from '../language/expression.ts';
import type { Account } from '../verdict.ts';
import type { Refused } from '../transport/messages.ts';
import type { Circumstances, Phase } from './defaults.ts';
import { ask, unsaidBindings, type Heard, type How } from './exchange.ts';
import { unexpected } from './expectations.ts';
import { accountIn, isSound } from './facts.ts';
import { judgeResponse, type Judged, type Meaning } from './judge.ts';
import { nameOfStep } from '../language/results.ts';
import { unnamed } from './nobody.ts';
import { fixOf } from './hidden-values.ts';
import { partsIn, withoutParts } from './parts.ts';
import type { Session } from './session.ts';
import { settle } from './settle.ts';
import { showsSecret } from './template-names.ts';

/** A step that was taken and passed. */
export interface Passed {
  /** Undefined if its `when` did not hold, so that nothing was sent. */
  heard?: Heard;
  /** The method that a detection chose. */
  use?: string;
}

export interface Taking {
  phase: Phase;
  /** What is sent, if the step does not say so itself. */
  request?: PlatformRequest;
  how?: Partial<How>;
  /** What the default table has to know besides. */
  at?: Partial<Circumstances>;
  /** Looks at a response before it is judged, for what must not be lost whatever it means. */
  onResponse?(heard: Heard): Promise<Failure | undefined>;
  /** A 401 is not judged: the credential is made anew, and the step taken again. */
  leave401?: boolean;
  /** Takes out of a response that passed what its kind of step is for. */
  onPassed?(heard: Heard): Failure | undefined;
}

/** A failure together with the response it came from, if there was one. */
export interface Failed {
  failure: Failure | Refused;
  heard?: Heard | undefined;
  byRow: boolean;
}

/**
 * Takes a step: `when`, render, send, the first matching row or else the default table, `set`, `expect`, `facts`.
 * The results are kept in the session.
 */
export async function takeStep(step: PlatformStep, session: Session, taking: Taking): Promise<Passed | Failed> {
  if (step.when !== undefined && !holds(step.when, session.bindings)) return {};
  const heard = await sendStep(step, session, taking);
  return 'failure' in heard ? heard : concludeStep(step, heard, session, taking);
}

async function sendStep(step: PlatformStep, session: Session, taking: Taking): Promise<Heard | Failed> {
  const { phase, request = step.request } = taking;
  if (!request) throw new Error('a step without a request');
  session.context.trace?.({ kind: 'phase', phase, step: nameOfStep(step) ?? '' });
  const how = { authenticate: step.authenticate ?? authenticated.has(phase), ...taking.how };
  const heard = await ask(request, session, how);
  if (isFailure(heard)) return { failure: heard, byRow: false };
  if (taking.leave401 && heard.response.status === 401) return { failure: unjudged, heard, byRow: false };
  const lost = await taking.onResponse?.(heard);
  return lost ? { failure: lost, byRow: false } : heard;
}

const unjudged = failure('UnexpectedReply');

async function concludeStep(
  step: PlatformStep,
  heard: Heard,
  session: Session,
  taking: Taking,
): Promise<Passed | Failed> {
  const where = { session, phase: taking.phase };
  const at = { ...circumstances(session, heard, taking), bare: isBare(step, session, taking) };
  const meaning = await judgeResponse(step.replies, heard, at, session);
  // What a row knows is the platform's own word, whatever its status.
  if (meaning.byRow && !isSilence(meaning)) session.context.progress.reached();
  await turnOfOthers();
  const early = 'failure' in meaning ? undefined : taking.onPassed?.(heard);
  if (early) return { failure: early, heard, byRow: false };
  // What a refusal has opened must be ended all the same.
  const lacking = await settle(step, heard, session);
  if ('failure' in meaning) return await refused(step, meaning, heard, where);
  await turnOfOthers();
  const unsettled = lacking ?? (await failedFacts(step, withResults(step, heard, session), where));
  return unsettled ? { failure: unsettled, heard, byRow: false } : { heard, ...use(meaning.use) };
}

function isSilence(meaning: Meaning): boolean {
  return 'failure' in meaning && lockoutOf(meaning.failure.reason) === 'silence';
}

/** Later entries of a step see what its `set` has found. */
function withResults(step: PlatformStep, heard: Heard, { results }: Session): Heard {
  const name = nameOfStep(step);
  if (name === undefined) return heard;
  return { ...heard, bindings: heard.bindings.with({ [name]: results[name] }) };
}

const authenticated: ReadonlySet<Phase> = new Set(['test', 'access', 'probe', 'signOut']);

function use(name: string | undefined): { use?: string } {
  return name === undefined ? {} : { use: name };
}

function circumstances(session: Session, { host, pages }: Heard, { phase, at }: Taking): Circumstances {
  const { issuer } = session;
  return {
    phase,
    host,
    pages,
    issuer: issuer?.host === host ? undefined : issuer?.host,
    ownIssuer: issuer?.own ?? false,
    fresh: session.shown?.known.fresh ?? (phase === 'signIn' && session.accepted),
    accepted: session.accepted,
    tokenEndpoint: false,
    signed: false,
    now: session.context.now(),
    ...at,
  };
}

/** Nothing of the stored credential is in the request, so that no refusal can be of it. */
function isBare({ authenticate, request }: PlatformStep, { signed }: Session, { phase }: Taking): boolean {
  return phase === 'test' && authenticate === false && request !== undefined && !showsSecret(request, signed);
}

interface Where {
  session: Session;
  phase: Phase;
}

/** These say that somebody has signed in, if it is the platform's own row that says so: a bare 403 may be anybody's. */
const afterSignIn = new Set(['PermissionDenied', 'ScopeMissing', 'IdentityMismatch']);

async function refused(
  step: PlatformStep,
  { failure: found, byRow, ofContent }: Judged,
  heard: Heard,
  where: Where,
): Promise<Failed> {
  const { session, phase } = where;
  if (phase !== 'test' || !byRow || heard.response.unasked) return { failure: found, heard, byRow };
  if (afterSignIn.has(found.reason) && (ofContent || session.shown?.confirmed)) session.accept();
  // A refusal after the identity is known keeps it: it tells whose permission is missing.
  const named = session.accepted && step.facts ? await accountOf(step.facts, heard, session) : {};
  const account = named.id === undefined ? undefined : named;
  return { failure: account ? { ...found, account } : found, heard, byRow };
}

/** For a verdict on somebody else, or on what somebody may not: it stands without what may be a credential. */
async function accountOf(facts: PlatformFacts, { bindings }: Heard, session: Session): Promise<Account> {
  return await withoutParts(await accountIn(facts, bindings), session);
}

async function failedFacts(step: PlatformStep, heard: Heard, { session, phase }: Where): Promise<Failure | undefined> {
  const { facts } = step;
  const unsaid = () => unsaidBindings(heard, session, { claimsAreTold: true });
  const mismatch = await unexpected(step, session.plan.config, heard.bindings, unsaid);
  // Somebody of another tenant is somebody.
  const mustName = mismatch && phase === 'test' && session.plan.platform.spec.identity !== 'Unnamed';
  const unsound = facts && (await unsoundIn(facts, heard, { mustName: Boolean(mustName) }));
  if (unsound) return unsound;
  if (mismatch) {
    if (phase === 'test' && !heard.response.unasked) session.accept();
    return facts ? { ...mismatch, account: await accountOf(facts, heard, session) } : mismatch;
  }
  const untold = facts && (await keepFacts(facts, heard, session));
  if (untold) return untold;
  if (phase === 'signIn' && facts?.identified !== undefined) session.accept();
  return undefined;
}

/** Why a response names nobody, as far as its step says how. */
async function unsoundIn(
  facts: PlatformFacts,
  { bindings, host }: Heard,
  { mustName }: { mustName: boolean },
): Promise<Failure | undefined> {
  const sound = await isSound(mustName ? facts : { ...facts, account: {} }, bindings);
  await turnOfOthers();
  return sound ? undefined : unnamed(host, textOf(facts.account?.id, bindings));
}

async function keepFacts(facts: PlatformFacts, heard: Heard, session: Session): Promise<Failure | undefined> {
  const { bindings, host } = heard;
  const account = await accountIn(facts, bindings);
  const [part] = await partsIn(account, session);
  if (part) {
    const fix = fixOf(part.of, session);
    return failure('UnexpectedReply', { about: `${host} returns a part of the credential`, fix });
  }
  await session.facts.add(facts, bindings, () => unsaidBindings(heard, session));
  session.context.trace?.({ kind: 'facts', facts: { ...account } });
  return undefined;
}
