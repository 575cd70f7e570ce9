import type { Plan, ProxySettings } from '../connectors/index.ts';

interface Used {
  plan: Plan;
  proxy?: ProxySettings | undefined;
  /** The refresh token that took the place of the Secret's. */
  refreshToken?: string | undefined;
}

/** Values that no output may have: the Secret's as they are and as they are sent, and what else signs in. */
export function secretStringsOf(secret: Readonly<Record<string, Uint8Array>> = {}, used?: Used): string[] {
  const values = Object.values(secret).map((value) => Buffer.from(value).toString('utf8'));
  const { plan, proxy, refreshToken } = used ?? {};
  const parts = plan ? Object.entries(plan.secret).filter(([key]) => key in secret || isSecret(key, plan)) : [];
  const others = [...parts.map(([, value]) => value), proxy?.password, refreshToken, plan?.identity?.token];
  return [...new Set([...values, ...others.filter((value) => value !== undefined)])];
}

/** Of a file that was taken apart, not every part is one: `service_account` is an ordinary word, and said to be none. */
function isSecret(key: string, { method }: Plan): boolean {
  const properties = (method.secret?.['properties'] ?? {}) as Readonly<Record<string, { writeOnly?: boolean }>>;
  const property = properties[key];
  return property === undefined || property.writeOnly === true;
}
