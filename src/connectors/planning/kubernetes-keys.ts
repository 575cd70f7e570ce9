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
