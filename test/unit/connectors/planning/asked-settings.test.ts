import { describe, expect, test } from '@jest/globals';
import { askedSettings, registry, inFull } from '../../../../src/connectors/index.ts';
import { fieldsOf } from '../../../../src/cli/new/fields.ts';
import { formOf } from '../../../../src/console/server/platforms.ts';

const cases: [platform: string, method: string, notAsked: string[], asked: string[]][] = [
  // Other methods alone name it.
  ['http-endpoint', 'basic', ['algorithm', 'audience', 'clientId', 'headerName', 'scope', 'tokenUrl'], ['url']],
  ['http-endpoint', 'private-key-jwt', ['clientId', 'headerName'], ['tokenUrl', 'audience', 'algorithm', 'scope']],
  // Through names of `define`.
  ['google-shared-drives', 'workload-identity', [], ['workloadIdentityProvider', 'audience', 'serviceAccountEmail']],
  // In a claim set that is text of a request.
  ['google-workspace', 'workload-identity', [], ['subject', 'scopes', 'serviceAccountEmail']],
  ['google-workspace', 'service-account', ['audience', 'serviceAccountEmail', 'workloadIdentityProvider'], ['subject']],
  ['autodesk-construction-cloud', 'two-legged', [], ['scopes']],
  // The test names it too, where it asks which method it is.
  [
    'google-cloud-storage',
    'service-account',
    ['audience', 'serviceAccountEmail', 'workloadIdentityProvider'],
    ['bucket', 'projectId', 'userProject'],
  ],
  // A file of the vendor holds it.
  ['box', 'jwt', [], ['enterpriseId', 'jwtAlgorithm']],
  ['box', 'access-token', ['enterpriseId', 'jwtAlgorithm'], []],
  // Nothing is known of what a driver uses.
  ['sftp', 'password', [], ['host', 'port']],
];

describe('a form does not ask for what only other methods use', () => {
  test.each(cases)('%s, %s', (name, methodName, notAsked, asked) => {
    const platform = registry.get(name)!;
    const form = formOf(platform).methods.find((method) => method.name === methodName)!;
    const properties = (form.config?.['properties'] ?? {}) as Record<string, unknown>;
    const off = Object.keys(properties).filter((key) => properties[key] === false);
    expect(off.sort()).toEqual(expect.arrayContaining(notAsked));
    expect(off).not.toEqual(
      expect.arrayContaining(asked.length > 0 ? [expect.stringMatching(`^(${asked.join('|')})$`)] : ['-']),
    );
    const questions = fieldsOf(platform, methodName).settings.map(({ key }) => key);
    expect(questions).toEqual(expect.arrayContaining(asked));
    expect(questions.filter((key) => notAsked.includes(key))).toEqual([]);
  });

  test('a setting that is required is asked for, whatever the platform', () => {
    for (const { name, spec: short } of registry.values()) {
      const spec = inFull(short);
      for (const method of spec.methods) {
        const required = [...list(spec.config), ...list(method.config)];
        const properties = (askedSettings(spec, method)?.['properties'] ?? {}) as Record<string, unknown>;
        expect([name, method.name, required.filter((key) => properties[key] === false)]).toEqual([
          name,
          method.name,
          [],
        ]);
      }
    }
  });
});

function list(schema: Readonly<Record<string, unknown>> = {}): string[] {
  return (schema['required'] ?? []) as string[];
}
