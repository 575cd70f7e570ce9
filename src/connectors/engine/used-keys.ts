import type { Plan, PlatformMethod } from '../platform.ts';

/**
 * The values of a Secret that take part in a sign-in, as they are sent. What else is kept in it takes none; of a file that is
 * taken apart its parts do.
 */
export function usedValues({ method, secret }: Pick<Plan, 'method' | 'secret'>): [name: string, value: string][] {
  return Object.entries(secret).filter(([name]) => isUsed(name, method));
}

function isUsed(name: string, { secret, unpack = [] }: PlatformMethod): boolean {
  if (unpack.some(({ key }) => key === name)) return false;
  if (Object.hasOwn(secret?.['properties'] ?? {}, name)) return true;
  return unpack.some(({ into }) => Object.hasOwn(into, `secret.${name}`));
}
