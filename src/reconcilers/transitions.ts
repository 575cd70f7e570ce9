import { conditionOf } from '../api/conditions.ts';
import type { ConnectionCondition, ConnectionStatus } from '../api/connection.gen.ts';
import { apiVersion, group, type Connection } from '../api/resources.ts';
import { objectKey, recordEvent, type Clock, type KubeClient, type Logger } from '../runtime/index.ts';

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
  await tellHostKey(connection, after, options, signal);
  const was = conditionOf(connection.status?.conditions, 'Connected');
  const is = conditionOf(after.conditions, 'Connected');
  if (!is || (was?.status === is.status && was.reason === is.reason)) return;
  options.log.info('Connection changed', {
    connection: objectKey(connection),
    platform: connection.spec.platform,
    connected: is.status,
    reason: is.reason,
  });
  const undecided = is.reason === 'Pending' || is.reason === 'CredentialChanged' || is.reason === 'Suspended';
  const expected = is.status === 'True' && was?.status !== 'False' && !wasRetrying(connection);
  if (!undecided && !expected) await recordTransition(connection, is, options, signal);
}

/** A key that nobody has checked is trusted from now on. After a restore without statuses it may be another one. */
async function tellHostKey(
  connection: Connection,
  { hostKey }: ConnectionStatus,
  options: TellOptions,
  signal: AbortSignal,
): Promise<void> {
  const before = connection.status?.hostKey;
  if (!hostKey || (before?.host === hostKey.host && before?.fingerprint === hostKey.fingerprint)) return;
  const { host, fingerprint } = hostKey;
  options.log.warn('A host key is trusted on first use', { connection: objectKey(connection), host, fingerprint });
  const message = `${host} showed the host key ${fingerprint}, which is trusted from now on because it is the first. Compare it with the one of the server, and put it into spec.config.hostKeys.`;
  await recordTransition(connection, { status: 'True', reason: 'HostKeyTrusted', message }, options, signal);
}

async function recordTransition(
  { metadata: { namespace = '', name, uid, resourceVersion } }: Connection,
  { status, reason, message }: Pick<ConnectionCondition, 'status' | 'reason' | 'message'>,
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
