import type { PlatformMethod } from '../platform.ts';

interface Problems {
  missing: string[];
  invalid: string[];
}

/**
 * Which of a Secret's problems are of something that is not there. A part of a file is told by the file's key, which is
 * the one that a person knows; where a part is wrong, the file is of another kind, and what it lacks says no more.
 */
export function sortProblems(problems: readonly string[], method: PlatformMethod, secret: object): Problems {
  const fileOf = (problem: string) =>
    method.unpack?.find(({ key, into }) => key in secret && `secret.${problem.split(' ')[0]}` in into)?.key;
  const told = (problem: string) => [fileOf(problem), problem].filter((part) => part !== undefined).join(': ');
  const isMissing = (problem: string) => /^\S+ is (missing|empty)/.test(problem);
  const invalid = problems.filter((problem) => !isMissing(problem));
  const wrongFiles = new Set(invalid.map(fileOf).filter((file) => file !== undefined));
  const missing = problems.filter((problem) => isMissing(problem) && !wrongFiles.has(fileOf(problem) ?? ''));
  return { missing: missing.map(told), invalid: invalid.map(told) };
}

/** In which file the method takes what is missing as well, and which keys the Secret has that it does not know. */
export function otherKeys(method: PlatformMethod, given: readonly string[]): string {
  const files = (method.unpack ?? []).map(({ key }) => key);
  const known = new Set([...files, ...Object.keys(method.secret?.['properties'] ?? {})]);
  const unknown = given.filter((key) => !known.has(key)).slice(0, 5);
  const isFile = files.length > 0 && !files.some((key) => given.includes(key));
  return [
    isFile ? `, which takes them in ${files.join(' or ')} too` : '',
    unknown.length > 0 ? `; it does not know ${unknown.join(', ')}` : '',
  ].join('');
}
