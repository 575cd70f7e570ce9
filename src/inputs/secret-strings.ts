import { contains } from '../text/occurrences.ts';
import {
  hiddenValues,
  inFull,
  isHiddenKey,
  type Plan,
  type Platform,
  type ProxySettings,
} from '../connectors/index.ts';

interface Used {
  plan: Plan;
  proxy?: ProxySettings | undefined;
  /** The refresh token that took the place of the Secret's. */
  refreshToken?: string | undefined;
}

type Secret = Readonly<Record<string, Uint8Array>>;

/** Values that no log may have: the Secret's as they are and as they are sent, and what else signs in. */
export function secretStringsOf(secret: Secret = {}, used?: Used): string[] {
  const { plan } = used ?? {};
  const values = Object.values(secret).map(textOf);
  // Of a file that was taken apart, not every part is one: `service_account` is an ordinary word, and said to be none.
  const parts = plan ? Object.entries(plan.secret).filter(([key]) => key in secret || isSecret(key, plan)) : [];
  return distinct([...values, ...parts.map(([, value]) => value), ...othersOf(used)]);
}

/**
 * Values that no status may have. The name of the account is in both, so that keys which are said not to be secret do not
 * count, nor what stands in one of them.
 */
export function hiddenStringsOf(secret: Secret = {}, { spec }: Platform, used?: Used): string[] {
  const methods = used ? [used.plan.method] : inFull(spec).methods;
  const isPublic = (key: string) =>
    methods.some((method) => isNamed(key, method.secret)) && !methods.some((method) => isHiddenKey(key, method));
  const shown = Object.entries(secret).flatMap(([key, value]) => (isPublic(key) ? [textOf(value)] : []));
  const kept = used
    ? [...hiddenValues(used.plan), ...othersOf(used)]
    : Object.entries(secret).flatMap(([key, value]) => (isPublic(key) ? [] : [textOf(value)]));
  return distinct(kept).filter((value) => !shown.some((text) => contains(text, value)));
}

function othersOf({ plan, proxy, refreshToken }: Partial<Used> = {}): (string | undefined)[] {
  return [proxy?.password, refreshToken, plan?.identity?.token];
}

function isSecret(key: string, { method }: Plan): boolean {
  return !isNamed(key, method.secret) || isHiddenKey(key, method);
}

function isNamed(key: string, schema: Readonly<Record<string, unknown>> | undefined): boolean {
  return Object.hasOwn(schema?.['properties'] ?? {}, key);
}

function textOf(value: Uint8Array): string {
  return Buffer.from(value).toString('utf8');
}

function distinct(values: readonly (string | undefined)[]): string[] {
  return [...new Set(values.filter((value) => value !== undefined))];
}
