import { statusRefreshMs } from '../api/overdue.ts';
import type { Connection } from '../api/resources.ts';
import type { At } from './at.ts';
import type { Finding } from './diagnosis.ts';
import { findOperators, operatorCheck, renewedAt, type FoundOperator } from './operator-check.ts';
import { isLate } from './overdue-check.ts';

/** In a few words whether the operator is at work, as far as the person can see it. */
export interface OperatorState extends Pick<Finding, 'result' | 'text'> {
  /** When it was last heard of: a Lease was renewed, or a test written; milliseconds since 1970. */
  seen?: number;
}

/** @param connections - those that the person sees: what is written there is the plainest sign of life */
export async function operatorState(connections: Iterable<Connection>, at: At): Promise<OperatorState> {
  const found = await findOperators(at);
  const [checks, renewed] = await Promise.all([
    Promise.all(found.map((operator) => operatorCheck(operator, at))),
    Promise.all(found.map((operator) => renewedAt(operator, at))),
  ]);
  const { tested, late } = lookAt(connections, at.nowMs, found);
  const seen = Math.max(tested, ...renewed.map((time) => time ?? 0));
  const state = stateOf({
    found: found.length,
    stopped: checks.filter(({ result }) => result !== 'ok').length,
    late,
    seen,
  });
  return seen > 0 ? { ...state, seen } : state;
}

function lookAt(connections: Iterable<Connection>, nowMs: number, found: readonly FoundOperator[]) {
  const refreshMs = Math.max(statusRefreshMs, ...found.map((operator) => operator.refreshMs));
  const looked = { tested: 0, late: 0 };
  for (const connection of connections) {
    const time = Date.parse(connection.status?.lastTest?.time ?? '');
    if (time > looked.tested) looked.tested = time;
    if (isLate(connection, nowMs, refreshMs)) looked.late += 1;
  }
  return looked;
}

interface Seen {
  found: number;
  stopped: number;
  late: number;
  seen: number;
}

function stateOf({ found, stopped, late, seen }: Seen): OperatorState {
  if (stopped > 0 && stopped === found) return { result: 'fail', text: 'Operator is not running' };
  if (stopped > 0) return { result: 'fail', text: `${stopped} of ${found} operators not running` };
  if (late > 0) return { result: 'fail', text: late === 1 ? '1 test is overdue' : `${late} tests are overdue` };
  if (found > 0) return { result: 'ok', text: 'Operator is running' };
  // Whoever may not look at Deployments sees what it writes.
  if (seen > 0) return { result: 'ok', text: 'No test is overdue' };
  return { result: 'warn', text: 'Operator not seen' };
}
