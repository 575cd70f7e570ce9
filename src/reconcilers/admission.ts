import { reasons } from '../api/reasons.ts';
import type { Connection } from '../api/resources.ts';
import type { Verdict } from '../connectors/index.ts';
import type { Clock, Lane } from '../runtime/index.ts';
import type { Cause } from './connection-state.ts';
import type { Credential } from './credential.ts';
import type { Answer, Ledger, Permit, Told } from './lockout.ts';
import { unsure } from './uncertain.ts';

/** The end of the test that it waits for wakes a key; this is for one that was forgotten. */
const lookAgainMs = 30_000;

export type Admission =
  | Permit
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
  isSuspect: boolean;
}

const free: Permit = { kind: 'go', sent: () => {}, end: () => undefined };

/** Whether the credential of a test may be sent now. */
export function admitted({ connection, cause, credential, isSuspect }: Wanted, options: AdmissionOptions): Admission {
  if (!credential) return free;
  const { ledger, clock, again } = options;
  const key = `${connection.metadata.namespace}/${connection.metadata.name}`;
  const answer = ledger.ask(credential, {
    key,
    now: () => clock.now(),
    requested: cause === 'request',
    isSuspect,
    wake: () => again(key, cause === 'periodic' ? 'periodic' : 'edit'),
  });
  if (answer.kind === 'go') return answer;
  if (answer.kind === 'busy') return { kind: 'wait', waitMs: lookAgainMs };
  const { told, until } = answer;
  if (cause === 'request' || (cause === 'periodic' && !told)) return { kind: 'wait', waitMs: until - clock.now() };
  const verdict = told ? retold(told, key) : unsure(whyHeld(answer));
  return { kind: 'held', verdict, until, isKnown: told !== undefined };
}

/** When it may be sent is no part of it: `status.nextTestTime` says so, and a message with a time differs each time. */
function whyHeld({ why }: Answer & { kind: 'held' }): string {
  return why === 'account'
    ? 'Five values for this account were refused within an hour: the next ones wait ten minutes each (`status.nextTestTime`), so that the account is not locked.'
    : 'This credential was sent and not accepted: it waits (`status.nextTestTime`), so that the account is not locked.';
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
