import type { Row } from '../../support/http-cases.ts';

/** Without each of these keys the Secret is no good, and nothing is sent. */
export function missingRows(...keys: string[]): Row[] {
  return keys.map((key) => ({
    kind: 'malformed secret',
    name: `no ${key}`,
    without: [key],
    expect: { reason: 'SecretKeyMissing', about: RegExp(key) },
  }));
}
