import { group, type Connection, type ObjectMeta } from '../../api/resources.ts';
import type { KubeClient } from '../../runtime/index.ts';
import type { Detail, HistoryLine } from '../contract.ts';
import { rightsIn } from './rights.ts';
import { rowOf } from './rows.ts';
import { usersOf } from './users.ts';

interface EventObject {
  metadata: ObjectMeta;
  eventTime?: string;
  reason?: string;
  note?: string;
  type?: string;
}

const mostLines = 50;

/** Everything that the page of one Connection shows. */
export async function detailOf(connection: Connection, client: KubeClient, signal: AbortSignal): Promise<Detail> {
  const { namespace = '' } = connection.metadata;
  const [rights, history, usedBy] = await Promise.all([
    rightsIn(namespace, client, signal),
    historyOf(connection, client, signal),
    usersOf(connection, client, signal),
  ]);
  const { status = {} } = connection;
  const detail = { row: rowOf(connection), status, manifest: manifestOf(connection), history, rights };
  return usedBy ? { ...detail, usedBy } : detail;
}

/** The object as one would keep it in Git. */
function manifestOf({ apiVersion, kind, metadata, spec }: Connection): object {
  const { name, namespace, labels, annotations = {} } = metadata;
  const own = Object.entries(annotations).filter(
    ([key]) => !key.startsWith('kubectl.kubernetes.io/') && key !== `${group}/test-requested-at`,
  );
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      namespace,
      ...(labels ? { labels } : {}),
      ...(own.length > 0 ? { annotations: Object.fromEntries(own) } : {}),
    },
    spec,
  };
}

/** Transitions of the conditions and the Events that are still there, the newest first. */
async function historyOf(
  { metadata, status }: Connection,
  client: KubeClient,
  signal: AbortSignal,
): Promise<HistoryLine[]> {
  const query = { fieldSelector: `regarding.uid=${metadata.uid}` };
  const path = `/apis/events.k8s.io/v1/namespaces/${encodeURIComponent(metadata.namespace ?? '')}/events`;
  const events = await client.list<EventObject>(path, { query, signal }).then(
    ({ items }) => items.map(lineOf),
    () => [],
  );
  const connected = status?.conditions?.find(({ type }) => type === 'Connected');
  const since = connected && {
    at: Date.parse(connected.lastTransitionTime),
    reason: connected.reason,
    note: connected.message,
    warning: connected.status !== 'True',
  };
  const isTold = since && events.some(({ at, reason }) => reason === since.reason && Math.abs(at - since.at) < 5000);
  const lines = since && !isTold ? [...events, since] : events;
  return lines.toSorted((a, b) => b.at - a.at).slice(0, mostLines);
}

function lineOf({ metadata, eventTime, reason = '', note = '', type }: EventObject): HistoryLine {
  return { at: Date.parse(eventTime ?? metadata.creationTimestamp ?? ''), reason, note, warning: type === 'Warning' };
}
