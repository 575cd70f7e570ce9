import { turnOfOthers } from '../loop/turn.ts';
import { apiErrorFromStatus } from './api-error.ts';
import { METADATA_ONLY, type KubeClient } from './client.ts';
import type { Clock } from './clock.ts';
import { Deadline } from './deadline.ts';
import type { KubeObject } from './kube-object.ts';
import { LineSplitter } from './line-splitter.ts';
import type { Query } from './api-transport.ts';
import { skim, type LargeFields } from './skim.ts';

export type WatchEvent<T extends KubeObject> = { type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK'; object: T };

export interface WatchStreamOptions {
  client: KubeClient;
  path: string;
  query: Query;
  metadataOnly: boolean;
  largeFields: LargeFields;
  /** Ends the watch, as the server might have, when nothing has come for so long. */
  inactivityMs: number;
  clock: Clock;
  /** Called when the server has accepted the watch. */
  onOpen: () => void;
}

/**
 * The events of one watch, until the server ends it, nothing comes for too long, or the signal aborts.
 * @throws ApiError (also for an ERROR event), NetworkError, SyntaxError, or undici's error for a cut connection.
 */
export async function* watchStream<T extends KubeObject>(
  options: WatchStreamOptions,
  signal: AbortSignal,
): AsyncGenerator<WatchEvent<T>> {
  const { client, path, query, metadataOnly, clock } = options;
  const deadline = new Deadline(signal, options.inactivityMs, clock);
  try {
    const accept = metadataOnly ? METADATA_ONLY : 'application/json';
    const body = await client.stream(path, { query, accept, signal: deadline.signal });
    options.onOpen();
    const splitter = new LineSplitter();
    for await (const chunk of body) {
      deadline.touch();
      for (const line of splitter.push(chunk)) {
        await turnOfOthers();
        yield parseEvent<T>(line, options);
      }
    }
  } catch (error) {
    if (!deadline.expired) throw error;
  } finally {
    deadline.end();
  }
}

/** In an event the object is in an object. */
const OBJECT_DEPTH = 2;

function parseEvent<T extends KubeObject>(line: string, { path, largeFields }: WatchStreamOptions): WatchEvent<T> {
  const event = JSON.parse(skim(line, OBJECT_DEPTH, largeFields)) as WatchEvent<T> | { type: 'ERROR'; object: unknown };
  if (event.type === 'ERROR') throw apiErrorFromStatus({ method: 'GET', path }, event.object);
  return event;
}
