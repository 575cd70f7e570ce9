import type { PlatformFacts, PlatformStep } from '../api/platform.gen.ts';
import { isMadeInTest } from './auth/credential.ts';
import { accountIn, dateIn } from './engine/facts.ts';
import { bindingsOf } from './engine/exchange.ts';
import { isMet } from './engine/expectations.ts';
import { judgeResponse } from './engine/judge.ts';
import { readResponse } from './engine/response.ts';
import { rowsOf } from './engine/rows.ts';
import { Session } from './engine/session.ts';
import { findStep, withDefaults, type FoundStep } from './explain-step.ts';
import { holds, valueOf, type Bindings } from './language/expression.ts';
import { nameOfStep } from './language/results.ts';
import { inOrder } from './language/set-order.ts';
import type { Plan, Platform } from './platform.ts';
import { Marks } from './stages.ts';
import type { HttpResponse } from './transport/messages.ts';
import { egressPolicy } from './transport/egress.ts';

export interface Asked {
  platform: Platform;
  /** `test[0]`, `METHOD.signIn[1]`, `access[0]`, or the name of a step. Default `test[0]`. */
  step?: string | undefined;
  /** Default: that of the step, else the first. */
  method?: string | undefined;
  config?: Readonly<Record<string, unknown>> | undefined;
  requires?: Plan['requires'] | undefined;
  response: HttpResponse;
  /** Milliseconds since 1970. */
  now: number;
}

/** How a step would judge a response. */
export interface Explanation {
  step: string;
  /** In the order in which they are asked; the first that matches decides. */
  rows: { when: string; outcome: string; matches: boolean }[];
  /** What the default table says, if no row matches: a reason, or Passed. */
  otherwise: string;
  /** Each name of `set` and `facts` with the value that is read; undefined has no value. */
  set: Record<string, unknown>;
  /** Each comparison: what the response says, and what it is compared with; undefined is a setting that is not set. */
  expect: { setting: string; says: unknown; wanted: unknown; isMet: boolean }[];
  facts: Record<string, unknown>;
  /** How the step ends: a reason, or Passed. */
  end: string;
  /** What makes it so, if it is neither a row nor the default table. */
  because?: string;
}

/**
 * Holds a response that was recorded against a step of a Platform. Nothing is sent.
 * @throws Error if the platform has no such step.
 * @example await explainResponse({ platform, response: { status: 401, headers: {}, cookies: {}, text: '' }, now: Date.now() })
 */
export async function explainResponse(asked: Asked): Promise<Explanation> {
  const { platform } = asked;
  const config = withDefaults(asked.config, platform.spec);
  const found = findStep(platform, asked.step ?? 'test[0]', asked.method);
  const { path, step } = found;
  const session = sessionOf({ ...asked, config }, found);
  const response = readResponse(asked.response);
  const bindings = bindingsOf(response, session);
  const rows = rowsOf(platform.spec, step.replies).map(({ when, outcome, use }) => ({
    when,
    outcome: outcome ?? (use === undefined ? 'Passed' : `use ${use}`),
    matches: holds(when, bindings),
  }));
  const at = { ...circumstances(found), now: asked.now };
  const meaning = await judgeResponse(
    [],
    { response, bindings, host: at.host, pages: false, strange: false },
    at,
    session,
  );
  const otherwise = 'failure' in meaning ? meaning.failure.reason : 'Passed';
  const set = setBy(step, bindings);
  const after = nameOfStep(step) === undefined ? bindings : bindings.with({ [nameOfStep(step)!]: set });
  const expect = (step.expect ?? []).map((one) => ({
    setting: one.setting,
    says: valueOf(one.is, after),
    wanted: config[one.setting],
    isMet: isMet(one, config[one.setting], after),
  }));
  const read = { step: path, rows, otherwise, set, expect, facts: await factsBy(step.facts, after) };
  return { ...read, ...endOf(read, found, platform) };
}

/** What the default table has to know. */
function circumstances({ path, phase, step, method }: FoundStep) {
  const fresh = phase !== 'signIn' && isMadeInTest(method);
  const accepted = phase === 'access';
  const tokenEndpoint = step.oauth2 !== undefined;
  return { phase, host: `the host of ${path}`, fresh, accepted, tokenEndpoint, signed: false };
}

/** In the order of a step: the row, `set`, who it is, `expect`. */
function endOf(
  { rows, otherwise, set, expect, facts }: Omit<Explanation, 'end'>,
  { step, phase }: FoundStep,
  { spec }: Platform,
): Pick<Explanation, 'end' | 'because'> {
  const outcome = rows.find(({ matches }) => matches)?.outcome ?? otherwise;
  if (outcome !== 'Passed') return { end: outcome };
  const lacking = Object.keys(step.set ?? {}).find((name) => !name.endsWith('?') && isEmpty(set[name]));
  if (lacking !== undefined) return { end: 'UnexpectedReply', because: `\`${lacking}\` of \`set\` has no value` };
  if (facts['identified'] === false) return { end: 'UnexpectedReply', because: '`identified` is not true' };
  const mustName = phase === 'test' && spec.identity !== 'Unnamed' && step.facts?.account?.id !== undefined;
  if (mustName && facts['account.id'] === undefined) {
    return { end: 'UnexpectedReply', because: '`account.id` has no value' };
  }
  const different = expect.find((one) => !one.isMet);
  if (!different) return { end: 'Passed' };
  return { end: 'IdentityMismatch', because: `it is not the \`${different.setting}\` of spec.config` };
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || value === '';
}

function sessionOf({ platform, config = {}, requires = {}, now }: Asked, { method, phase }: FoundStep): Session {
  const plan = { platform, method, config, requires, secret: {}, hosts: [] };
  const session = new Session(plan, {
    signal: new AbortController().signal,
    timeoutMs: 0,
    now: () => now,
    resolve: () => Promise.resolve([]),
    egress: egressPolicy(),
    progress: new Marks(),
  });
  const known = { login: '', claims: null, fresh: isMadeInTest(method) };
  if (phase !== 'detect' && phase !== 'signIn') session.shown = { headers: {}, query: {}, showsSecret: false, known };
  return session;
}

function setBy(step: PlatformStep, bindings: Bindings): Record<string, unknown> {
  const { set = {} } = step;
  const name = nameOfStep(step) ?? '';
  const own: Record<string, unknown> = {};
  for (const [key, source] of inOrder(name, set)) {
    own[key.replace(/\?$/, '')] = valueOf(source, bindings.with({ [name]: own }));
  }
  return own;
}

async function factsBy(facts: PlatformFacts | undefined, bindings: Bindings): Promise<Record<string, unknown>> {
  if (!facts) return {};
  const { identified, grants = {}, expiry } = facts;
  const told = Object.entries(grants).map(([right, source]) => [`grants.${right}`, valueOf(source, bindings)]);
  const account = Object.entries(await accountIn(facts, bindings)).map(([field, value]) => [`account.${field}`, value]);
  return {
    ...Object.fromEntries(account),
    ...(identified === undefined ? {} : { identified: holds(identified, bindings) }),
    ...Object.fromEntries(told),
    ...(expiry === undefined ? {} : { expiry: dateIn(expiry, bindings) }),
  };
}
