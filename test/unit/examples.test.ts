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
interface AccountObject {
  kind: 'ServiceAccount';
  metadata: { name: string };
}
type ConnectionObject = { kind: 'Connection'; metadata: { name: string } } & ConnectionFields;

const root = new URL('../../', import.meta.url);
/** There is nothing to connect to where a platform is retired. */
const names = [...registry.values()].filter(({ spec }) => !spec.retired).map(({ name }) => name);
const folders = ['', 'workload-identity/'];
const files = folders.flatMap((folder) =>
  readdirSync(new URL(`examples/${folder}`, root))
    .filter((file) => file.endsWith('.yaml'))
    .map((file) => `${folder}${file.replace('.yaml', '')}`),
);

interface Example {
  secret: SecretObject | undefined;
  account: AccountObject | undefined;
  connection: ConnectionObject;
}

/** There is no Secret where a platform asks for no credential, or a ServiceAccount signs in. */
function read(name: string): Example {
  const documents = parseAllDocuments(readFileSync(new URL(`examples/${name}.yaml`, root), 'utf8'));
  const objects = documents.map((document) => document.toJS() as SecretObject | AccountObject | ConnectionObject);
  const connection = objects.pop();
  if (connection?.kind !== 'Connection' || objects.length > 1)
    throw new Error(`${name}.yaml is not a Secret or ServiceAccount, and a Connection`);
  const [first] = objects;
  return {
    connection,
    secret: first?.kind === 'Secret' ? first : undefined,
    account: first?.kind === 'ServiceAccount' ? first : undefined,
  };
}

it('there is one for every platform', () => {
  expect(files).toEqual(expect.arrayContaining(names));
});

describe.each(files)('%s', (name) => {
  const { secret, account, connection } = read(name);
  const { platform, serviceAccountName } = connection.spec;

  it('is a Connection that the API server takes, and what signs in', () => {
    const valid = specSchema('connections');

    expect(valid(connection.spec) ? [] : valid.errors).toEqual([]);
    expect(names).toContain(platform);
    if (names.includes(name)) expect(platform).toBe(name);
    expect(connection.spec.secretRef?.name).toBe(secret?.metadata.name);
    expect(serviceAccountName).toBe(account?.metadata.name);
  });

  const signature = Buffer.from('REPLACE').toString('base64url');
  const filled = <T>(value: T): T =>
    JSON.parse(
      JSON.stringify(value ?? {})
        .replaceAll(/"([A-Za-z0-9+/]{40,}={0,2})"/g, (whole, text: string) => {
          const inner = Buffer.from(text, 'base64').toString('utf8');
          return inner.includes('REPLACE')
            ? JSON.stringify(Buffer.from(inner.replaceAll('REPLACE', 'FILLED')).toString('base64'))
            : whole;
        })
        .replaceAll('REPLACE', 'FILLED')
        .replaceAll(signature, Buffer.from('FILLED.').toString('base64url')),
    ) as T;
  const input = (values: Readonly<Record<string, string>>, spec = connection.spec): PlanInput => {
    return {
      platform: registry.get(platform)!,
      serviceAccountName,
      config: spec.config,
      method: spec.method,
      secret: secret && secretBytes(values),
      requires: spec.requires,
      now: testNow,
    };
  };

  it('has the keys and settings of one method', () => {
    const planned = planConnection(input(filled(secret?.stringData ?? {}), filled(connection.spec)));

    // A value that was made up cannot be read as a private key; that is the only thing that may be wrong with it.
    const wrong = 'verdict' in planned ? `${planned.verdict.reason} ${planned.verdict.about}` : '';
    expect(wrong).toMatch(/^$|^SecretInvalid key [^;]*(`privateKey`|PRIVATE KEY|private key)[^;]*$/);
  });

  it('sends nothing as long as its placeholders are there', () => {
    const planned = planConnection(input(secret?.stringData ?? {}));

    const keys = Object.entries(secret?.stringData ?? {}).filter(([, text]) => /^REPLACE(-.*)?$/.test(text));
    if (keys.length > 0)
      expect(planned).toMatchObject({ verdict: { reason: expect.stringMatching(/^Secret|^Invalid/) } });
  });

  it('has placeholders and nothing that could be a secret', () => {
    if (secret) expect(JSON.stringify(secret.stringData)).toMatch(/REPLACE|UkVQTEFDRQ/);
    else expect(registry.get(platform)?.spec.methods.some((method) => !method.secret?.['required'])).toBe(true);
  });
});
