import type { Registry } from 'prom-client';

import type { Clock } from './clock.ts';
import type { Route } from './http-server.ts';

/** True while all is well; one that throws counts as failing. */
export type HealthCheck = () => boolean;

/** 200 while every check is true, else 503 with the names of those that are not; `?verbose` names all of them. */
export function healthRoute(checks: Record<string, HealthCheck>): Route {
  return (query) => {
    const results = Object.entries(checks).map(([name, check]) => ({ name, ok: passes(check) }));
    const ok = results.every((result) => result.ok);
    const shown = query.has('verbose') ? results : results.filter((result) => !result.ok);
    const lines = shown.map((result) => `${result.ok ? '[+]' : '[-]'} ${result.name}\n`);
    return { status: ok ? 200 : 503, body: `${lines.join('')}${ok ? 'ok' : 'failing'}\n` };
  };
}

export function metricsRoute(registry: Registry): Route {
  return async () => ({ status: 200, contentType: registry.contentType, body: await registry.metrics() });
}

/** Fails when the event loop has not run a timer of 1 s for `limitMs`; the timer ends with the signal. */
export function eventLoopHeartbeat(limitMs: number, clock: Clock, signal: AbortSignal): HealthCheck {
  let lastBeatMs = clock.now();
  let cancel: (() => void) | undefined;
  const beat = (): void => {
    lastBeatMs = clock.now();
    cancel = clock.setTimeout(beat, BEAT_MS);
  };
  beat();
  signal.addEventListener('abort', () => cancel?.(), { once: true });
  return () => clock.now() - lastBeatMs < limitMs;
}

const BEAT_MS = 1_000;

/** Fails when a reflector that has been in sync has done nothing, not even tried, for `limitMs`. */
export function watchHeartbeat(
  reflectors: readonly { readonly isSynced: boolean; readonly lastActivityMs: number }[],
  limitMs: number,
  clock: Clock,
): HealthCheck {
  return () => reflectors.every(({ isSynced, lastActivityMs }) => !isSynced || clock.now() - lastActivityMs < limitMs);
}

function passes(check: HealthCheck): boolean {
  try {
    return check();
  } catch {
    return false;
  }
}
