import { join } from 'node:path';
import { KubeClient, SharedKubeConfig, systemClock } from '../src/runtime/index.ts';
import { startControlPlane } from '../dev/control-plane/control-plane.ts';
import type { ControlPlane } from '../dev/control-plane/control-plane.ts';
import { installCrds } from '../dev/crds.ts';
import { startOperatorProcess } from '../dev/operator-process.ts';
import { VerdictWatch } from '../dev/verdict-watch.ts';
import { createLoad, entriesOf, type Target } from './load.ts';
import type { BenchOptions } from './options.ts';
import { cold, requestsBy, rest, rotation, type Cold, type Rest, type Rotation, type Stage } from './phases.ts';
import { startBenchPlatform, type BenchPlatform } from './platform.ts';
import { usageOf, type Usage } from './process-usage.ts';

const operatorUser = 'bench-operator';

export interface Measured {
  connections: number;
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

async function measure({ options, cp, platform, target, ended, log }: Ground): Promise<Measured> {
  await installCrds(cp);
  const entries = entriesOf(options.connections);
  log(`creating ${entries.length} Connections`);
  await createLoad(entries, platform.url, target);
  const verdicts = new VerdictWatch();
  await verdicts.open(target);

  const kubeconfigPath = await cp.kubeconfigFor(operatorUser, ['system:masters']);
  const nodeArgs = options.profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${options.profile}`];
  const onEnd = (error: Error): void => ended.abort(error);
  log('starting the operator');
  const started = { wallMs: Date.now(), atMs: performance.now() };
  const operator = await startOperatorProcess({
    kubeconfigPath,
    logPath: join(cp.dir, 'operator.log'),
    nodeArgs,
    onEnd,
  });
  try {
    const requests = requestsBy(operatorUser, cp.auditLogPath);
    return await phases(
      { operator, apiServerPid: cp.apiserver.pid, verdicts, entries, target, log, requests },
      options,
      started,
    );
  } finally {
    await operator.stop();
  }
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
  const memory = await usageOf(stage.operator.pid);
  log(`editing ${options.edits} Secrets`);
  const rotationResult = options.edits > 0 ? await rotation(stage, options.edits) : undefined;
  return { connections: options.connections, cold: coldResult, memory, rotation: rotationResult, rest: restResult };
}
