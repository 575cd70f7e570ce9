import type { PlatformMethod, PlatformSpec, PlatformStep } from '../../api/platform.gen.ts';
import type { Place } from './walk.ts';

/** Names of steps, each with the names of its results. */
export type StepResults = ReadonlyMap<string, ReadonlySet<string>>;

/** The name under which a step's results are read; an oauth2 step is `token` if it has none. */
export function nameOfStep({ name, oauth2 }: PlatformStep): string | undefined {
  return name ?? (oauth2 ? 'token' : undefined);
}

/** The names that a step gives, those of `set` without their question mark. */
export function resultsOf({ oauth2, sign, set }: PlatformStep): string[] {
  const given = oauth2 ? ['access', 'refresh', 'scope', 'claims'] : sign ? ['jwt'] : [];
  return [...given, ...Object.keys(set ?? {}).map((name) => name.replace(/\?$/, ''))];
}

/** The results that a value may read where it stands. */
export function resultsInScope(spec: PlatformSpec, place: Place): StepResults {
  const found = new Map<string, Set<string>>();
  for (const step of [...stepsBefore(spec, place), ...ownStep(spec, place)]) {
    const name = nameOfStep(step);
    if (name === undefined) continue;
    const results = found.get(name) ?? new Set();
    for (const result of resultsOf(step)) results.add(result);
    found.set(name, results);
  }
  return found;
}

/** A step's own results are known once it is judged, in `set`, `expect` and `facts`. */
function ownStep(spec: PlatformSpec, { step }: Place): PlatformStep[] {
  if (!step || !['set', 'expect', 'facts'].includes(step.field)) return [];
  const own = step.keys.reduce<unknown>((node, key) => (node as Record<string | number, unknown>)[key], spec);
  return [own as PlatformStep];
}

function stepsBefore(spec: PlatformSpec, place: Place): PlatformStep[] {
  const { methods, test = [], access = [] } = spec;
  const method = place.method === undefined ? undefined : methods[place.method];
  const signedIn = methods.flatMap((one) => signInOf(one, methods));
  const index = Number(place.step?.keys.at(-1) ?? 0);
  if (method) return stepsOfMethod(spec, method, { phase: place.phase, index });
  if (place.phase === 'test') return [...signedIn, ...test.slice(0, index)];
  if (place.phase === 'anonymous') return [...signedIn, ...test];
  if (place.phase === 'access') return [...signedIn, ...test, ...access.slice(0, index)];
  return place.phase === 'probe' ? [...signedIn, ...test, ...access] : [];
}

function stepsOfMethod(
  { methods, test = [], access = [] }: PlatformSpec,
  method: PlatformMethod,
  { phase, index }: { phase: Place['phase']; index: number },
): PlatformStep[] {
  const { detect = [], signIn = [], signOut = [] } = method;
  if (phase === 'detect') return detect.slice(0, index);
  if (phase === 'signIn') return [...detectedBy(method, methods), ...signIn.slice(0, index)];
  if (phase === 'credential') return signInOf(method, methods);
  if (phase !== 'signOut') return [];
  return [...signInOf(method, methods), ...test, ...access, ...signOut.slice(0, index)];
}

function signInOf(method: PlatformMethod, methods: readonly PlatformMethod[]): PlatformStep[] {
  return [...detectedBy(method, methods), ...(method.signIn ?? [])];
}

/** Steps of the detections that may have chosen this method. */
function detectedBy(method: PlatformMethod, methods: readonly PlatformMethod[]): PlatformStep[] {
  return method.credential ? methods.flatMap(({ detect = [] }) => detect) : [];
}
