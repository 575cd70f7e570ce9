import type { PlatformFacts, PlatformStep } from '../api/platform.gen.ts';
import { accountIn, dateIn } from './engine/facts.ts';
import { bindingsOf } from './engine/exchange.ts';

import { judgeResponse } from './engine/judge.ts';
import { readResponse } from './engine/response.ts';
import { rowsOf } from './engine/rows.ts';
import { Session } from './engine/session.ts';
import { holds, valueOf, type Bindings } from './language/expression.ts';
import { nameOfStep } from './language/results.ts';
import { inOrder } from './language/set-order.ts';
import type { Plan, Platform, PlatformMethod } from './platform.ts';
import { Marks } from './stages.ts';
import type { HttpResponse } from './transport/send.ts';
import { egressPolicy } from './transport/egress.ts';

export interface Asked {
  platform: Platform;
  /** `test[0]`, `METHOD.signIn[1]`, `access[0]`, or the name of a step. Default `test[0]`. */
  step?: string | undefined;
  /** Default: the first. */
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
  /** Each name of `set`, `expect` and `facts` with the value that is read; undefined has no value. */
  set: Record<string, unknown>;
  expect: Record<string, unknown>;
  facts: Record<string, unknown>;
}

/**
 * Holds a response that was recorded against a step of a Platform. Nothing is sent.
 * @throws Error if the platform has no such step.
 * @example await explainResponse({ platform, response: { status: 401, headers: {}, cookies: {}, text: '' }, now: Date.now() })
 */
export async function explainResponse(asked: Asked): Promise<Explanation> {
  const { platform, now } = asked;
  const [name, step] = findStep(platform, asked.step ?? 'test[0]');
  const session = sessionOf(asked, methodOf(platform, asked.method));
  const response = readResponse(asked.response);
  const bindings = bindingsOf(response, session);
  const rows = rowsOf(platform.spec, step.replies).map(({ when, outcome, use }) => ({
    when,
    outcome: outcome ?? (use === undefined ? 'Passed' : `use ${use}`),
    matches: holds(when, bindings),
  }));
  const phase = name.startsWith('access') ? 'access' : name.includes('signIn') ? 'signIn' : 'test';
  const tokenEndpoint = step.oauth2 !== undefined;
  const at = { phase, host: 'the host', fresh: false, accepted: false, tokenEndpoint, signed: false, now } as const;
  const meaning = await judgeResponse([], { response, bindings, host: at.host }, at, session);
  const otherwise = 'failure' in meaning ? meaning.failure.reason : 'Passed';
  const own = setBy(step, bindings);
  const after = nameOfStep(step) === undefined ? bindings : bindings.with({ [nameOfStep(step)!]: own });
  const expect = Object.fromEntries((step.expect ?? []).map(({ setting, is }) => [setting, valueOf(is, after)]));
  return { step: name, rows, otherwise, set: own, expect, facts: factsBy(step.facts, after) };
}

function findStep({ spec }: Platform, wanted: string): [string, PlatformStep] {
  const lists: [string, readonly PlatformStep[]][] = [
    ...spec.methods.flatMap(({ name, detect = [], signIn = [], signOut = [] }): [string, readonly PlatformStep[]][] => [
      [`${name}.detect`, detect],
      [`${name}.signIn`, signIn],
      [`${name}.signOut`, signOut],
    ]),
    ['test', spec.test ?? []],
    ['access', spec.access ?? []],
  ];
  const steps = lists.flatMap(([list, items]) => items.map((step, index) => [`${list}[${index}]`, step] as const));
  const found = steps.find(([path, step]) => path === wanted || nameOfStep(step) === wanted);
  if (!found) throw new Error(`there is no step ${wanted}; there are ${steps.map(([path]) => path).join(', ')}`);
  return [found[0], found[1]];
}

function methodOf({ spec }: Platform, name: string | undefined): PlatformMethod {
  const method = spec.methods.find((one) => name === undefined || one.name === name);
  if (!method)
    throw new Error(`there is no method ${name}; there are ${spec.methods.map((one) => one.name).join(', ')}`);
  return method;
}

function sessionOf({ platform, config = {}, requires = {}, now }: Asked, method: PlatformMethod): Session {
  const plan = { platform, method, config, requires, secret: {}, hosts: [] };
  return new Session(plan, {
    signal: new AbortController().signal,
    timeoutMs: 0,
    now: () => now,
    resolve: () => Promise.resolve([]),
    egress: egressPolicy(),
    progress: new Marks(),
  });
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

function factsBy(facts: PlatformFacts | undefined, bindings: Bindings): Record<string, unknown> {
  if (!facts) return {};
  const { identified, grants = {}, expiry } = facts;
  const told = Object.entries(grants).map(([right, source]) => [`grants.${right}`, valueOf(source, bindings)]);
  const account = Object.entries(accountIn(facts, bindings)).map(([field, value]) => [`account.${field}`, value]);
  return {
    ...Object.fromEntries(account),
    ...(identified === undefined ? {} : { identified: holds(identified, bindings) }),
    ...Object.fromEntries(told),
    ...(expiry === undefined ? {} : { expiry: dateIn(expiry, bindings) }),
  };
}
