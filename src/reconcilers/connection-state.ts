import { conditionOf } from '../api/conditions.ts';
import { testRequestAnnotation, type Connection } from '../api/resources.ts';
import type { ConnectionStatus } from '../api/connection.gen.ts';
import { durationMs } from '../api/duration.ts';
import type { Clock } from '../runtime/index.ts';
import type { TestedInputs, TestResult } from './result.ts';
import { resumeAt } from './schedule.ts';
import { cut } from './status-boundary.ts';
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
  last: TestResult | undefined;
}

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

export function intervalMsOf({ spec }: Connection): number {
  return durationMs(spec.test?.interval ?? '1h');
}

function fromStatus(connection: Connection, clock: Clock): ConnectionState['tested'] {
  const { status, metadata } = connection;
  const { lastTest, nextTestTime, consecutiveFailures = 0, lastHandledTestRequest } = status ?? {};
  if (lastTest?.generation === undefined) return undefined;
  const { uid, resourceVersion } = lastTest.secret ?? {};
  const secret = uid !== undefined && resourceVersion !== undefined ? { uid, resourceVersion } : undefined;
  const now = clock.now();
  return {
    inputs: { uid: metadata.uid, generation: lastTest.generation, secret, dependencies: undefined },
    nextAt:
      nextTestTime === undefined
        ? undefined
        : resumeAt(Date.parse(nextTestTime), intervalMsOf(connection), now, clock.random()),
    request: lastHandledTestRequest,
    failures: consecutiveFailures,
    inconclusive: lastTest.outcome === 'Inconclusive' ? consecutiveFailures : 0,
    knownGood: conditionOf(status?.conditions, 'Connected')?.status === 'True',
  };
}
