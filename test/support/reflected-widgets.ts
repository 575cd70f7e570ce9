import { afterEach, beforeEach } from '@jest/globals';

import { Reflector, type KubeObject, type ReflectorOptions, type WatchEnd } from '../../src/runtime/index.ts';
import { api, client, clock, useFakeApi } from './fake-api-client.ts';
import type { FakeCall } from './fake-api-server.ts';
import { FakeLogger } from './fake-logger.ts';
import { until } from './until.ts';

export interface Widget extends KubeObject {
  spec?: { size: string };
}

/** New for each test of a file that calls `useReflector`. */
export let log: FakeLogger;
export let stop: AbortController;
/** What the listener was told, as `a@1 > a@2`. */
export let changes: string[];
export let ends: WatchEnd[];
export let lists: number;
export let reflector: Reflector<Widget>;
export let running: Promise<void>;

/** Gives each test an API server to play, and stops the reflector that it started by `start`. */
export function useReflector(): void {
  useFakeApi();

  beforeEach(() => {
    log = new FakeLogger();
    stop = new AbortController();
    changes = [];
    ends = [];
    lists = 0;
  });

  afterEach(async () => {
    stop.abort();
    await running;
  });
}

export function start(options: Partial<ReflectorOptions<Widget>> = {}): void {
  reflector = new Reflector<Widget>({
    name: 'widgets',
    client,
    path: '/apis/example.dev/v1/widgets',
    onChange: (before, after) => changes.push(`${label(before)} > ${label(after)}`),
    clock,
    log,
    observe: { listed: () => lists++, watchEnded: (how) => ends.push(how) },
    ...options,
  });
  running = reflector.run(stop.signal);
}

function label(object: Widget | undefined): string {
  return object === undefined ? '-' : `${object.metadata.name}@${object.metadata.resourceVersion}`;
}

export function widget(name: string, resourceVersion: number, more: Partial<Widget['metadata']> = {}): Widget {
  return { metadata: { namespace: 'ns', name, uid: `uid-${name}`, resourceVersion: String(resourceVersion), ...more } };
}

/** Answers a list call with one page. */
export function list(call: FakeCall, resourceVersion: number, items: Widget[], token?: string): void {
  call.json(200, { metadata: { resourceVersion: String(resourceVersion), continue: token }, items });
}

export function bookmark(version: number): object {
  return { type: 'BOOKMARK', object: { metadata: { resourceVersion: String(version) } } };
}

/** Answers the first list and opens the watch that follows. */
export async function startWatching(resourceVersion: number, items: Widget[]): Promise<FakeCall> {
  list(await api.next(), resourceVersion, items);
  const watch = await api.next();
  watch.open();
  return watch;
}

/** After a watch that ended before its time: answers which version there is now, and returns the next call. */
export async function asked(resourceVersion: number): Promise<FakeCall> {
  const call = await api.next();
  if (call.query['limit'] !== '1') throw new Error(`Not asked for the version: ${JSON.stringify(call.query)}`);
  list(call, resourceVersion, []);
  return api.next();
}

/** Whether the reflector waits out an error: its other timers, the limits of a call and a watch, are 60 s or more. */
export const isWaiting = (): boolean => clock.pendingMs.some((ms) => ms <= 30_000);

/** Waits until the reflector waits, and lets that time pass; returns it. */
export async function passBackoff(): Promise<number> {
  await until(isWaiting);
  const [waitMs] = clock.pendingMs;
  await clock.advance(waitMs!);
  return waitMs!;
}
