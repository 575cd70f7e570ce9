import { conditionOf } from '../api/conditions.ts';
import type { ConnectionCondition, ConnectionStatus } from '../api/connection.gen.ts';
import { apiVersion, group, type Connection } from '../api/resources.ts';
import { recordEvent, type Clock, type KubeClient, type Logger } from '../runtime/index.ts';

export interface TellOptions {
  client: KubeClient;
  clock: Clock;
  log: Logger;
  /** Name of this replica, for its events. */
  instance: string;
}

/** An event and a log line on transitions only, and no event for a first Connected, which is what was expected. */
export async function tellTransition(
  connection: Connection,
  after: ConnectionStatus,
  { signal, ...options }: TellOptions & { signal: AbortSignal },
): Promise<void> {
  const was = conditionOf(connection.status?.conditions, 'Connected');
  const is = conditionOf(after.conditions, 'Connected');
  if (!is || (was?.status === is.status && was.reason === is.reason)) return;
  const { namespace, name } = connection.metadata;
  options.log.info('Connection changed', {
    connection: `${namespace}/${name}`,
    platform: connection.spec.platform,
    connected: is.status,
    reason: is.reason,
  });
  const undecided = is.reason === 'Pending' || is.reason === 'CredentialChanged' || is.reason === 'Suspended';
  const expected = is.status === 'True' && was?.status !== 'False' && !wasRetrying(connection);
  if (!undecided && !expected) await recordTransition(connection, is, options, signal);
}

async function recordTransition(
  { metadata: { namespace = '', name, uid, resourceVersion } }: Connection,
  { status, reason, message }: ConnectionCondition,
  { instance, ...options }: TellOptions,
  signal: AbortSignal,
): Promise<void> {
  const event = {
    regarding: { apiVersion, kind: 'Connection', namespace, name, uid, resourceVersion },
    type: status === 'True' ? ('Normal' as const) : ('Warning' as const),
    reason,
    action: 'Test',
    note: message,
    reportingController: group,
    reportingInstance: instance,
  };
  await recordEvent(options, event, signal);
}

function wasRetrying({ status }: Connection): boolean {
  return status?.state === 'Retrying' || status?.state === 'Failed';
}
