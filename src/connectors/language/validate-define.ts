import type { PlatformSpec } from '../../api/platform.gen.ts';
import { definitions } from './definitions.ts';
import type { Problems } from './problem.ts';
import { reservedNames } from './name-scope.ts';
import { nameOfStep } from './results.ts';
import { ownNamesIn } from './set-order.ts';
import { stepsOf } from './steps.ts';

/** Words of CEL that cannot be read as names. */
const words = new Set(
  'true false null in as break const continue else for function if import let loop package namespace return var void while has filled orElse'.split(
    ' ',
  ),
);

/** The names that a Platform makes: of `define`, of steps, of results. */
export function checkDefinedNames(spec: PlatformSpec, problems: Problems): void {
  checkDefine(spec, problems);
  const defined = definitions(spec);
  for (const { step, path, phase } of stepsOf(spec)) {
    const name = nameOfStep(step);
    if (name !== undefined) checkStepName(name, { path, defined, problems });
    else if (step.set && phase !== 'probe') problems.add('SpecInvalid', path, 'a step with `set` needs a `name`');
    checkCircle(phase === 'probe' ? 'probe' : (name ?? ''), step.set ?? {}, { path, problems });
  }
}

function checkDefine({ define = [] }: PlatformSpec, problems: Problems): void {
  const seen = new Set<string>();
  for (const [index, item] of define.entries()) {
    const names = Object.keys(item);
    const path = `spec.define[${index}]`;
    if (names.length !== 1) problems.add('SpecInvalid', path, 'one name per item, in order');
    for (const name of names) {
      const used = isReserved(name) ? 'belongs to the language' : seen.has(name) ? 'is defined already' : undefined;
      if (used !== undefined)
        problems.add('SpecInvalid', path, `\`${name}\` ${used}`, { hint: 'Choose another name.' });
      seen.add(name);
    }
  }
}

interface StepNameAt {
  path: string;
  defined: ReadonlyMap<string, unknown>;
  problems: Problems;
}

function checkStepName(name: string, { path, defined, problems }: StepNameAt): void {
  if (!/^[a-z][A-Za-z0-9]*$/.test(name)) {
    problems.add('SpecInvalid', `${path}.name`, `\`${name}\` is no name`, {
      hint: 'Use letters and digits, a small letter first.',
    });
  }
  const used = isReserved(name) ? 'belongs to the language' : defined.has(name) ? 'is a name of define' : undefined;
  if (used !== undefined) problems.add('SpecInvalid', path, `\`${name}\` ${used}`, { hint: 'Choose another name.' });
}

function isReserved(name: string): boolean {
  return reservedNames.has(name) || words.has(name);
}

/** Entries of one `set` may use one another, in whatever order they are stored, but not in a circle. */
function checkCircle(
  step: string,
  set: Readonly<Record<string, string>>,
  { path, problems }: { path: string; problems: Problems },
): void {
  const needs = new Map(Object.entries(set).map(([key, source]) => [key.replace(/\?$/, ''), ownNamesIn(source, step)]));
  for (const name of inCircles(needs))
    problems.add('SpecInvalid', `${path}.set.${name}`, `\`${name}\` is made from itself`);
}

/** What is left when everything that needs nothing more is taken away, again and again, and leads back to itself. */
function inCircles(needs: ReadonlyMap<string, readonly string[]>): string[] {
  const left = new Map(needs);
  const neededBy = new Map<string, Set<string>>();
  for (const [name, others] of needs)
    for (const other of others) neededBy.set(other, (neededBy.get(other) ?? new Set()).add(name));
  const isReady = (name: string) => (left.get(name) ?? []).every((other) => !left.has(other));
  const ready = new Set([...needs.keys()].filter(isReady));
  // A set goes on with what is added to it.
  for (const name of ready) {
    left.delete(name);
    for (const other of neededBy.get(name) ?? []) if (isReady(other)) ready.add(other);
  }
  return [...left.keys()].filter((name) => reaches(name, name, left));
}

function reaches(
  from: string,
  to: string,
  needs: ReadonlyMap<string, readonly string[]>,
  seen: Set<string> = new Set(),
): boolean {
  if (seen.has(from)) return false;
  seen.add(from);
  return (needs.get(from) ?? []).some((next) => next === to || reaches(next, to, needs, seen));
}
