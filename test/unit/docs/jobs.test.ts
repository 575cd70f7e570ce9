import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';

it("lets the Job's ServiceAccount see its two Connections, and nothing else", async () => {
  const documents = parseAllDocuments(await readFile('examples/job/job.yaml', 'utf8'));
  const objects = documents.map((one) => one.toJS() as { kind: string; rules?: object[] });
  const roles = objects.filter(({ kind }) => kind.endsWith('Role'));

  expect(roles.map(({ rules }) => rules)).toEqual([
    [
      {
        apiGroups: ['connection-operator.dev'],
        resources: ['connections'],
        resourceNames: ['source', 'destination'],
        verbs: ['get', 'list', 'watch'],
      },
    ],
  ]);
});
