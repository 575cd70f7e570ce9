import { expect, it } from '@jest/globals';
import { parse } from 'yaml';
import type { Diagnosis } from '../../src/doctor/diagnosis.ts';
import { runCli } from '../support/cli.ts';
import { joinCluster } from '../support/cluster/cluster.ts';
import { beforeTests } from '../support/cluster/suite.ts';

/** Only the namespace of this file is looked at: what other files leave in the cluster is not its business. */
const cluster = beforeTests(joinCluster);
const roles = '/apis/rbac.authorization.k8s.io/v1';
const { signal } = new AbortController();

function doctor(...args: string[]) {
  return runCli(['doctor', '-n', cluster.namespace, '--operator', `${cluster.namespace}/tester`, ...args]);
}

it('names the rights that the operator lacks, until they are granted', async () => {
  const before = await doctor('-o', 'json');
  await grant();
  const after = await doctor('-o', 'yaml');

  const found = (text: string) => (parse(text) as Diagnosis).checks.find(({ name }) => name === 'operator-rights');
  expect([before.code, before.stderr]).toEqual([1, '']);
  expect(found(before.stdout)).toMatchObject({
    result: 'fail',
    text: expect.stringContaining('patch connections/status'),
  });
  expect(found(after.stdout)).toMatchObject({ result: 'ok' });
});

it('tells a person what holds, and what to do', async () => {
  const { stdout } = await doctor();

  expect(stdout).toMatch(/✓ The API server responds \(Kubernetes v/);
  expect(stdout).toMatch(/✓ Connection and Platform are installed/);
  expect(stdout).toMatch(/✓ You may see and change Connections and Secrets in test-/);
});

it('takes no other account than NAMESPACE/SERVICEACCOUNT', async () => {
  const { code, stderr } = await runCli(['doctor', '--operator', 'tester']);

  expect([code, stderr]).toEqual([2, expect.stringContaining('NAMESPACE/SERVICEACCOUNT')]);
});

async function grant(): Promise<void> {
  const own = `${roles}/namespaces/${cluster.namespace}`;
  const rules = [
    { apiGroups: ['connection-operator.dev'], resources: ['connections'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['connection-operator.dev'], resources: ['connections/status'], verbs: ['patch'] },
    { apiGroups: [''], resources: ['configmaps', 'secrets'], verbs: ['get', 'list', 'watch'] },
    { apiGroups: ['events.k8s.io'], resources: ['events'], verbs: ['create'] },
  ];
  const metadata = { name: 'tester' };
  await cluster.client.create(`${own}/roles`, { metadata, rules }, { signal });
  await cluster.client.create(
    `${own}/rolebindings`,
    {
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'tester' },
      subjects: [{ kind: 'ServiceAccount', name: 'tester', namespace: cluster.namespace }],
    },
    { signal },
  );
}
