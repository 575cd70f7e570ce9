import { existsSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import type { PlatformCases } from './case.ts';
import { hold } from './hold.ts';
import type { Mistake } from './strictness.ts';

/** What a platform's folder has as `strictness.ts`. */
interface Platform {
  name: string;
  cases: PlatformCases;
  mistakes: readonly Mistake[];
}

// One after the other: Jest cannot link a module that two imports at once want.
const platforms: Platform[] = [];
for (const name of registry.keys()) {
  if (!existsSync(new URL(`./${name}/strictness.ts`, import.meta.url))) continue;
  const { mistakes } = (await import(`./${name}/strictness.ts`)) as { mistakes: readonly Mistake[] };
  const { cases } = (await import(`./${name}/cases.ts`)) as { cases: PlatformCases };
  platforms.push({ name, cases, mistakes });
}

const table = platforms.flatMap(({ name, cases, mistakes }) =>
  mistakes.map(([what, method, make]) => ({ what, name, method, make, cases })),
);

describe('The fakes and the conformance test find', () => {
  it.each(table)('$what: $name $method', async ({ name, method: methodName, make, cases }) => {
    const good = cases.find(({ kind, method }) => kind === 'connected' && method === methodName)!;
    const spec = structuredClone(registry.get(name)!.spec);
    make(
      spec,
      spec.methods.find((method) => method.name === methodName)!,
    );

    await expect(hold({ name, spec }, good)).rejects.toThrow();
  });
});
