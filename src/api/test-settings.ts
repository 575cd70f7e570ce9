import type { ConnectionSpec } from './connection.gen.ts';

type TestSettings = Required<NonNullable<ConnectionSpec['test']>>;

/**
 * `spec.test` with its defaults. The CRD has none: the API server would store them in every Connection, and who owns them.
 * @example testSettingsOf({ test: { interval: '5m' } }) // → { interval: '5m', timeout: '30s', failureThreshold: 3 }
 */
export function testSettingsOf({ test }: Pick<ConnectionSpec, 'test'>): TestSettings {
  return {
    interval: test?.interval ?? '1h',
    timeout: test?.timeout ?? '30s',
    failureThreshold: test?.failureThreshold ?? 3,
  };
}
