import type { Import } from './sources.ts';

/** One line for each group of files that import each other in a ring, with the import that closes it. */
export function cyclesIn(imports: readonly Import[]): string[] {
  const byFile = Map.groupBy(imports, ({ from }) => from);
  const done = new Set<string>();
  const way: string[] = [];
  const found: string[] = [];

  const visit = (path: string): void => {
    way.push(path);
    for (const { to, line } of byFile.get(path) ?? []) {
      const start = way.indexOf(to);
      if (start !== -1) found.push(`${path}:${line}: a cycle: ${[...way.slice(start), to].join(' → ')}`);
      else if (!done.has(to)) visit(to);
    }
    way.pop();
    done.add(path);
  };

  for (const path of byFile.keys()) if (!done.has(path)) visit(path);
  return found;
}
