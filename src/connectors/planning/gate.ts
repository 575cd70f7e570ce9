import type { Problem } from '../../api/problems.ts';
import type { PlatformMethod, PlatformSpec } from '../platform.ts';
import { excess } from './sizes.ts';

const settingsRoom = { bytes: 64 * 1024, depth: 16, values: 1000 };
const secretBytes = 1024 * 1024;
/** Characters of a value whose schema allows no more. */
const valueLength = 64 * 1024;
/** Keys that are looked at: those that a method knows, and a few that may be one of them by another name. */
const keys = 64;

/** Why settings are too large to be looked at. */
export function settingsExcess(config: Readonly<Record<string, unknown>> = {}): Problem | undefined {
  const about = excess(config, settingsRoom);
  if (about === undefined) return undefined;
  const own = Object.keys(config)
    .slice(0, settingsRoom.values)
    .find((name) => excess(config[name], settingsRoom) !== undefined);
  return { at: own === undefined ? 'spec.config' : `spec.config.${own.slice(0, 80)}`, kind: 'invalid', what: about };
}

type Bytes = Readonly<Record<string, Uint8Array>>;

/** Why a Secret is too large to be looked at. */
export function secretExcess(secret: Bytes): Problem | undefined {
  const sizes = Object.values(secret).map(({ byteLength }) => byteLength);
  const all = sizes.reduce((sum, size) => sum + size, 0);
  return all > secretBytes ? { at: 'secret', kind: 'invalid', what: 'is too large: at most 1 MiB' } : undefined;
}

/** The part of a Secret that is looked at. */
export function consideredKeys(secret: Bytes, { methods }: PlatformSpec): Bytes {
  const all = Object.entries(secret);
  if (all.length <= keys) return secret;
  const known = new Set(methods.flatMap(knownKeys));
  const [own, strange] = [all.filter(([key]) => known.has(key)), all.filter(([key]) => !known.has(key))];
  return Object.fromEntries([...own, ...strange].slice(0, Math.max(keys, own.length)));
}

function knownKeys({ secret, unpack = [] }: PlatformMethod): string[] {
  return [...Object.keys(secret?.['properties'] ?? {}), ...unpack.map(({ key }) => key)];
}

/** Values that are longer than any that the method could take. */
export function valueExcess(secret: Readonly<Record<string, string>>, method: PlatformMethod): Problem[] {
  const properties = (method.secret?.['properties'] ?? {}) as Record<string, { maxLength?: number }>;
  return knownKeys(method).flatMap((key): Problem[] => {
    const most = Math.max(properties[key]?.maxLength ?? 0, valueLength);
    if ((secret[key]?.length ?? 0) <= most) return [];
    return [{ at: `secret.${key}`, kind: 'invalid', what: `must have at most ${most} characters` }];
  });
}
