import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { apiVersion } from '../../src/api/resources.ts';
import type { ConnectionSpec } from '../../src/api/connection.gen.ts';
import { hasGate, openGate, type Gate, type GateName } from '../support/cluster/judges.ts';
import { scriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { scriptedSuite } from '../support/cluster/suite.ts';
import { judgesTable, Trial } from '../support/cluster/trial.ts';

/** What the tools of our users say of our objects: each row is delivered by each of them, and looked at by the others. */
const { cluster, platform } = scriptedSuite();
const gates: GateName[] = ['Flux', 'Helm 4', 'Helm 3'];

afterAll(() => void process.stdout.write(`\n${judgesTable()}\n`));

const rows: [string, (trial: Trial) => Promise<void>][] = [
  ['right', (trial) => trial.deliver([secret(trial), connection(trial)], 'ready')],
  ['wrong', (trial) => trial.deliver([secret(trial, 'wrong'), connection(trial)], 'failed')],
  [
    'server down',
    (trial) => trial.deliver([secret(trial), connection(trial, { config: { url: 'http://127.0.0.1:9' } })], 'waiting'),
  ],
  [
    'same YAML twice',
    async (trial) => {
      const objects = [secret(trial), connection(trial)];
      await trial.deliver(objects, 'ready');
      const before = await cluster.get(trial.user);
      await trial.deliver(objects, 'ready');
      expect((await cluster.get(trial.user)).metadata.generation).toBe(before.metadata.generation);
      expect(platform.seen(trial.user)).toBe(1);
    },
  ],
  [
    'two managers',
    async (trial) => {
      const objects = [secret(trial), connection(trial)];
      await trial.deliver(objects, 'ready');
      const metadata = { name: trial.user, labels: { team: 'other' } };
      const path = `/apis/${apiVersion}/namespaces/${cluster.namespace}/connections/${trial.user}`;
      const other = { apiVersion, kind: 'Connection', metadata, spec: { displayName: 'Named by others' } };
      await cluster.client.apply(path, other, { fieldManager: 'other', signal: AbortSignal.timeout(10_000) });
      await trial.deliver(objects, 'ready');
      expect((await cluster.get(trial.user)).spec.displayName).toBe('Named by others');
    },
  ],
  [
    'rotated with revision',
    async (trial) => {
      await trial.deliver([secret(trial), connection(trial, revised(trial, '1'))], 'ready');
      await trial.deliver([secret(trial, 'wrong'), connection(trial, revised(trial, '2'))], 'failed');
    },
  ],
  [
    'rotated without revision',
    async (trial) => {
      await trial.deliver([secret(trial), connection(trial)], 'ready');
      await trial.deliver([secret(trial, 'wrong'), connection(trial)], 'failed', { gateMayPass: true });
    },
  ],
  ['created suspended', (trial) => trial.deliver([connection(trial, { suspend: true })], 'suspended')],
  [
    'suspended and changed',
    async (trial) => {
      await trial.deliver([secret(trial), connection(trial)], 'ready');
      const changed = { suspend: true, config: { url: `${platform.url}/changed` } };
      await trial.deliver([secret(trial), connection(trial, changed)], 'suspended');
    },
  ],
  [
    'refused Platform',
    async (trial) => {
      const name = `${trial.user}-${cluster.namespace}`;
      const refused = { apiVersion, kind: 'Platform', metadata: { name }, spec: { ...scriptedPlatform, hosts: ['*'] } };
      await trial.deliver([refused], 'failed');
      await cluster.remove('platforms', name);
    },
  ],
  [
    'platform typo corrected in Git',
    async (trial) => {
      await trial.deliver([secret(trial), connection(trial, { platform: 'scriptde' })], 'failed');
      await trial.deliver([secret(trial), connection(trial)], 'ready');
    },
  ],
];

for (const name of gates) {
  const lacks = !hasGate(name) && (name !== 'Flux' || process.env['CI'] !== 'true');
  if (lacks) process.stderr.write(`!!! NOT TESTED: ${name} as a judge: node dev/judges/cli.ts builds it\n`);
  (lacks ? describe.skip : describe)(`delivered by ${name}`, () => {
    let gate: Gate;
    beforeAll(async () => {
      gate = await openGate(name, cluster.namespace);
    });
    afterAll(() => gate?.end());

    it.each(rows)(
      '%s',
      async (row, run) => {
        const user = `${name.toLowerCase().replace(' ', '')}-${row.replaceAll(/\W+/g, '-').toLowerCase()}`;
        await run(new Trial({ cluster, gate, name, row, user }));
      },
      120_000,
    );
  });
}

function secret({ user }: Trial, password = platform.password): object {
  return { apiVersion: 'v1', kind: 'Secret', metadata: metadataOf(user), stringData: { username: user, password } };
}

function connection({ user }: Trial, spec: Partial<ConnectionSpec> = {}): object {
  const ours = { platform: 'scripted', secretRef: { name: user }, config: { url: platform.url } };
  return { apiVersion, kind: 'Connection', metadata: metadataOf(user), spec: { ...ours, ...spec } };
}

function revised({ user }: Trial, revision: string): Partial<ConnectionSpec> {
  return { secretRef: { name: user, revision } };
}

function metadataOf(name: string): object {
  return { name, namespace: cluster.namespace };
}
