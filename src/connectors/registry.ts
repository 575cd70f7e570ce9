import type { Platform, PlatformSpec } from './platform.ts';

/** Every built-in platform, in alphabetical order: one line each. */
const specs: Readonly<Record<string, PlatformSpec>> = {};

export const registry: ReadonlyMap<string, Platform> = new Map(
  Object.entries(specs).map(([name, spec]) => [name, { name, spec }]),
);
