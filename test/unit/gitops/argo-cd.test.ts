import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { judgePath } from '../../../dev/judges/judges.ts';
import { askArgo } from '../../support/cluster/judges.ts';
import { runLua } from '../../support/lua.ts';

const group = 'connection-operator.dev';
const folder = `examples/gitops/argo-cd/resource_customizations/${group}`;
const read = (path: string) => readFileSync(path, 'utf8');
const yaml = (path: string) => parse(read(path)) as object;

interface HealthTest {
  inputPath: string;
  healthStatus: { status: string; message: string };
}
interface ActionTests {
  discoveryTests: { inputPath: string; result: { name: string; disabled: boolean }[] }[];
  actionTests: { action: string; inputPath: string; expectedOutputPath: string }[];
}

describe.each(['Connection', 'Platform'])('health of a %s in Argo CD', (kind) => {
  const { tests } = yaml(`${folder}/${kind}/health_test.yaml`) as { tests: HealthTest[] };

  it.each(tests)('$inputPath is $healthStatus.status', ({ inputPath, healthStatus }) => {
    const found = runLua(read(`${folder}/${kind}/health.lua`), yaml(`${folder}/${kind}/${inputPath}`));

    expect(found).toEqual(healthStatus);
  });
});

const isBuilt = judgePath('argo-health') !== undefined;
if (!isBuilt)
  process.stderr.write("!!! NOT TESTED: Argo CD's own engine: node dev/judges/cli.ts argo-health builds it\n");

(isBuilt ? describe : describe.skip)("Argo CD's own engine, with our argocd-cm", () => {
  const opinions: Record<string, string> = { Healthy: 'ready', Degraded: 'failed', Progressing: 'waiting' };

  describe.each(['Connection', 'Platform'])('health of a %s', (kind) => {
    const { tests } = yaml(`${folder}/${kind}/health_test.yaml`) as { tests: HealthTest[] };

    it.each(tests)('$inputPath is $healthStatus.status', async ({ inputPath, healthStatus: { status, message } }) => {
      const opinion = opinions[status] ?? status.toLowerCase();

      expect(await askArgo(yaml(`${folder}/${kind}/${inputPath}`))).toMatchObject({ opinion, text: message });
    });
  });

  it.each([
    ['active', ['test', 'suspend']],
    ['suspended', ['resume']],
  ])('offers the actions of what is %s', async (name, actions) => {
    const { actions: offered } = await askArgo(yaml(`${folder}/Connection/actions/testdata/${name}.yaml`));

    expect(offered.toSorted()).toEqual(actions.toSorted());
  });
});

describe('an overdue test', () => {
  const overdueBy = (seconds: number) => {
    const object = yaml(`${folder}/Connection/testdata/healthy.yaml`) as { status: object };
    const nextTestTime = new Date(Date.now() - seconds * 1000).toISOString();
    const status = { ...object.status, nextTestTime };
    return runLua(read(`${folder}/Connection/health.lua`), { ...object, status });
  };

  it('is Degraded after an hour, in any time zone', () => {
    expect(overdueBy(3500)).toMatchObject({ status: 'Healthy' });
    expect(overdueBy(3700)).toMatchObject({ status: 'Degraded' });
  });
});

describe('actions on a Connection in Argo CD', () => {
  const actions = `${folder}/Connection/actions`;
  const { discoveryTests, actionTests } = yaml(`${actions}/action_test.yaml`) as ActionTests;

  it.each(discoveryTests)('are those of $inputPath', ({ inputPath, result }) => {
    const found = runLua(read(`${actions}/discovery.lua`), yaml(`${actions}/${inputPath}`));

    expect(found).toEqual(Object.fromEntries(result.map(({ name, disabled }) => [name, { disabled }])));
  });

  it.each(actionTests)(
    '$action: $inputPath becomes $expectedOutputPath',
    ({ action, inputPath, expectedOutputPath }) => {
      const found = runLua(read(`${actions}/${action}/action.lua`), yaml(`${actions}/${inputPath}`));

      expect(found).toEqual(yaml(`${actions}/${expectedOutputPath}`));
    },
  );

  it('test: asks for one by the annotation', () => {
    const found = runLua(read(`${actions}/test/action.lua`), yaml(`${actions}/testdata/active.yaml`));

    const asked = { 'connection-operator.dev/test-requested-at': expect.stringMatching(/^\d{10}$/) };
    expect(found).toMatchObject({ metadata: { annotations: asked } });
  });
});

describe('argocd-cm.yaml', () => {
  const { data } = yaml('examples/gitops/argo-cd/argocd-cm.yaml') as { data: Record<string, string> };

  it.each(['Connection', 'Platform'])('has the health check of a %s, with open libraries', (kind) => {
    expect(data[`resource.customizations.health.${group}_${kind}`]).toBe(read(`${folder}/${kind}/health.lua`));
    expect(data[`resource.customizations.useOpenLibs.${group}_${kind}`]).toBe('true');
  });

  it('has the actions', () => {
    const script = (name: string) => read(`${folder}/Connection/actions/${name}`);
    const definitions = ['test', 'suspend', 'resume'].map((name) => ({
      name,
      'action.lua': script(`${name}/action.lua`),
    }));

    expect(parse(data[`resource.customizations.actions.${group}_Connection`]!)).toEqual({
      'discovery.lua': script('discovery.lua'),
      definitions,
    });
  });
});
