import { conditionOf } from '../api/conditions.ts';
import { testRequestAnnotation, type Connection } from '../api/resources.ts';
import type { ConnectionStatus } from '../api/connection.gen.ts';
import { durationMs } from '../api/duration.ts';
import { wallOf, type Clock } from '../runtime/index.ts';
import type { TestedInputs, TestResult } from './result.ts';
import { latestAt, resumeAt } from './schedule.ts';
import { cut } from './status-boundary.ts';
import { contradictsItself } from './status-consistency.ts';
import type { Denials } from './uncertain.ts';
import { changeSince, type Difference } from './tested-inputs.ts';

/** What is remembered of a Connection between two turns of its key. */
export interface ConnectionState {
  uid: string;
  /** The status that was last written; the watch may still have an older one. */
  status: ConnectionStatus | undefined;
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
  /** By the API server, in a row. */
  denials?: Denials | undefined;
  last: TestResult | undefined;
  /** Until when a test that is due has to wait, because its credential must not be sent yet. */
  waitUntil?: number | undefined;
}

/** Clocks of two machines differ by less. */
const wrongFromMs = 120_000;

export type Cause = 'first' | Difference | 'request' | 'periodic';

export function remember(connection: Connection, clock: Clock): ConnectionState {
  const { status, metadata } = connection;
  return {
    uid: metadata.uid,
    status,
    tested: fromStatus(connection, clock),
    unwritten: undefined,
    digest: undefined,
    noticeAt: undefined,
    last: undefined,
  };
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

/** What of a spec a verdict speaks of. */
export function testedSpecOf({ spec }: Connection): string {
  const { suspend: _suspend, test: _test, displayName: _name, ...rest } = spec;
  return JSON.stringify(rest);
}

/** Whether a suspended connection is not the one any more that the last verdict speaks of, or may not be. */
export function isAnother(state: ConnectionState, connection: Connection, inputs: TestedInputs): boolean {
  const { tested, testedSpec, status } = state;
  if (!tested) return false;
  const change = changeSince(tested.inputs, { ...inputs, generation: tested.inputs.generation });
  if (change === 'secret') return true;
  if (testedSpec !== undefined) return testedSpec !== testedSpecOf(connection);
  return status?.observedGeneration !== connection.metadata.generation;
}

export function intervalMsOf({ spec }: Connection): number {
  return durationMs(spec.test?.interval ?? '1h');
}

/** What a status says of the last test; undefined where there was none, or where somebody else has changed what it says. */
function fromStatus(connection: Connection, clock: Clock): ConnectionState['tested'] {
  const { status = {}, metadata } = connection;
  const { lastTest, consecutiveFailures = 0, lastHandledTestRequest } = status;
  if (lastTest?.generation === undefined || contradictsItself(status)) return undefined;
  const { uid, resourceVersion } = lastTest.secret ?? {};
  const secret = uid !== undefined && resourceVersion !== undefined ? { uid, resourceVersion } : undefined;
  return {
    inputs: {
      uid: metadata.uid,
      generation: lastTest.generation,
      secret,
      dependencies: undefined,
      dependencyDigest: lastTest.dependencies,
    },
    nextAt: nextAtOf(status, intervalMsOf(connection), clock),
    request: lastHandledTestRequest,
    failures: consecutiveFailures,
    inconclusive: lastTest.outcome === 'Inconclusive' ? consecutiveFailures : 0,
    knownGood: conditionOf(status.conditions, 'Connected')?.status === 'True',
  };
}

/** Without a date no test is due only where none is wanted: somebody may have taken it out. */
function nextAtOf({ nextTestTime, lastTest }: ConnectionStatus, intervalMs: number, clock: Clock): number | undefined {
  if (nextTestTime === undefined && intervalMs === 0) return undefined;
  const now = wallOf(clock);
  const testedAt = Date.parse(lastTest?.time ?? '');
  // A test of the future was dated by a clock that was wrong: what it found good is looked at within an interval.
  const isWrong = testedAt > now + wrongFromMs && lastTest?.outcome === 'Connected' && intervalMs > 0;
  const latest = isWrong ? now + intervalMs : latestAt(testedAt, intervalMs);
  const dueAt = Math.min(Date.parse(nextTestTime ?? ''), latest);
  return resumeAt(dueAt, intervalMs, now, clock.random()) - now + clock.now();
}
