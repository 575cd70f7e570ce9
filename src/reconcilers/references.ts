import type { Connection } from '../api/resources.ts';

export type ReferenceKind = 'Secret' | 'ConfigMap' | 'ServiceAccount' | 'Platform';

/** Which Connections use a Secret, a ConfigMap, a ServiceAccount or a Platform: kept by every change, so that nothing is ever scanned. */
export class References {
  readonly #users = new Map<string, Set<string>>();
  readonly #targets = new Map<string, string[]>();

  /**
   * Tells of a Connection as it is now, or that it is gone.
   * @returns the names of the Platforms that it began or ceased to use.
   */
  update(key: string, connection: Connection | undefined): string[] {
    const before = this.#targets.get(key) ?? [];
    const after = connection ? targetsOf(connection) : [];
    for (const target of before) if (!after.includes(target)) this.#remove(target, key);
    for (const target of after) if (!before.includes(target)) this.#add(target, key);
    if (connection) this.#targets.set(key, after);
    else this.#targets.delete(key);
    const changed = [
      ...before.filter((target) => !after.includes(target)),
      ...after.filter((target) => !before.includes(target)),
    ];
    return changed.flatMap((target) => (target.startsWith('Platform:') ? [target.slice('Platform:'.length)] : []));
  }

  /** Keys of the Connections that use it. @param name - `namespace/name`, or `name` of a Platform */
  usersOf(kind: ReferenceKind, name: string): Iterable<string> {
    return this.#users.get(`${kind}:${name}`) ?? [];
  }

  countOf(kind: ReferenceKind, name: string): number {
    return this.#users.get(`${kind}:${name}`)?.size ?? 0;
  }

  #add(target: string, key: string): void {
    const users = this.#users.get(target) ?? new Set();
    this.#users.set(target, users.add(key));
  }

  #remove(target: string, key: string): void {
    const users = this.#users.get(target);
    users?.delete(key);
    if (users?.size === 0) this.#users.delete(target);
  }
}

function targetsOf({ metadata: { namespace }, spec }: Connection): string[] {
  const ca = spec.tls?.caRef;
  const targets = [`Platform:${spec.platform}`];
  if (spec.secretRef) targets.push(`Secret:${namespace}/${spec.secretRef.name}`);
  if (spec.serviceAccountName) targets.push(`ServiceAccount:${namespace}/${spec.serviceAccountName}`);
  if (spec.proxyRef) targets.push(`Secret:${namespace}/${spec.proxyRef.name}`);
  if (ca) targets.push(`${ca.kind ?? 'ConfigMap'}:${namespace}/${ca.name}`);
  return targets;
}
