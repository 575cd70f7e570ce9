import { overdueFrom } from '../api/overdue.ts';
import { apiVersion, type Connection } from '../api/resources.ts';
import { isApiError } from '../runtime/index.ts';
import type { At } from './at.ts';
import { fail, ok, warn, type Finding } from './diagnosis.ts';

/** A test lasts up to a minute, and many may be due at a time. */
const lateMs = 120_000;
const mostNamed = 3;

/**
 * Whether the Connections of the namespace are tested when they should be: the plainest sign that the operator is alive.
 * @param refreshMs - as the operator refreshes times
 */
export async function overdueCheck({ client, namespace, nowMs, signal }: At, refreshMs: number): Promise<Finding> {
  const name = 'tests';
  const path = `/apis/${apiVersion}/namespaces/${namespace}/connections`;
  let items: Connection[];
  try {
    ({ items } = await client.list<Connection>(path, { signal }));
  } catch (error) {
    if (!isApiError(error, 403, 404)) throw error;
    return warn(name, `You may not list the Connections of ${namespace}.`);
  }
  if (items.length === 0) return ok(name, `There are no Connections in ${namespace}.`);
  const late = items.filter((item) => isLate(item, nowMs, refreshMs));
  if (late.length === 0) return ok(name, `The Connections of ${namespace} (${items.length}) are tested in time.`);
  const named = late.slice(0, mostNamed).map(({ metadata }) => metadata.name);
  const more = late.length > mostNamed ? ` and ${late.length - mostNamed} more` : '';
  return fail(
    name,
    `${late.length} of ${items.length} Connections of ${namespace} should have been tested by now: ${named.join(', ')}${more}.`,
    'The operator does not run, does not watch this namespace, or has more to do than it can.',
  );
}

/** Whether a Connection should have been tested by now. */
export function isLate({ metadata, spec, status }: Connection, nowMs: number, refreshMs: number): boolean {
  if (spec.suspend || metadata.deletionTimestamp !== undefined) return false;
  if (status?.nextTestTime !== undefined) return nowMs - overdueFrom(status, refreshMs) > lateMs;
  // One that was never looked at says nothing of a next test.
  const isSeen = (status?.conditions ?? []).length > 0;
  return !isSeen && nowMs - Date.parse(metadata.creationTimestamp ?? '') > lateMs;
}
