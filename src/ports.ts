import type { Registry } from 'prom-client';
import {
  eventLoopHeartbeat,
  healthRoute,
  metricsRoute,
  startHttpServer,
  watchHeartbeat,
  type Clock,
  type Logger,
  type RunningHttpServer,
} from './runtime/index.ts';
import { crdChecks } from './missing-crds.ts';
import type { Settings } from './settings.ts';
import type { Watches } from './watches.ts';

export interface PortsOptions {
  settings: Settings;
  log: Logger;
  clock: Clock;
  watches: Watches;
  registry: Registry;
  isReady: () => boolean;
  connections: { isBlocked: boolean };
}

const eventLoopLimitMs = 20_000;
const watchLimitMs = 600_000;

/** Serves /livez and /readyz on one port and /metrics on another. @throws where a port cannot be had. */
export async function openPorts(options: PortsOptions, signal: AbortSignal): Promise<RunningHttpServer[]> {
  const { settings, log, clock, watches, registry, isReady, connections } = options;
  const live = {
    eventLoop: eventLoopHeartbeat(eventLoopLimitMs, clock, signal),
    watches: () => watchHeartbeat(watches.all, watchLimitMs, clock)(),
  };
  const key = settings.attemptsKeySecret;
  const counting = key === undefined ? {} : { [`secret ${key}`]: () => !connections.isBlocked };
  const ready = { started: isReady, ...counting, ...crdChecks(watches) };
  const health = { '/livez': healthRoute(live), '/readyz': healthRoute(ready) };
  const common = { log, ...(settings.listen === undefined ? {} : { host: settings.listen }) };
  return [
    await startHttpServer({ ...common, port: settings.healthPort, routes: health }, signal),
    await startHttpServer(
      { ...common, port: settings.metricsPort, routes: { '/metrics': metricsRoute(registry) } },
      signal,
    ),
  ];
}

/** The ports that they listen on. */
export function portsOf(servers: readonly RunningHttpServer[]): { health: number; metrics: number } {
  const [health = 0, metrics = 0] = servers.map(({ address }) => address.port);
  return { health, metrics };
}
