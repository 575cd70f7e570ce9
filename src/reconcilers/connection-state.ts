import { conditionOf } from '../api/conditions.ts';
import { testRequestAnnotation, type Connection } from '../api/resources.ts';
import type { ConnectionStatus } from '../api/connection.gen.ts';
import { durationMs } from '../api/duration.ts';
import { testSettingsOf } from '../api/test-settings.ts';
import { wallOf, type Clock } from '../runtime/index.ts';
import type { TestedInputs, TestResult } from './result.ts';
import { usablePlatform, type Cache } from './cache.ts';
import { outcomeOf, testedGeneration } from './last-test.ts';
import { withoutImpossible } from './others.ts';
import { sealIn, type Seals } from './seal.ts';
import { credentialHoldMs, latestAt, resumeAt } from './schedule.ts';
import { cut } from './status-boundary.ts';
import { contradictsItself } from './status-consistency.ts';
import type { Denials } from './uncertain.ts';
import { changeSince, testedSpecOf, type Difference } from './tested-inputs.ts';

/** What is remembered of a Connection between two turns of its key. */
export interface ConnectionState {
  uid: string;
  /** When this process first saw it. */
  metAt: number;
  /** The status that was last written; the watch may still have an older one. */
  status: ConnectionStatus | undefined;
  /** It was written by this process. */
  isWritten?: boolean;
  /** What was last tested; after a restart taken from the status. */
  tested: Pick<TestResult, 'inputs' | 'nextAt' | 'request' | 'failures' | 'inconclusive' | 'knownGood'> | undefined;
  /** A verdict whose status could not be written yet. It is not tested again for that. */
  unwritten: TestResult | undefined;
  /** Of the Secret's content that was tested, in this process only. */
  digest: string | undefined;
  /** When CredentialExpiring is to be looked at. */
  noticeAt: number | undefined;
  /** What of the spec the last test was made with; undefined after a restart. */
  testedSpec?: string | undefined;
  /** The status whose verdict was withdrawn last. */
  withdrawn?: ConnectionStatus | undefined;
  /** Somebody else wrote the status that was found. */
  isForged?: boolean;
  /** By the API server, in a row. */
  denials?: Denials | undefined;
  last: TestResult | undefined;
  /** Until when a test that is due has to wait, because its credential must not be sent yet. */
  waitUntil?: number | undefined;
}

/** In this time all that have no seal are tested, so that they do not come at once. */
const unsealedMs = 3_600_000;
/** Clocks of two machines differ by less. */
const wrongFromMs = 120_000;

export type Cause = 'first' | Difference | 'request' | 'periodic';

/** What there is to go by: the clock, and what the Platform allows. */
interface Known {
  clock: Clock;
  /** Default: it allows any number of tests. */
  cache?: Pick<Cache, 'platform'>;
  /** Default: whoever wrote a status is believed. */
  attempts?: Seals | undefined;
}

/** By the status that was found. Others may have written it while no operator ran, so that no date of it puts a test off for longer than the operator would. */
export function remember(connection: Connection, known: Known): ConnectionState {
  const { status, metadata } = connection;
  const isForged = sealIn(connection, known.attempts) === 'other';
  return {
    uid: metadata.uid,
    metAt: known.clock.now(),
    status: status && possible(status, wallOf(known.clock), isForged),
    tested: fromStatus(connection, known),
    unwritten: undefined,
    digest: undefined,
    noticeAt: undefined,
    last: undefined,
    isForged,
  };
}

/**
 * Until this process has tested or written something, the status is what the watch has: whoever restores an object writes
 * its status after it.
 */
export function found(state: ConnectionState, { status }: Connection, now: number): ConnectionState {
  if (!state.tested && state.isWritten !== true) state.status = status && possible(status, now, state.isForged);
  return state;
}

/** Why a test is due now; undefined where none is. */
export function causeOf(
  state: ConnectionState,
  connection: Connection,
  inputs: TestedInputs,
  now: number,
): Cause | undefined {
  const { tested } = state;
  if (!tested) return 'first';
  const change = changeSince(tested.inputs, inputs);
  if (change) return change;
  const request = requestOf(connection);
  if (request !== undefined && request !== tested.request) return 'request';
  return tested.nextAt !== undefined && now >= tested.nextAt ? 'periodic' : undefined;
}

/** As it is echoed: not longer than a status may have it. */
export function requestOf({ metadata }: Connection): string | undefined {
  const request = metadata.annotations?.[testRequestAnnotation];
  return request === undefined ? undefined : cut(request);
}

