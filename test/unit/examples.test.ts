import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import type { ConnectionFields } from '../../src/api/connection.gen.ts';
import { planConnection, registry, type PlanInput } from '../../src/connectors/index.ts';
import { specSchema } from '../support/crd-schema.ts';
import { secretBytes, testNow } from '../support/test-context.ts';

interface SecretObject {
  kind: 'Secret';
  metadata: { name: string };
  stringData: Record<string, string>;
}
type ConnectionObject = { kind: 'Connection'; metadata: { name: string } } & ConnectionFields;

const root = new URL('../../', import.meta.url);
/** There is nothing to connect to where a platform is retired. */
const names = [...registry.values()].filter(({ spec }) => !spec.retired).map(({ name }) => name);
const files = readdirSync(new URL('examples', root)).filter((file) => file.endsWith('.yaml'));

/** There is no Secret where a platform asks for no credential. */
function read(name: string): { secret: SecretObject | undefined; connection: ConnectionObject } {
  const documents = parseAllDocuments(readFileSync(new URL(`examples/${name}.yaml`, root), 'utf8'));
  const objects = documents.map((document) => document.toJS() as SecretObject | ConnectionObject);
  const connection = objects.pop();
  if (connection?.kind !== 'Connection') throw new Error(`${name}.yaml does not end with a Connection`);
  return { secret: objects[0] as SecretObject | undefined, connection };
}

it('there is one for every platform', () => {
  expect(files.map((file) => file.replace('.yaml', ''))).toEqual(expect.arrayContaining(names));
});

describe.each(names)('%s', (name) => {
  const { secret, connection } = read(name);

  it('is a Connection to it that the API server takes, and its Secret', () => {
    const valid = specSchema('connections');

    expect(valid(connection.spec) ? [] : valid.errors).toEqual([]);
    expect([secret?.kind ?? 'Secret', connection.kind, connection.spec.platform]).toEqual([
      'Secret',
      'Connection',
      name,
    ]);
    expect(connection.spec.secretRef?.name).toBe(secret?.metadata.name);
  });

  it('has the keys and settings of one method', () => {
    const { spec } = connection;
    const input: PlanInput = {
      platform: registry.get(name)!,
      config: spec.config,
      method: spec.method,
      secret: secret && secretBytes(secret.stringData),
      requires: spec.requires,
      now: testNow,
    };

    const planned = planConnection(input);

    // A placeholder cannot be read as a private key; that is the only thing that may be wrong with it.
    const wrong = 'verdict' in planned ? `${planned.verdict.reason} ${planned.verdict.about}` : '';
    expect(wrong).toMatch(/^$|^SecretInvalid privateKey [^;]*$/);
  });

  it('has placeholders and nothing that could be a secret', () => {
    if (secret) expect(JSON.stringify(secret.stringData)).toMatch(/REPLACE|UkVQTEFDRQ/);
    else expect(registry.get(name)?.spec.methods.some((method) => !method.secret?.['required'])).toBe(true);
  });
});
