import { afterAll, beforeAll } from '@jest/globals';
import type { ConnectionSpec } from '../../../src/api/connection.gen.ts';
import { joinCluster, type Cluster } from './cluster.ts';
import { InProcessOperator, type OperatorOptions } from './in-process-operator.ts';
import { scriptedPlatform, startScriptedPlatform, type ScriptedPlatform } from './scripted-platform.ts';

const limitMs = 120_000;

/** What `start` makes before the tests of this file begin; it can be named before, but not used. */
export function beforeTests<T extends object>(start: () => Promise<T>): T {
  const made = {} as T;
  beforeAll(async () => void Object.assign(made, await start()), limitMs);
  return made;
}

/** An operator that starts once everything is there that this file made before, and stops before that is taken down. */
export function operatorIn(cluster: Cluster, options: OperatorOptions = {}): InProcessOperator {
  const operator = new InProcessOperator(cluster, options);
  beforeAll(() => operator.start(), limitMs);
  afterAll(() => operator.stop());
  return operator;
}

interface ScriptedSuite {
  cluster: Cluster;
  platform: ScriptedPlatform;
  operator: InProcessOperator;
  /** A Connection to the platform, and its Secret: of the user of this name, with the right password by default. */
  connect(name: string, spec?: Partial<ConnectionSpec> & { password?: string }): Promise<void>;
}

/** A namespace, a platform that does as it is told, and an operator. */
export function scriptedSuite(options: OperatorOptions = {}): ScriptedSuite {
  const cluster = beforeTests(joinCluster);
  const platform = beforeTests(startScriptedPlatform);
  beforeAll(() => cluster.platform('scripted', scriptedPlatform));
  const operator = operatorIn(cluster, options);
  afterAll(() => platform.stop?.());
  return {
    cluster,
    platform,
    operator,
    async connect(name, { password = platform.password, ...spec } = {}) {
      await cluster.secret(name, { username: name, password });
      await cluster.connection(name, { secretRef: { name }, config: { url: platform.url }, ...spec });
    },
  };
}
