import type { PlatformAnswer, PlatformReply, PlatformRequest } from '../../api/platform.gen.ts';
import { isFailure, failure, type Stage, type Failure } from '../failure.ts';
import { isFailed, isInconclusive } from '../../api/reasons.ts';
import type { Plan } from '../platform.ts';
import { send, type Channel } from '../transport/send.ts';
import { expiryOf } from './account.ts';
import { defaultMeaning } from './defaults.ts';
import { holds, type Variables } from './expression.ts';
import { readReply, type ReadReply } from './reply.ts';
import { buildRequest, type Decoration } from './request.ts';
import { retryAfterMs } from './retry-after.ts';
import type { Scope } from './template.ts';

/** One test's talk with a platform: what is sent is filled in from the plan, what comes back is held against its tables. */
export interface Conversation {
  plan: Plan;
  channel: Channel;
  scope: Scope;
  /** The user name that was sent, '' where none was. */
  login: string;
  /** Whether the token in use was made in this test. */
  minted: boolean;
  /** Claims of the access token where it is a JWT. */
  claims: unknown;
  /** What shows the credential, once signed in. */
  decoration?: Decoration;
}

export function beginConversation(plan: Plan, channel: Channel): Conversation {
  return { plan, channel, scope: scopeOf(plan), login: '', minted: false, claims: null };
}

export function scopeOf({ config, secret, values, requires, identity }: Omit<Plan, 'hosts'>): Scope {
  const path = requires.path === undefined ? {} : { path: requires.path };
  const token = identity?.token === undefined ? {} : { identity: { token: identity.token } };
  return { config, secret, values, session: {}, requires: path, ...token };
}

/** A reply together with what expressions may ask of it. */
export interface Heard {
  reply: ReadReply;
  variables: Variables;
  host: string;
}

export async function ask(talk: Conversation, request: PlatformRequest, extra?: Decoration): Promise<Heard | Failure> {
  const built = buildRequest(request, talk.scope, extra);
  if (isFailure(built)) return built;
  const answer = await send({ ...built, showsCredential: true }, talk.channel, extra?.exchange);
  if (isFailure(answer)) return answer;
  const reply = readReply(answer);
  if (reply.status < 500 && reply.status !== 429 && !reply.html) talk.channel.context.progress.reached();
  return { reply, variables: variablesOf(talk, reply), host: built.url.host };
}

function variablesOf(talk: Conversation, { status, headers, cookies, text, json, xml }: ReadReply): Variables {
  const { plan, login, minted, claims } = talk;
  const { config, values, requires, method } = plan;
  const base = { config, values, requires, method: method.name, session: talk.scope.session };
  const now = Math.floor(talk.channel.context.now() / 1000);
  return { ...base, status, headers, cookies, text, json, xml, login, minted, claims, now };
}

/**
 * What the platform's own table says of a reply: a failure, `'connected'`, or undefined where no row matches.
 * A row with `clockFirst` is believed only when the clocks agree; one with `ask` sends its second request first.
 */
export async function consult(
  table: readonly PlatformReply[] | undefined,
  heard: Heard,
  talk: Conversation,
): Promise<Failure | 'connected' | undefined> {
  const row = table?.find(({ when }) => holds(when, heard.variables));
  if (!row) return undefined;
  if (row.clockFirst) {
    const doubt = clockDoubt(heard.reply, talk.channel.context.now());
    if (doubt) return doubt;
  }
  const answer = row.ask ? await secondStep(row.ask, talk) : undefined;
  if (answer && isFailure(answer)) return { ...answer, rung: 'Authenticated' };
  return meaning(answer ?? row, heard, talk);
}

async function secondStep(
  step: NonNullable<PlatformReply['ask']>,
  talk: Conversation,
): Promise<PlatformAnswer | Failure | undefined> {
  const heard = await ask(talk, step.request, step.credential ? talk.decoration : undefined);
  if (isFailure(heard)) return heard;
  const row = step.replies.find(({ when }) => holds(when, heard.variables));
  if (row) return row;
  const { now } = talk.channel.context;
  const meant = defaultMeaning(heard.reply, { host: heard.host, minted: false, now: now() });
  return meant && ['RateLimited', 'ServiceUnavailable'].includes(meant.reason) ? meant : undefined;
}

function meaning(
  { outcome, causes, retryAt }: PlatformAnswer & Pick<PlatformReply, 'retryAt'>,
  heard: Heard,
  talk: Conversation,
): Failure | 'connected' {
  if (outcome === 'Connected') return 'connected';
  if (!isFailed(outcome) && !isInconclusive(outcome)) throw new Error(`no outcome: ${outcome}`);
  const wait = isInconclusive(outcome)
    ? retryAfterMs(
        heard.reply.headers['retry-after'] ?? expiryOf(retryAt, heard.variables)?.toUTCString(),
        talk.channel.context.now(),
      )
    : undefined;
  const about = aboutOf(outcome, heard);
  return failure(rungOf(outcome, talk), outcome, { causes, retryAfterMs: wait, about });
}

function aboutOf(outcome: string, { host }: Heard): string | undefined {
  if (outcome === 'TargetNotFound') return `what was asked for at ${host}`;
  return outcome === 'UnexpectedReply' ? `from ${host}` : undefined;
}

function rungOf(outcome: string, { minted }: Conversation): Stage {
  if (['PermissionDenied', 'ScopeMissing', 'IdentityMismatch', 'TargetNotFound'].includes(outcome)) return 'Authorized';
  return minted && outcome === 'AccessRefused' ? 'Authorized' : 'Authenticated';
}

const clockToleranceMs = 60_000;

/** A signature is refused by a wrong clock as by a wrong key; the reply's Date tells which clock we have. */
export function clockDoubt(
  { headers }: Pick<ReadReply, 'headers'>,
  now: number,
  toleranceMs = clockToleranceMs,
): Failure | undefined {
  const theirs = Date.parse(headers['date'] ?? '');
  if (Number.isNaN(theirs))
    return failure('Authenticated', 'UnexpectedReply', { about: 'it has no Date header to compare clocks with' });
  return Math.abs(theirs - now) > toleranceMs ? failure('Authenticated', 'ClockSkew') : undefined;
}
