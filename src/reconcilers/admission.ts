import { isFailed, isReason, isRefusal, reasons } from '../api/reasons.ts';
import type { Connection } from '../api/resources.ts';
import type { TestContext, Verdict } from '../connectors/index.ts';
import { objectKey, type Clock, type Lane } from '../runtime/index.ts';
import type { Cause } from './connection-state.ts';
import type { Credential } from './credential.ts';
import type { Told } from './ledger-entry.ts';
import type { Answer, Hold, Ledger, Permit } from './lockout.ts';

/** The end of the test that it waits for wakes a key; this is for one that was forgotten. */
const lookAgainMs = 30_000;

export type Admission =
  | (Permit & {
      /** The proxy refuses what it was shown. */
      proxyRefused?: () => void;
    })
  /** Not now, and what is known stands. */
  | { kind: 'wait'; waitMs: number }
  /** Not now; the verdict is what the same credential was answered before. */
  | { kind: 'held'; verdict: Verdict; until: number; isKnown: boolean };

export interface AdmissionOptions {
  ledger: Ledger;
  clock: Clock;
  /** The key waits for its turn again. */
  again: (key: string, lane: Lane) => void;
}

interface Wanted {
  connection: Connection;
  cause: Cause;
  credential: Credential | undefined;
  /** What a proxy on its way is shown. */
  proxy?: Credential | undefined;
  isSuspect: boolean;
}

const free: Permit = { kind: 'go', sent: () => {}, end: () => undefined };

/** Whether the credential of a test may be sent now, and that of the proxy on its way. */
export function admitted(wanted: Wanted, options: AdmissionOptions): Admission {
  const permit = permitted(wanted, options);
  const { proxy, cause } = wanted;
  if (permit.kind !== 'go' || !proxy) return permit;
  const { ledger, clock } = options;
  const asking = askingOf(wanted, options);
  const answer = ledger.proxies.ask(proxy, asking);
  if (answer.kind === 'go') return withProxy(permit, (isRefused) => answer.end(isRefused));
  permit.end(undefined, asking.key);
  if (answer.kind === 'busy') return { kind: 'wait', waitMs: lookAgainMs };
  const { until } = answer;
  if (cause === 'request') return { kind: 'wait', waitMs: until - clock.now() };
  return { kind: 'held', verdict: heldByProxy, until, isKnown: false };
}

/** A test that is given up says nothing of the proxy but what it had heard by then. */
function withProxy(permit: Permit, ended: (isRefused: boolean) => void): Admission {
  let isRefused = false;
  return {
    ...permit,
    proxyRefused: () => (isRefused = true),
    end: (verdict, by) => {
      ended(isRefused);
      return permit.end(verdict, by);
    },
  };
}

/** What a test tells of a credential that may be sent. */
export function toldTo(admission: Admission): Pick<TestContext, 'onSent' | 'onProxyRefused'> {
  if (admission.kind !== 'go') return {};
  return { onSent: () => admission.sent(), onProxyRefused: () => admission.proxyRefused?.() };
}

const heldByProxy: Verdict = {
  outcome: 'inconclusive',
  reason: 'ProxyFailed',
  about: 'it did not accept the user name and password',
  fix: `${reasons.ProxyFailed.action} They are not sent again before \`status.nextTestTime\`.`,
  credential: 'NotSent',
  checks: [{ name: 'Reached', result: 'Failed', reason: 'ProxyFailed' }],
};

function askingOf({ connection, cause }: Wanted, { clock, again }: AdmissionOptions) {
  const key = objectKey(connection);
  return {
    key,
    now: () => clock.now(),
    requested: cause === 'request',
    wake: () => again(key, cause === 'periodic' ? 'periodic' : 'edit'),
  };
}

function permitted(wanted: Wanted, options: AdmissionOptions): Admission {
  const { connection, cause, credential, isSuspect } = wanted;
  if (!credential) return free;
  const { ledger, clock } = options;
  const { key, ...asking } = askingOf(wanted, options);
  const answer = ledger.ask(credential, { key, ...asking, isSuspect });
  if (answer.kind === 'go') return answer;
  if (answer.kind === 'busy') return { kind: 'wait', waitMs: lookAgainMs };
  const { until } = answer;
  const told = answer.told ?? toldBefore(connection, credential, key);
  if (cause === 'request' || (cause === 'periodic' && !answer.told))
    return { kind: 'wait', waitMs: until - clock.now() };
  const verdict = told ? retold(told, key) : delayed(answer);
  return { kind: 'held', verdict, until, isKnown: answer.told !== undefined };
}

const aboutHold: Record<Hold, string> = {
  sent: 'this credential was sent and not accepted',
  intended: 'this credential may have been sent before the operator was ended, and what it was answered is not known',
  values: 'the values of the Secret were sent for this account with other settings and not accepted',
  account: 'five values for it were refused within an hour, and the next ones wait ten minutes each',
};

/** When it may be sent is no part of it: `status.nextTestTime` says so, and a message with a time differs each time. */
function delayed({ why }: Answer & { kind: 'held' }): Verdict {
  const about = aboutHold[why];
  const check = { name: 'Resolved', result: 'Failed', reason: 'TestDelayed' } as const;
  return { outcome: 'inconclusive', reason: 'TestDelayed', about, credential: 'NotSent', checks: [check] };
}

/** What an earlier process was told about the very same credential, by the status that it left. */
function toldBefore({ status }: Connection, { id }: Credential, by: string): Told | undefined {
  const { credential, reason } = status?.lastTest ?? {};
  if (credential !== id || !isReason(reason) || !isRefusal(reason) || !isFailed(reason)) return undefined;
  const check = { name: 'Authenticated', result: 'Failed', reason } as const;
  return { verdict: { outcome: 'failed', reason, credential: 'NotAccepted', checks: [check] }, by };
}

/** What was found out by another Connection, without anything that only its own settings say. */
function retold({ verdict, by }: Told, key: string): Verdict {
  if (verdict.outcome === 'connected') return verdict;
  const { outcome, reason, credential, causes, checks } = verdict;
  const own = by === key ? verdict : ({ outcome, reason, credential, causes, checks } as Verdict & { fix?: string });
  const fix = ('fix' in own ? own.fix : undefined) ?? reasons[reason].action;
  const [namespace, name] = by.split('/');
  const finder = by !== key && key.startsWith(`${namespace}/`) ? ` by Connection \`${name}\`` : '';
  const wait = `The same credential was sent already${finder}; it is not sent again before \`status.nextTestTime\`.`;
  return { ...own, fix: `${fix} ${wait}` } as Verdict;
}
