import { apiVersion, type Connection } from '../api/resources.ts';
import type { ConnectionStatus } from '../api/connection.gen.ts';
import { type KubeClient, isApiError } from '../runtime/index.ts';
import { patchStatus } from './guarded-status.ts';
import { joined, type Recorded } from './recorded.ts';

/** What others have sent is counted, too: they share the status with this process. */
export interface Counting {
  /** Whether attempts are kept in statuses. */
  isKept: () => boolean;
  /**
   * Told of a Connection in whose status somebody else has recorded attempts.
   * @param own - what this process writes
   * @returns whether that says all that is known of the credential that it sent last, or is about to send.
   */
  learn: (there: Connection, own: ConnectionStatus) => boolean;
  /** What a status says of attempts, with what is there of others. */
  besideOthers: (own: Recorded | undefined, there: Recorded | undefined) => Recorded | undefined;
}

export interface CountedWrite {
  client: KubeClient;
  counting: Counting;
  connection: Connection;
  /** Written before the credential goes out. */
  isIntent: boolean;
}

interface WrittenStatus {
  status: ConnectionStatus;
  version: string;
}

/**
 * Writes a status with attempts, unless somebody else has recorded others meanwhile: those are counted first, and kept.
 * @returns undefined where the object is gone, or another one by now.
 * @throws where an intent came too late: whether the credential may be sent has to be asked again.
 */
export async function writeCounted(
  { client, counting, connection, isIntent }: CountedWrite,
  status: ConnectionStatus,
  signal: AbortSignal,
): Promise<WrittenStatus | undefined> {
  const { metadata } = connection;
  const path = pathOf(connection);
  const unchanged = { '/status/attempts': connection.status?.attempts ?? null };
  const version = await patchStatus(client, { path, metadata, also: unchanged }, status, signal);
  if (version !== false) return { status, version };
  const there = await found(client, path, signal);
  if (there?.metadata.uid !== metadata.uid || there.metadata.generation !== metadata.generation) return undefined;
  const wasCounted = counting.learn(there, status);
  if (isIntent && !wasCounted) throw new Error('Another operator has recorded a sign-in meanwhile');
  // What this process has entered before is in its status, as it ended, also where it did not hear that it was written.
  const others = counting.besideOthers(undefined, there.status?.attempts);
  const both = { ...status, attempts: joined(others, status.attempts) } as ConnectionStatus;
  const sameVersion = { '/metadata/resourceVersion': there.metadata.resourceVersion };
  const later = await patchStatus(client, { path, metadata, also: sameVersion }, both, signal);
  if (later === false) throw new Error('Another operator writes the same status');
  return { status: both, version: later };
}

export function pathOf({ metadata: { namespace, name } }: Connection): string {
  return `/apis/${apiVersion}/namespaces/${namespace}/connections/${name}`;
}

async function found(client: KubeClient, path: string, signal: AbortSignal): Promise<Connection | undefined> {
  try {
    return await client.get<Connection>(path, { signal });
  } catch (error) {
    if (isApiError(error, 404)) return undefined;
    throw error;
  }
}
