import { join } from 'node:path';
import { KubeClient, SharedKubeConfig, systemClock } from '../src/runtime/index.ts';
import { startControlPlane } from '../dev/control-plane/control-plane.ts';
import type { ControlPlane } from '../dev/control-plane/control-plane.ts';
import { installCrds } from '../dev/crds.ts';
import { buildOperator } from '../dev/built-operator.ts';
import { startOperatorProcess, type OperatorProcess, type OperatorProcessOptions } from '../dev/operator-process.ts';
import { VerdictWatch } from '../dev/verdict-watch.ts';
import { createLoad, createUnrelatedSecrets, entriesOf, type Target } from './load.ts';
import type { BenchOptions } from './options.ts';
import { cold, requestsBy, rest, rotation, type Cold, type Rest, type Rotation, type Stage } from './phases.ts';
import { startBenchPlatform, type BenchPlatform } from './platform.ts';
import { usageOfAll, type Usage } from './process-usage.ts';

const operatorUser = 'bench-operator';

export interface Measured {
  connections: number;
  shards: number;
  unrelatedSecrets: number;
  cold: Cold;
  memory: Usage | undefined;
  rotation: Rotation | undefined;
  rest: Rest;
}

interface Surroundings {
  log: (line: string) => void;
  signal: AbortSignal;
}

/** The whole benchmark on a control plane of its own; everything is gone when it returns or throws. */
export async function runBench(options: BenchOptions, surroundings: Surroundings): Promise<Measured> {
  surroundings.log('starting the control plane');
  const cp = await startControlPlane({ log: surroundings.log, audit: true });
  const platform = await startBenchPlatform();
  const config = new SharedKubeConfig();
  config.loadFromFile(cp.kubeconfigPath);
  const client = new KubeClient(config, { clock: systemClock, userAgent: 'bench' });
  const ended = new AbortController();
  const signal = AbortSignal.any([surroundings.signal, ended.signal]);
  try {
    return await measure({ options, cp, platform, target: { client, signal }, ended, log: surroundings.log });
  } catch (error) {
    throw signal.aborted ? signal.reason : error;
  } finally {
    ended.abort();
    await Promise.all([platform.stop(), config.close(), cp.stop()]);
  }
}

interface Ground {
  options: BenchOptions;
  cp: ControlPlane;
  platform: BenchPlatform;
  target: Target;
  /** Aborted with the reason where the operator dies. */
  ended: AbortController;
  log: (line: string) => void;
}

async function measure(ground: Ground): Promise<Measured> {
  const { options, cp, platform, target, log } = ground;
  await installCrds(cp);
  const entries = entriesOf(options.connections);
  log(`creating ${entries.length} Connections`);
  await createLoad(entries, platform.url, target);
  if (options.unrelatedSecrets > 0) log(`creating ${options.unrelatedSecrets} Secrets besides`);
  await createUnrelatedSecrets(options.unrelatedSecrets, target);
  const verdicts = new VerdictWatch();
  await verdicts.open(target);

  const what = options.built ? await buildOperator(join(cp.dir, 'operator')) : {};
  const kubeconfigPath = await cp.kubeconfigFor(operatorUser, ['system:masters']);
  log(options.shards === 1 ? 'starting the operator' : `starting ${options.shards} operators`);
  const started = { wallMs: Date.now(), atMs: performance.now() };
  const operators = await startAll({ ...what, kubeconfigPath }, ground);
  try {
    const requests = requestsBy(operatorUser, cp.auditLogPath);
    const stage = { operators, apiServerPid: cp.apiserver.pid, verdicts, entries, target, log, requests };
    return await phases(stage, options, started);
  } finally {
    await Promise.all(operators.map((operator) => operator.stop()));
  }
}

/** One for each shard. */
function startAll(
  what: Omit<OperatorProcessOptions, 'logPath'>,
  { options: { profile, shards }, cp, ended }: Ground,
): Promise<OperatorProcess[]> {
  const nodeArgs = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const all = Array.from({ length: shards }, (_, index) =>
    startOperatorProcess({
      ...what,
      logPath: join(cp.dir, `operator-${index}.log`),
      args: shards === 1 ? [] : ['--shards', String(shards), '--shard', String(index)],
      nodeArgs,
      onEnd: (error) => ended.abort(error),
    }),
  );
  return Promise.all(all);
}

async function phases(
  stage: Stage,
  options: BenchOptions,
  started: { wallMs: number; atMs: number },
): Promise<Measured> {
  const { log } = stage;
  const coldResult = await cold(stage, started);
  log(`cold start: ${coldResult.seconds.toFixed(2)} s`);
  log(`counting writes for ${options.restSeconds} s`);
  const restResult = await rest(stage, options.restSeconds);
  const memory = await usageOfAll(stage.operators);
  log(`editing ${options.edits} Secrets`);
  const rotationResult = options.edits > 0 ? await rotation(stage, options.edits) : undefined;
  const { connections, shards, unrelatedSecrets } = options;
  const of = { connections, shards, unrelatedSecrets };
  return { ...of, cold: coldResult, memory, rotation: rotationResult, rest: restResult };
}
