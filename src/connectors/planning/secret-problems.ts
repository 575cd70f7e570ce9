import type { Problem } from '../../api/problems.ts';
import type { PlatformMethod } from '../platform.ts';

interface Told {
  missing: Problem[];
  invalid: Problem[];
}

/**
 * A part of a file is told by the file's key, which is the one that a person knows. If a part is wrong, the file is of
 * another kind, and what it lacks says no more.
 */
export function tellBySecret(problems: readonly Problem[], method: PlatformMethod, given: readonly string[]): Told {
  const invalid = problems.filter(({ kind }) => kind !== 'missing');
  const wrongFiles = new Set(invalid.map((problem) => fileOf(problem, method, given)?.key));
  const missing = problems.filter((problem) => {
    const file = fileOf(problem, method, given);
    return problem.kind === 'missing' && !(file && wrongFiles.has(file.key));
  });
  const tell = (problem: Problem) => inFile(problem, fileOf(problem, method, given));
  return { missing: joined(missing.map(tell)), invalid: invalid.map(tell) };
}

/** What one file lacks is said in one sentence: a file that lacks all of it is another one than is meant. */
function joined(problems: readonly Problem[]): Problem[] {
  const lacks = Map.groupBy(problems, ({ at, what }) => (what.startsWith('has no ') ? at : what + at));
  return [...lacks.values()].map((all) => {
    const parts = all.map(({ what }) => what.replace(/^has no (.*) in it$/, '$1'));
    return all.length < 2 ? all[0]! : { ...all[0]!, what: `has no ${parts.join(' and no ')} in it` };
  });
}

type File = NonNullable<PlatformMethod['unpack']>[number];

function fileOf({ at }: Problem, { unpack = [] }: PlatformMethod, given: readonly string[]): File | undefined {
  return unpack.find(
    ({ key, into }) => given.includes(key) && at in into && !given.includes(at.slice('secret.'.length)),
  );
}

function inFile(problem: Problem, file: File | undefined): Problem {
  if (!file) return problem;
  const part = file.into[problem.at] ?? '';
  if (problem.kind !== 'missing')
    return { ...problem, at: `secret.${file.key}`, what: `has a wrong \`${part}\` in it, which ${problem.what}` };
  return { at: `secret.${file.key}`, kind: 'missing', what: `has no ${part} in it` };
}

/** Nothing at all was given: one problem says so, and what belongs there. */
export function noSecret({ name, secret, unpack = [] }: PlatformMethod): Problem {
  const keys = (secret?.['required'] ?? []) as string[];
  const files = unpack.map(({ key }) => key);
  const wanted = [keys.join(', '), ...files].filter(Boolean).join(' or ');
  return {
    at: 'spec.secretRef',
    kind: 'missing',
    what: 'is missing',
    hint: wanted === '' ? `method ${name}` : `method ${name} needs a Secret with ${wanted}`,
  };
}

/** In which files the method takes what is missing as well. */
export function filesInstead({ unpack = [] }: PlatformMethod, given: readonly string[]): string[] {
  const files = new Set(unpack.map(({ key }) => key));
  return [...files].some((key) => given.includes(key)) ? [] : [...files];
}
