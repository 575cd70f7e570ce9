import { contains } from '../../text/occurrences.ts';
import { isAssumedHidden } from '../language/hidden-keys.ts';
import type { Names } from '../language/template.ts';
import type { Plan, PlatformMethod } from '../platform.ts';
import type { Session } from './session.ts';

/** Shorter ones are found by accident. */
const leastLength = 6;

type Known = Pick<Plan, 'platform' | 'method' | 'config' | 'requires' | 'secret'>;

/** The values of a Secret that nobody may see: of keys that are writeOnly, and of files that are taken apart. */
export function hiddenValues({ method, secret }: Pick<Plan, 'method' | 'secret'>): string[] {
  const values = Object.entries(secret).filter(([key]) => isHiddenKey(key, method));
  return values.map(([, value]) => value).filter((value) => value.length >= leastLength);
}

/** The values of the Secret, with new ones in place of those that were replaced during the test. */
export function secretOf(names: Names): Record<string, string> {
  return names['secret'] as Record<string, string>;
}

/** What to do where the value of a key came back that may be no secret: nobody has said that it is one. */
export function fixOf(value: string, { plan: { method }, names }: Pick<Session, 'plan' | 'names'>): string | undefined {
  const secret = secretOf(names);
  const key = Object.keys(secret).find((one) => secret[one] === value && isAssumedHidden(one, method));
  if (key === undefined) return undefined;
  return `If everybody may see \`${key}\`, such as a user name, write \`writeOnly: false\` at this key in the Platform; else mend the server.`;
}

/** Whether a method keeps a key hidden. A key that it does not know is neither sent nor shown. */
export function isHiddenKey(key: string, { secret, unpack = [] }: PlatformMethod): boolean {
  const properties = (secret?.['properties'] ?? {}) as Readonly<Record<string, { writeOnly?: boolean }>>;
  if (Object.hasOwn(properties, key)) return properties[key]?.writeOnly === true;
  return unpack.some((file) => file.key === key || Object.hasOwn(file.into, `secret.${key}`));
}

/**
 * Finds values that stand openly somewhere: in the Platform, in the Connection's settings, in a key that is not hidden. To
 * hide one of them, or to say that it was seen, would tell what the secret is.
 */
export function openly({ platform, method, config, requires, secret }: Known): (value: string) => boolean {
  const names = Object.entries(secret).flatMap(([key, value]) => (isHiddenKey(key, method) ? [] : [value]));
  const text = JSON.stringify([config, requires, names]);
  return (value) => {
    const written = JSON.stringify(value).slice(1, -1);
    return contains(text, written) || contains(textOfPlatform(platform.spec), written);
  };
}

const known = new WeakMap<object, string>();

function textOfPlatform(spec: object): string {
  const text = known.get(spec) ?? JSON.stringify(spec);
  known.set(spec, text);
  return text;
}
