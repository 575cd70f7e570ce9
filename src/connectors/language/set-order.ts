import { compiled } from './definitions.ts';

/**
 * The entries of a `set`, each after those of the same step that it reads. Their own order is no help: the API server
 * stores the names of a map in alphabetical order.
 * @param step the name under which the entries read one another
 */
export function inOrder(step: string, set: Readonly<Record<string, string>>): [string, string][] {
  const entries = new Map(Object.entries(set).map((entry) => [entry[0].replace(/\?$/, ''), entry]));
  const placed = new Set<string>();
  const ordered: [string, string][] = [];
  for (const name of entries.keys()) place(name);
  return ordered;

  function place(name: string): void {
    const entry = entries.get(name);
    if (!entry || placed.has(name)) return;
    placed.add(name);
    for (const needed of ownNamesIn(entry[1], step)) place(needed);
    ordered.push(entry);
  }
}

/** Names of the same step that an expression reads. */
export function ownNamesIn(source: string, step: string): string[] {
  const reads = compiled(source)?.reads ?? [];
  return reads.flatMap(({ path: [root, key] }) => (root === step && key !== undefined ? [key] : []));
}
