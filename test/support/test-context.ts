import { egressPolicy, resolveByDns, type TestContext } from '../../src/connectors/index.ts';

/** The time it is in tests of the connectors. */
export const testNow = Date.UTC(2026, 10, 23, 12);

/** A context that may dial this machine, with a clock that stands still. */
export function testContext(overrides: Partial<TestContext> = {}): TestContext {
  return {
    signal: new AbortController().signal,
    timeoutMs: 10_000,
    now: () => testNow,
    resolve: resolveByDns,
    egress: egressPolicy({ allow: ['127.0.0.0/8', '::1'] }),
    ...overrides,
  };
}

/** A Secret's keys as they come from Kubernetes. */
export function secretBytes(secret: Readonly<Record<string, string>>): Record<string, Uint8Array> {
  return Object.fromEntries(Object.entries(secret).map(([key, value]) => [key, Buffer.from(value, 'utf8')]));
}