/** Whether the status says that a verdict was withdrawn, and none in its place. */
export function isWithdrawn({ status }: ConnectionState): boolean {
  return conditionOf(status?.conditions, 'Connected')?.reason === 'CredentialChanged';
}

/** Whether a suspended connection is not the one any more that the last verdict speaks of, or may not be. */
export function isAnother(state: ConnectionState, connection: Connection, inputs: TestedInputs): boolean {
  const { tested, testedSpec, status, isForged } = state;
  if (!tested) return isForged ?? false;
  const change = changeSince(tested.inputs, { ...inputs, generation: tested.inputs.generation });
  if (change === 'secret') return true;
  if (testedSpec !== undefined) return testedSpec !== testedSpecOf(connection);
  return status?.observedGeneration !== connection.metadata.generation;
}

export function intervalMsOf({ spec }: Connection): number {
  return durationMs(testSettingsOf(spec).interval);
}

/** What a status says of the last test; undefined where there was none, or where somebody else has changed what it says. */
function fromStatus(connection: Connection, known: Known): ConnectionState['tested'] {
  const { status = {}, metadata } = connection;
  const { lastTest, lastHandledTestRequest } = status;
  const failures = Math.max(status.consecutiveFailures ?? 0, 0);
  const generation = testedGeneration(status);
  if (!lastTest || generation === undefined || contradictsItself(status)) return undefined;
  const seal = sealIn(connection, known.attempts);
  if (seal === 'other') return undefined;
  if (status.state === 'Suspended' && !connection.spec.suspend) return undefined;
  const { uid, resourceVersion } = lastTest.secret ?? {};
  const secret = uid !== undefined && resourceVersion !== undefined ? { uid, resourceVersion } : undefined;
  return {
    inputs: {
      uid: metadata.uid,
      generation,
      secret,
      dependencies: undefined,
      dependencyDigest: lastTest.dependencies,
    },
    nextAt: seal === 'none' ? soonest(nextAtOf(connection, known), known.clock) : nextAtOf(connection, known),
    request: lastHandledTestRequest,
    failures,
    inconclusive: outcomeOf(status) === 'Inconclusive' ? failures : 0,
    knownGood: conditionOf(status.conditions, 'Connected')?.status === 'True',
  };
}

/** What nobody has sealed, such as a status of an earlier version, is tested once within the hour. */
function soonest(nextAt: number | undefined, clock: Clock): number {
  return Math.min(nextAt ?? Infinity, clock.now() + clock.random() * unsealedMs);
}

/** Without a date no test is due only where none is wanted: somebody may have taken it out. */
function nextAtOf(connection: Connection, { clock, cache }: Known): number | undefined {
  const { status = {} } = connection;
  const { nextTestTime, lastTest } = status;
  const intervalMs = intervalMsOf(connection);
  if (nextTestTime === undefined && intervalMs === 0) return undefined;
  const now = wallOf(clock);
  const testedAt = Date.parse(lastTest?.time ?? '');
  const isGood = outcomeOf(status) === 'Connected';
  const budget = usablePlatform(cache?.platform(connection.spec.platform))?.spec.budget;
  // A test of the future was dated by a clock that was wrong, or by somebody else.
  const isWrong = testedAt > now + wrongFromMs;
  const shortest = isGood && intervalMs > 0 ? intervalMs : Math.max(intervalMs, credentialHoldMs);
  const latest = isWrong ? now + shortest : latestAt(testedAt, { intervalMs, isGood, budget });
  const dueAt = Math.min(Date.parse(nextTestTime ?? ''), latest);
  return resumeAt(dueAt, intervalMs, now, clock.random()) - now + clock.now();
}

/**
 * Without attempts that are dated further ahead than any clock: they would hold a test back after each restart. Of what
 * somebody else wrote, nobody knows since when it is so.
 */
function possible(status: ConnectionStatus, now: number, isForged = false): ConnectionStatus {
  const { attempts, ...rest } = isForged ? sinceNow(status, now) : status;
  const kept = withoutImpossible(attempts, now);
  if (kept === attempts && !isForged) return status;
  return kept ? { ...rest, attempts: kept } : rest;
}

function sinceNow(status: ConnectionStatus, now: number): ConnectionStatus {
  const lastTransitionTime = new Date(now).toISOString().replace(/\.\d+Z$/, 'Z');
  const conditions = status.conditions?.map((one) => ({ ...one, lastTransitionTime }));
  return conditions ? { ...status, conditions } : status;
}
