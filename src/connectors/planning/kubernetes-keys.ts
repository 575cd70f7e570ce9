import type { Problem } from '../../api/problems.ts';
import type { PlatformSpec } from '../platform.ts';

/** Keys that Kubernetes itself prescribes for Secrets of its types, and what a method calls the same. */
const names: Readonly<Record<string, string>> = {
  'ssh-privatekey': 'privateKey',
  'tls.crt': 'certificate',
  'tls.key': 'privateKey',
};

export const kubernetesKeys: readonly string[] = Object.keys(names);

/**
 * A Secret of a type that Kubernetes itself has (`kubernetes.io/ssh-auth`, `kubernetes.io/tls`), in the names that the
 * platform's methods have for its keys. What is there under that name wins.
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#secret-types
 */
export function inOwnNames<T>(secret: Readonly<Record<string, T>>, { methods }: PlatformSpec): Record<string, T> {
  const known = new Set(methods.flatMap((method) => Object.keys(method.secret?.['properties'] ?? {})));
  return Object.fromEntries(
    Object.entries(secret).map(([key, value]) => {
      const own = Object.hasOwn(names, key) && !known.has(key) ? names[key]! : key;
      return [known.has(own) && !Object.hasOwn(secret, own) ? own : key, value];
    }),
  );
}

/**
 * What is wrong, by the names that the keys have in the Secret: a person looks for `tls.key` there, not for `privateKey`.
 * @example withGivenNames({ ...refused, about: 'key `privateKey` of the Secret is encrypted' }, { 'tls.key': bytes })
 */
export function withGivenNames<T extends { problems?: readonly Problem[] | undefined }>(
  refused: T,
  secret: Readonly<Record<string, unknown>>,
): T {
  // Not by the keys of the Secret, which may be a hundred thousand.
  const renamed = kubernetesKeys.filter((key) => Object.hasOwn(secret, key) && !Object.hasOwn(secret, names[key]!));
  if (renamed.length === 0) return refused;
  const named = (text: string) =>
    renamed.reduce((told, key) => told.replaceAll(`\`${names[key]!}\``, `\`${key}\``), text);
  const problems = refused.problems?.map((problem) => {
    const key = renamed.find((other) => problem.at === `secret.${names[other]!}`);
    return { ...problem, ...texts(problem, named), ...(key && { at: `secret.${key}` }) };
  });
  return { ...refused, ...texts(refused, named), ...(problems && { problems }) };
}

function texts<T extends object>(of: T, change: (text: string) => string): Partial<T> {
  const told = Object.entries(of).filter(([name]) => ['about', 'what', 'fix', 'hint'].includes(name));
  return Object.fromEntries(told.map(([name, value]) => [name, value && change(value as string)])) as Partial<T>;
}
