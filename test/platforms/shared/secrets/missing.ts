import type { Row } from '../../../support/http-cases.ts';

/** Without this key the Secret is no good, and nothing is sent. */
export function missing(key: string): Row {
  return {
    kind: 'malformed secret',
    name: `no ${key}`,
    without: [key],
    expect: { reason: 'SecretKeyMissing', about: RegExp(key) },
  };
}

export function missingRows(...keys: string[]): Row[] {
  return keys.map(missing);
}
