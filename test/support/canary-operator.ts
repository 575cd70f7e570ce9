import { Writable } from 'node:stream';
import { Registry } from 'prom-client';
import type { ConnectionSpec } from '../../src/api/connection.gen.ts';
import { apiVersion, type Connection } from '../../src/api/resources.ts';
import { connectionMetrics } from '../../src/connection-metrics.ts';
import { egressPolicy, registry as builtIn, type Resolve } from '../../src/connectors/index.ts';
import { RefreshTokenStore } from '../../src/inputs/refresh-tokens.ts';
import { ConnectionReconciler } from '../../src/reconcilers/connection.ts';
import { Ledger } from '../../src/reconcilers/lockout.ts';
import { StatusWriter } from '../../src/reconcilers/status-writer.ts';
import { createLogger, createRedactor, type Clock, type KubeClient, type Logger } from '../../src/runtime/index.ts';

/** The time at which the credentials of the cases are good; nothing becomes due by itself. */
const clock: Clock = { now: () => Date.UTC(2026, 10, 23, 12), random: () => 0.5, setTimeout: () => () => {} };

export interface Surroundings {
  client: KubeClient;
  resolve: Resolve;
  localRoots?: readonly string[] | undefined;
  besides?: Besides | undefined;
}

/** Something that the operator does after a test, in builds that leak. */
export type Besides = (log: Logger, metrics: Registry) => void;

/** What came out of one test of one Connection, apart from what the API server got. */
export interface Said {
  log: string;
  metrics: string;
}

/** A reconciler as the operator has it, for one Connection, with a log of its own. */
export async function runOnce(name: string, spec: ConnectionSpec, surroundings: Surroundings): Promise<Said> {
  const { client, resolve, localRoots = [], besides } = surroundings;
  const metadata = { name, namespace: 'team', uid: name, resourceVersion: '1', generation: 1 };
  const connection = { apiVersion, kind: 'Connection', metadata, spec } as Connection;
  const lines: string[] = [];
  const redactor = createRedactor();
  const stream = new Writable({ write: (chunk, _encoding, done) => (lines.push(String(chunk)), done()) });
  const log = createLogger({ level: 'debug', redact: redactor, stream, clock });
  const metrics = new Registry();
  const platform = builtIn.get(spec.platform);
  const reconciler = new ConnectionReconciler({
    client,
    cache: {
      connection: () => connection,
      metadata: () => 'unknown',
      platform: () => platform && { platform, version: '1' },
    },
    writer: new StatusWriter({ client, clock, log, refreshMs: 0, instance: 'test' }),
    tokens: new RefreshTokenStore({ client, clock, log, instance: 'test' }),
    clock,
    log,
    redactor,
    egress: egressPolicy({ allow: ['127.0.0.0/8'] }),
    localRoots,
    resolveFor: () => resolve,
    pace: { planned: () => true, ended: () => {} },
    again: () => {},
    workloadIdentity: true,
    requireConsent: false,
    ledger: new Ledger(),
    onTested: connectionMetrics(metrics, () => [connection]),
  });
  try {
    await reconciler.reconcile(`team/${name}`, new AbortController().signal);
  } catch (error) {
    // What the queue of the operator does with it.
    log.warn('Cannot finish, trying again', { key: name, error });
  }
  besides?.(log, metrics);
  return { log: lines.join(''), metrics: await metrics.metrics() };
}
