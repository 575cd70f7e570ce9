import type { PlatformSpec, PlatformStep } from '../../api/platform.gen.ts';

/** What steps have set, by the name of the step. A name without a value is null. */
export type Results = Record<string, Readonly<Record<string, unknown>>>;

/** Every step that a Platform has, in the order of its phases. */
export function stepsOf(spec: PlatformSpec): PlatformStep[] {
  const { methods, test = [], access = [] } = spec;
  const ofMethods = methods.flatMap(({ detect = [], signIn = [], signOut = [] }) => [...detect, ...signIn, ...signOut]);
  return [...ofMethods, ...test, ...access];
}

/** @returns the name under which the results of a step can be read; an oauth2 step is `token` if it has none. */
export function nameOfStep({ name, oauth2 }: PlatformStep): string | undefined {
  return name ?? (oauth2 ? 'token' : undefined);
}

/** The names of all steps of a platform, each with no value yet; those of the probe are together under `probe`. */
export function noResults(spec: PlatformSpec): Results {
  const { probe } = spec;
  const results: Record<string, Record<string, unknown>> = {};
  for (const step of stepsOf(spec)) {
    const name = nameOfStep(step);
    if (name === undefined) continue;
    const given = step.oauth2 ? ['access', 'refresh', 'scope', 'claims'] : step.sign ? ['jwt'] : [];
    const names = [...given, ...namesSetBy(step)];
    results[name] = { ...results[name], ...Object.fromEntries(names.map((key) => [key, null])) };
  }
  const ofProbe = Object.values(probe ?? {}).flatMap((step) => (typeof step === 'object' ? namesSetBy(step) : []));
  results['probe'] = Object.fromEntries(ofProbe.map((key) => [key, null]));
  return results;
}

function namesSetBy({ set = {} }: Pick<PlatformStep, 'set'>): string[] {
  return Object.keys(set).map((key) => key.replace(/\?$/, ''));
}
