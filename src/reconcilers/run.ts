import type { KeyObject } from 'node:crypto';
import type { Connection } from '../api/resources.ts';
import type { EgressPolicy, Resolve, TestContext, testConnection, Verdict } from '../connectors/index.ts';
import type { ColdReads } from '../inputs/cold-reads.ts';
import type { Grants } from '../inputs/grants.ts';
import type { RefreshTokenStore } from '../inputs/refresh-tokens.ts';
import type { Clock, KubeClient, Lane, Logger, Redactor } from '../runtime/index.ts';
import type { Cache } from './cache.ts';
import type { Cause, ConnectionState } from './connection-state.ts';
import type { Ledger } from './lockout.ts';
import type { Pace } from './pace.ts';
import type { Recorded } from './recorded.ts';
import type { TestedInputs } from './result.ts';
import type { Seals } from './seal.ts';

/** One run of a connection whose test is due. */
export interface TestRun {
  connection: Connection;
  state: ConnectionState;
  cause: Cause;
  /** What is tested; the Secret's version becomes that of the body once it is read. */
  inputs: TestedInputs;
  /** Of what is tested, once it is read. */
  content?: string | undefined;
  /** A test that renews a token or writes a file is not given up: the token would be lost, and the file left over. */
  mustEnd?: boolean;
  /** Writes what is about to be sent. Where that fails it must not be sent. */
  intend?: (attempts: Recorded | undefined) => Promise<void>;
  /** Writes the verdict that was withdrawn: what it is on was touched only. */
  giveBack?: () => Promise<void>;
}

/** What processes before this one have sent. */
export interface EarlierAttempts extends Seals {
  /** Of the digests of credentials. */
  readonly key: KeyObject;
  /** Whether that key is there for the process after this one, so that attempts are recorded for it. */
  readonly isKept: boolean;
  /** Whether nothing is tested because that key cannot be had. */
  readonly isBlocked: boolean;
  /** Whether an earlier process may have sent the credential of a Connection without living to say so. */
  isSuspect(uid: string): boolean;
  /** What is known of it is complete. */
  settled(uid: string): void;
  begin(signal: AbortSignal): Promise<void>;
}

export interface TestRunOptions {
  client: KubeClient;
  cache: Cache;
  clock: Clock;
  tokens: RefreshTokenStore;
  redactor: Redactor;
  log: Logger;
  egress: EgressPolicy;
  localRoots: readonly string[];
  /** For the look-ups of one namespace. */
  resolveFor: (namespace: string) => Resolve;
  pace: Pick<Pace, 'planned' | 'ended'>;
  ledger: Ledger;
  /** Default: nothing is known of them, and nothing is kept for later ones. */
  attempts?: EarlierAttempts | undefined;
  /** The key waits for its turn again. */
  again: (key: string, lane: Lane) => void;
  /** Makes the test itself. */
  test?: typeof testConnection;
  /** Whether service accounts may sign in. */
  workloadIdentity: boolean;
  /** Whether Platforms whose host is a setting get no Secret without its owner's word. */
  requireConsent: boolean;
  /** What the operator may read; default: a read tells. */
  grants?: Pick<Grants, 'asked'> | undefined;
  /** Secrets that are listed rather than read one by one. */
  cold?: Pick<ColdReads, 'over'> | undefined;
  /** Whether there are Platforms besides the built-in ones; default true. */
  readPlatforms?: boolean | undefined;
  /** Told of each HTTP request to a platform. */
  onExchange?: TestContext['onExchange'];
  /** Told of every test that ended. */
  onTested: (platform: string, verdict: Verdict, durationMs: number) => void;
}
