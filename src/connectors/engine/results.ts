import type { PlatformSpec } from '../../api/platform.gen.ts';
import { nameOfStep, resultsOf } from '../language/results.ts';
import { stepsOf } from '../language/steps.ts';

/** What steps have set, by the name of the step. A name without a value is null. */
export type Results = Record<string, Readonly<Record<string, unknown>>>;

/** The names of all steps of a platform, each with no value yet; those of the probe are together under `probe`. */
export function noResults(spec: PlatformSpec): Results {
  const results: Record<string, Record<string, unknown>> = { probe: {} };
  for (const { step, phase } of stepsOf(spec)) {
    const name = phase === 'probe' ? 'probe' : nameOfStep(step);
    if (name === undefined) continue;
    const names = resultsOf(step);
    results[name] = { ...results[name], ...Object.fromEntries(names.map((key) => [key, null])) };
  }
  return results;
}
