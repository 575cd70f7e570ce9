import type { PlatformSpec } from '../api/platform.gen.ts';
import type { Problem } from '../api/problems.ts';
import { group, type PlatformObject } from '../api/resources.ts';
import { refusal, registry, validatePlatform, type Failed } from '../connectors/index.ts';

/** What checking a Platform came to. */
export interface PlatformJudgement {
  reason: string;
  /** Why it cannot be used. */
  refused: string | undefined;
}

/** Whether a Platform object of a cluster can be used. */
export function judgePlatform(object: PlatformObject): PlatformJudgement {
  if (isBuiltIn(object)) return { refused: undefined, reason: 'BuiltIn' };
  if (registry.has(object.metadata.name))
    return { reason: 'NameReserved', refused: nameReserved(object.metadata.name) };
  const [first, ...others] = problemsOf(object.spec);
  if (!first) return { refused: undefined, reason: 'Accepted' };
  return { reason: first.reason, refused: [first, ...others].map(({ message }) => message).join('; ') };
}

export function nameReserved(name: string): string {
  return `${name} is the name of a built-in platform, which is used in place of this one. Choose another name.`;
}

/** Whether the operator published it from its own. */
export function isBuiltIn({ metadata }: PlatformObject): boolean {
  return metadata.labels?.[`${group}/built-in`] === 'true' && registry.has(metadata.name);
}

/** The verdict on a Connection whose Platform is there and cannot be used. @param why - as its own status says it */
export function refusedPlatform(name: string, why: string): Failed {
  return refusal('PlatformNotFound', `${name} is there, but refused: ${why}`, 'Correct the Platform.');
}

/** The same for a Platform of one's own that is at hand; undefined if it can be used. The problems are its, from its `spec`. */
export function refusedSpec(name: string, spec: PlatformSpec): Failed | undefined {
  const found = problemsOf(spec);
  if (found.length === 0) return undefined;
  const problems = found.map(({ path, what, hint }): Problem => {
    return { at: path, kind: 'invalid', what: `is refused: ${[what, hint].filter(Boolean).join('. ')}` };
  });
  return { ...refusedPlatform(name, found.map(({ message }) => message).join('; ')), problems };
}

type Found = Omit<ReturnType<typeof validatePlatform>[number], 'reason'> & { reason: string };

/** All mistakes of a Platform of one's own. */
export function problemsOf(spec: PlatformSpec): Found[] {
  // One from a file has not been held against the schema of the CRD.
  const { driver, methods } = (spec ?? {}) as { driver?: string; methods?: unknown };
  const own = Array.isArray(methods) ? (methods as ({ driver?: string } | null)[]).map((method) => method?.driver) : [];
  const drivers: [string | undefined, string][] = [
    [driver, 'spec.driver'],
    ...own.map((one, index): [string | undefined, string] => [one, `spec.methods[${index}].driver`]),
  ];
  const [, path] = drivers.find(([one]) => (one ?? 'http') !== 'http') ?? [];
  if (path === undefined) return validatePlatform(spec);
  const what = 'a platform of your own can have driver http only';
  return [
    {
      reason: 'DriverUnknown',
      path,
      what,
      hint: `Remove \`driver\`.`,
      message: `${path}: ${what}. Remove \`driver\`.`,
    },
  ];
}
