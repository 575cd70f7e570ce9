import type { PlatformSpec } from '../../api/platform.gen.ts';
import { definitions, responseNames, type Definition } from './definitions.ts';
import { nameOfStep, resultsInScope, resultsOf, type StepResults } from './results.ts';
import { stepsOf } from './steps.ts';
import type { Found } from './walk.ts';

/** Names that belong to the language, and those of their fields that are always the same. */
export const fieldsOfNames: Readonly<Record<string, readonly string[]>> = {
  requires: ['role', 'access', 'path', 'proof'],
  credential: ['login', 'claims', 'fresh'],
  account: ['id', 'name', 'email', 'tenant'],
  serviceAccount: ['token'],
  test: ['id'],
};

export const reservedNames: ReadonlySet<string> = new Set([
  'config',
  'method',
  'probe',
  'secret',
  ...Object.keys(fieldsOfNames),
  ...responseNames,
]);

/** The names that a Platform makes, and where each is known. */
export class NameScope {
  readonly #spec: PlatformSpec;
  readonly #results = new Map<string, StepResults>();
  readonly defined: ReadonlyMap<string, Definition>;
  /** Names of `probe`. */
  readonly probe: ReadonlySet<string>;

  /** Results of steps that have no name, which is a mistake of its own. */
  readonly nameless: ReadonlySet<string>;

  constructor(spec: PlatformSpec) {
    this.#spec = spec;
    this.nameless = new Set(
      stepsOf(spec).flatMap(({ step, phase }) =>
        phase === 'probe' || nameOfStep(step) !== undefined ? [] : resultsOf(step),
      ),
    );
    this.defined = definitions(spec);
    const { when: _, ...steps } = spec.probe ?? {};
    const set = Object.values(steps).flatMap((step) => Object.keys(step?.set ?? {}));
    this.probe = new Set(['name', 'content', ...set.map((name) => name.replace(/\?$/, ''))]);
  }

  /** Results of steps that can be read there. */
  resultsAt(found: Found): StepResults {
    if (!found.names.includes('N')) return new Map();
    const { phase, method, step } = found;
    const key = `${phase} ${method} ${step?.keys.join('.')} ${step?.field}`;
    const known = this.#results.get(key) ?? resultsInScope(this.#spec, found);
    this.#results.set(key, known);
    return known;
  }

  /** Every name that can be read there. */
  namesAt(found: Found): string[] {
    const has = (letter: string) => found.names.includes(letter);
    const inTemplate = found.kind === 'template';
    return [
      'config',
      'requires',
      'method',
      ...this.defined.keys(),
      ...this.resultsAt(found).keys(),
      ...(has('R') ? responseNames : []),
      ...(has('K') ? ['credential'] : []),
      ...(has('A') ? ['account'] : []),
      ...(has('B') ? ['probe'] : []),
      ...(has('S') && inTemplate ? ['secret', 'serviceAccount'] : []),
      ...(inTemplate ? ['test'] : []),
    ];
  }

  /** Path of the first step of that name. */
  pathOfStep(name: string): string | undefined {
    return stepsOf(this.#spec).find(({ step }) => nameOfStep(step) === name)?.path;
  }
}
