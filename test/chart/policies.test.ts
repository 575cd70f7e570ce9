import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startHelm, type Helm, type Manifest } from './support/helm.ts';

let helm: Helm;

beforeAll(async () => {
  helm = await startHelm();
}, 600_000);

afterAll(() => helm?.end());

describe('policies', () => {
  const policiesOf = (manifests: Manifest[]) => manifests.filter(({ kind }) => kind.startsWith('ValidatingAdmission'));
  const names = (manifests: Manifest[]) =>
    policiesOf(manifests).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
  const both = (name: string) => [`ValidatingAdmissionPolicy ${name}`, `ValidatingAdmissionPolicyBinding ${name}`];

  it.each([
    [[], both('ops-trial-connection-operator-connections')],
    [['policies.connections.enabled=false'], []],
    [
      ['policies.connections.enabled=false', 'refreshTokens.store=true'],
      both('ops-trial-connection-operator-refresh-tokens'),
    ],
    [['policies.connections.enabled=false', 'refreshTokens.store=true', 'policies.refreshTokens.enabled=false'], []],
  ])('of %j are %j', async (values, wanted) => {
    expect(names(await helm.render(...values))).toEqual(wanted);
  });

  it('hold in the namespaces that are tested, and do what is asked', async () => {
    const set = ['namespaces={a,b}', 'policies.connections.actions={Warn,Audit}'];
    const binding = policiesOf(await helm.render(...set)).find(({ kind }) => kind.endsWith('Binding'));

    expect(binding?.['spec']).toMatchObject({
      validationActions: ['Warn', 'Audit'],
      matchResources: {
        namespaceSelector: {
          matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['a', 'b'] }],
        },
      },
    });
  });

  it('refuse what cannot be judged', async () => {
    const policies = policiesOf(await helm.render('refreshTokens.store=true')).filter(
      ({ kind }) => kind === 'ValidatingAdmissionPolicy',
    );

    expect(policies.map(({ spec }) => (spec as { failurePolicy: string }).failurePolicy)).toEqual(['Fail', 'Fail']);
  });
});
