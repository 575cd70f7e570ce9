import { readFileSync } from 'node:fs';
import { parseAllDocuments } from 'yaml';
import type { ConnectionFields } from '../../src/api/connection.gen.ts';
import type { PlanInput } from '../../src/connectors/index.ts';
import type { Platform } from '../../src/connectors/platform.ts';
import { secretBytes, testNow } from './test-context.ts';

const root = new URL('../../', import.meta.url);

interface Example {
  spec: Partial<ConnectionFields['spec']>;
  secret: Record<string, string>;
}

/** The example of a platform, as a Connection and its Secret. */
export function exampleOf(name: string): Example {
  const documents = parseAllDocuments(readFileSync(new URL(`examples/${name}.yaml`, root), 'utf8'));
  const objects = documents.map(
    (document) => document.toJS() as { spec?: Example['spec']; stringData?: Example['secret'] },
  );
  return { spec: objects.at(-1)?.spec ?? {}, secret: objects[0]?.stringData ?? {} };
}

/** Every setting and every key of a platform, each with this text in its place. */
export function* inputsOf(platform: Platform, text: string): Generator<[where: string, input: PlanInput]> {
  const { spec, secret } = exampleOf(platform.name);
  const base = { ...spec, platform, uid: 'uid', now: testNow };
  const methods = platform.spec.methods.filter(({ serviceAccount }) => !serviceAccount);
  const settings = [platform.spec.config, ...methods.map(({ config }) => config)].flatMap((schema) =>
    Object.keys((schema?.['properties'] as object | undefined) ?? {}),
  );
  for (const name of new Set(settings)) {
    const config = { ...spec.config, [name]: text };
    yield [`config.${name}`, { ...base, config, secret: secretBytes(secret) }];
  }
  for (const { name, secret: schema, unpack = [] } of methods) {
    const keys = [
      ...Object.keys((schema?.['properties'] as object | undefined) ?? {}),
      ...unpack.map(({ key }) => key),
    ];
    for (const key of keys) {
      yield [`${name} ${key}`, { ...base, method: name, secret: secretBytes({ ...secret, [key]: text }) }];
    }
  }
}
