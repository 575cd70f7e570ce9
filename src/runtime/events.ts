import { createHash } from 'node:crypto';
import type { KubeClient } from './client.ts';
import { wallOf, type Clock } from './clock.ts';
import type { Logger } from './log.ts';

interface EventRegarding {
  apiVersion: string;
  kind: string;
  /** Absent for a cluster-scoped object, whose events are in the namespace `default`. */
  namespace?: string;
  name: string;
  uid?: string;
  resourceVersion?: string;
}

export interface KubeEvent {
  regarding: EventRegarding;
  type: 'Normal' | 'Warning';
  /** Why, in one UpperCamelCase word. */
  reason: string;
  /** What was done or failed, in one UpperCamelCase word. */
  action: string;
  /** For people; cut at 1,024 bytes. */
  note: string;
  /** A qualified name, as `example.dev/operator`. */
  reportingController: string;
  /** Which process, for instance the pod's name. */
  reportingInstance: string;
  /** What the news is, where several processes may have it: it is told once. */
  news?: string;
}

export interface EventSink {
  client: KubeClient;
  clock: Clock;
  log: Logger;
}

const MAX_NOTE_BYTES = 1_024;
const MAX_NAME_LENGTH = 253;

/**
 * Creates an `events.k8s.io/v1` Event. There is no series and no collapsing: it is meant for transitions, each of
 * which is news. Never throws: an event that cannot be written is logged at debug and lost.
 */
export async function recordEvent(sink: EventSink, told: KubeEvent, signal: AbortSignal): Promise<void> {
  const { client, clock, log } = sink;
  const { news, ...event } = told;
  const namespace = event.regarding.namespace ?? 'default';
  const body = {
    ...event,
    apiVersion: 'events.k8s.io/v1',
    kind: 'Event',
    metadata: {
      namespace,
      name: eventName(event.regarding.name, news === undefined ? chanceOf(clock) : digestOf(news)),
    },
    // MicroTime: six digits of a second.
    eventTime: new Date(wallOf(clock)).toISOString().replace('Z', '000Z'),
    note: cutToBytes(event.note, MAX_NOTE_BYTES),
  };
  try {
    await client.create(`/apis/events.k8s.io/v1/namespaces/${namespace}/events`, body, { signal });
  } catch (error) {
    const { kind, name } = event.regarding;
    log.debug('Event not written', { kind, namespace, object: name, reason: event.reason, error });
  }
}

function eventName(objectName: string, id: string): string {
  const suffix = `.${id}`;
  return objectName.slice(0, MAX_NAME_LENGTH - suffix.length) + suffix;
}

function chanceOf(clock: Clock): string {
  const chance = Math.floor(clock.random() * 2 ** 32).toString(16);
  return `${wallOf(clock).toString(16)}${chance.padStart(8, '0')}`;
}

function digestOf(news: string): string {
  return createHash('sha256').update(news).digest('hex').slice(0, 19);
}

/** Never cuts a character in two. */
function cutToBytes(text: string, maxBytes: number): string {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length <= maxBytes) return text;
  let end = maxBytes - Buffer.byteLength('…');
  while ((bytes[end]! & 0b1100_0000) === 0b1000_0000) end--;
  return `${bytes.toString('utf8', 0, end)}…`;
}
