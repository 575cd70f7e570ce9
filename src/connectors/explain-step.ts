import { isJsonObject } from '../api/json-object.ts';
import type { PlatformStep } from '../api/platform.gen.ts';
import { keysOf, objectOf } from './language/schema-keys.ts';
import { nameOfStep } from './language/results.ts';
import { didYouMean } from './language/suggest.ts';
import type { Platform, PlatformMethod, PlatformSpec } from './platform.ts';

/** A step of a Platform, by its path or its name. */
export interface FoundStep {
  path: string;
  phase: 'detect' | 'signIn' | 'signOut' | 'test' | 'access';
  step: PlatformStep;
  /** The method whose step it is, else the one that was asked for. */
  method: PlatformMethod;
}

/** @throws Error that lists the steps, or methods, that there are. */
export function findStep(platform: Platform, wanted: string, ofMethod: string | undefined): FoundStep {
  const method = methodOf(platform, ofMethod);
  const steps = stepsOf(platform.spec, method);
  const found =
    steps.find(({ path, step, method: own }) => own === method && (path === wanted || nameOfStep(step) === wanted)) ??
    steps.find(({ path, step }) => path === wanted || nameOfStep(step) === wanted);
  if (!found) throw new Error(`there is no step ${wanted}; there are ${steps.map(({ path }) => path).join(', ')}`);
  return found;
}

/** Every step that a response can be held against, in the order of a test. */
export function stepsOf(spec: PlatformSpec, chosen = spec.methods[0]!): FoundStep[] {
  const list = (
    name: string,
    phase: FoundStep['phase'],
    steps: readonly PlatformStep[] = [],
    method: PlatformMethod = chosen,
  ) => steps.map((step, index) => ({ path: `${name}[${index}]`, phase, step, method }));
  return [
    ...spec.methods.flatMap((method) => [
      ...list(`${method.name}.detect`, 'detect', method.detect, method),
      ...list(`${method.name}.signIn`, 'signIn', method.signIn, method),
      ...list(`${method.name}.signOut`, 'signOut', method.signOut, method),
    ]),
    ...list('test', 'test', spec.test),
    ...list('access', 'access', spec.access),
  ];
}

function methodOf({ spec }: Platform, name: string | undefined): PlatformMethod {
  const method = spec.methods.find((one) => name === undefined || one.name === name);
  if (!method)
    throw new Error(`there is no method ${name}; there are ${spec.methods.map((one) => one.name).join(', ')}`);
  return method;
}

/**
 * Settings as an expression reads them: with the defaults, and numbers and the like as what they are.
 * @throws Error for a setting that the Platform does not have.
 */
export function withDefaults(config: Readonly<Record<string, unknown>> = {}, spec: PlatformSpec) {
  const { names, isOpen } = keysOf(spec.config, spec);
  const unknown = Object.keys(config).find((name) => !isOpen && !names.has(name));
  if (unknown !== undefined) {
    throw new Error([`there is no setting ${unknown} in spec.config.`, didYouMean(unknown, names)].join(' ').trim());
  }
  const filled: Record<string, unknown> = { ...config };
  for (const [name, property] of Object.entries(objectOf(objectOf(spec.config)['properties']))) {
    if (!isJsonObject(property)) continue;
    const { type, default: usual } = property;
    if (filled[name] === undefined) filled[name] = usual;
    else if (type !== 'string') filled[name] = typed(filled[name]);
  }
  return filled;
}

/** What was entered as text. */
function typed(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value) as unknown;
  } catch {
    return value;
  }
}
