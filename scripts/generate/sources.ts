import { readdir } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { reasons, type Reason } from '../../src/api/reasons.ts';
import type { Platform } from '../../src/connectors/platform.ts';
import { textOf } from './files.ts';

const platforms = 'src/connectors/platforms';

/** The texts of the files that describe a platform: its own, and what they import of other platforms and `shared`. */
export function sourcesOf({ name }: Platform): Promise<string[]> {
  return withImports(join(platforms, name, 'platform.ts'));
}

/** The texts of its drivers. */
export async function driverSourcesOf(spec: Platform['spec']): Promise<string[]> {
  return (await Promise.all(driversOf(spec).map((driver) => driverSources(driver)))).flat();
}

/** Its own driver, and those of methods that have another. */
export function driversOf({ driver = 'http', methods }: Platform['spec']): string[] {
  return [...new Set([driver, ...methods.map((method) => method.driver ?? driver)])];
}

async function withImports(path: string, seen = new Set<string>()): Promise<string[]> {
  if (seen.has(path)) return [];
  seen.add(path);
  const text = await textOf(path);
  if (text === undefined) return [];
  const beside = [...text.matchAll(/from '(\.[^']+)'/g)].map(([, to]) => normalize(join(dirname(path), to ?? '')));
  const own = beside.filter((to) => to.startsWith(platforms));
  const further: string[] = [];
  // One after the other: which of two that import the same file has it must not depend on the disk.
  for (const to of own) further.push(...(await withImports(to, seen)));
  return [text, ...further];
}

/** Of the driver and of those it builds on. Empty for `http`, whose rules are in docs/reference.md. */
async function driverSources(driver = 'http', seen = new Set(['http'])): Promise<string[]> {
  if (seen.has(driver)) return [];
  seen.add(driver);
  const folder = `src/connectors/drivers/${driver}`;
  const names: string[] = await readdir(folder).catch(() => []);
  const texts = (await Promise.all(names.toSorted().map((name) => textOf(join(folder, name))))).filter(
    (text) => text !== undefined,
  );
  const beside = texts.flatMap((text) => [...text.matchAll(/from '\.\.\/([a-z0-9-]+)\//g)].map(([, name]) => name));
  const further: string[] = [];
  for (const name of beside) further.push(...(await driverSources(name, seen)));
  return [...texts, ...further];
}

/** What the sources say is taken from documents and was not tried: their comments that begin with `unverified:`. */
export function unverifiedIn(sources: readonly string[]): string[] {
  const found = sources.flatMap((text) => [
    ...text.matchAll(/\/\/ ?unverified: *(.+(?:\n\s*\/\/(?! ?unverified:) ?.+)*)/gi),
  ]);
  const facts = found.map(([, fact = '']) => fact.replaceAll(/\n\s*\/\/ ?/g, ' ').trim());
  return [...new Set(facts)];
}

/** The reasons that a driver's sources name. */
export async function reasonsOfDriver(driver: string): Promise<Reason[]> {
  const sources = await driverSources(driver);
  const named = new Set(sources.flatMap((text) => [...text.matchAll(/'([A-Z]\w+)'/g)].map(([, name]) => name)));
  return (Object.keys(reasons) as Reason[]).filter((name) => named.has(name));
}
