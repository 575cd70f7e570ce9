import type { DriverContext } from '../../src/connectors/context.ts';
import { egressPolicy, resolveByDns } from '../../src/connectors/index.ts';
import { Marks } from '../../src/connectors/stages.ts';

/** The time it is in tests of the connectors. */
export const testNow = Date.UTC(2026, 10, 23, 12);

/** A context that may dial this machine, with a clock that stands still. */
export function testContext(overrides: Partial<DriverContext> = {}): DriverContext {
  return {
    signal: new AbortController().signal,
    timeoutMs: 10_000,
    now: () => testNow,
    resolve: resolveByDns,
    egress: egressPolicy({ allow: ['127.0.0.0/8', '::1'] }),
    progress: new Marks(),
    ...overrides,
  };
}

/** A Secret's keys as they come from Kubernetes. */
export function secretBytes(secret: Readonly<Record<string, string>>): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(secret).map(([key, value]) => [key, Buffer.from(value, 'utf8')]));
}
