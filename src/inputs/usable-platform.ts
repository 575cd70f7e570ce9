import { group, type PlatformObject } from '../api/resources.ts';
import { registry, validatePlatform } from '../connectors/index.ts';

/** What checking a Platform came to. */
export interface PlatformJudgement {
  reason: string;
  /** Why it cannot be used. */
  refused: string | undefined;
}

/** Whether a Platform object of a cluster can be used. */
export function judgePlatform(object: PlatformObject): PlatformJudgement {
  if (isBuiltIn(object)) return { refused: undefined, reason: 'BuiltIn' };
  if (registry.has(object.metadata.name)) {
    return {
      reason: 'NameReserved',
      refused: `${object.metadata.name} is the name of a built-in platform, which is used in place of this one. Choose another name.`,
    };
  }
  const drivers = [object.spec.driver, ...object.spec.methods.map(({ driver }) => driver)];
  if (drivers.some((driver) => (driver ?? 'http') !== 'http')) {
    return { reason: 'DriverUnknown', refused: 'spec.driver: a platform of your own can have driver http only.' };
  }
  const problems = validatePlatform(object.spec);
  const [first] = problems;
  return first
    ? { reason: first.reason, refused: problems.map(({ message }) => message).join('; ') }
    : { refused: undefined, reason: 'Accepted' };
}

/** Whether the operator published it from its own. */
export function isBuiltIn({ metadata }: PlatformObject): boolean {
  return metadata.labels?.[`${group}/built-in`] === 'true' && registry.has(metadata.name);
}
