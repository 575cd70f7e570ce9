import { expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import type { Connection } from '../../../src/api/resources.ts';
import { exampleOf } from '../../../src/cli/explain/example.ts';
import { planConnection, registry, inFull } from '../../../src/connectors/index.ts';

const rows = [...registry.values()]
  .filter(({ spec }) => !spec.retired)
  .flatMap((platform) => platform.spec.methods.map(({ name }) => [platform.name, name] as const));

test.each(rows)('the manifest for %s, %s, lacks no setting', (name, method) => {
  const platform = registry.get(name)!;
  const objects = parseAllDocuments(exampleOf(platform, method)).map((document) => document.toJS() as unknown);
  const { spec } = objects.at(-1) as Connection;
  const planned = planConnection({
    platform,
    method: spec.method,
    config: spec.config,
    secret: secretFor(name, method, objects[0] as { stringData?: object }),
    serviceAccountName: spec.serviceAccountName,
    now: Date.now(),
  });
  // What a real credential looks like is not for this test.
  if ('verdict' in planned && planned.verdict.reason !== 'SecretInvalid') expect(planned.verdict.about).toBe('');
});

/** Values that were filled in, of the form that their key has to have where that can be told. */
function secretFor(name: string, method: string, { stringData }: { stringData?: object }) {
  if (!stringData) return undefined;
  const { methods } = inFull(registry.get(name)!.spec);
  const { secret = {} } = methods.find((one) => one.name === method)!;
  const properties = secret['properties'] as Record<string, { examples?: string[]; writeOnly?: boolean }>;
  return Object.fromEntries(
    Object.keys(stringData).map((key) => {
      const { examples = ['q8Zr5tYw2LmX'], writeOnly = false } = properties[key] ?? {};
      const isPassword = writeOnly && !examples[0]!.includes('AAAA') && examples[0]!.length < 60;
      return [key, Buffer.from(isPassword ? 'q8Zr5tYw2LmX' : examples[0]!)];
    }),
  );
}
