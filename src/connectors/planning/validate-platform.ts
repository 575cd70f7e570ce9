import { driverNames } from '../drivers/index.ts';
import { validatePlatform as validate, type PlatformProblem } from '../language/validate.ts';
import type { PlatformSpec } from '../platform.ts';

export type { PlatformProblem } from '../language/validate.ts';

/**
 * Everything in a Platform that could go wrong later, found before it is used.
 * @returns at most 20 problems, each with the path of its field
 * @example validatePlatform(spec).map(({ message }) => message)
 * // → ['spec.test[0].request.url: no setting `ulr` in spec.config (column 3). Did you mean `url`?']
 */
export function validatePlatform(spec: PlatformSpec): PlatformProblem[] {
  return validate(spec, driverNames);
}
