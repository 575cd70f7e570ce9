import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { buildOperator } from '../../dev/built-operator.ts';
import { nodeFlags } from '../../dev/operator-process.ts';
import { platformManifest } from './platform.ts';

const run = promisify(execFile);

export interface Contestant {
  name: 'go' | 'ours';
  /** CustomResourceDefinitions, a file or a folder. */
  crds: string;
  /** Manifests for once these are served. */
  platform?: string;
  /** What the load driver is told about it. */
  flags: string[];
  env: NodeJS.ProcessEnv;
}

export interface Built {
  /** The program that makes the load, plays the platform and measures. */
  driver: string;
  go: Contestant;
  ours: Contestant;
}

export interface Ports {
  platform: number;
  health: number;
}

export interface BuildOptions {
  /** Folder of the driver and of the operator in Go. */
  against: string;
  /** Folder for a CPU profile of each of our processes. */
  profile: string | undefined;
}

/** Builds what is measured into a folder: the driver and the operator in Go, and what the image runs of ours. */
export async function build(
  { against, profile }: BuildOptions,
  folder: string,
  { platform, health }: Ports,
): Promise<Built> {
  await mkdir(folder, { recursive: true });
  const goBuild = (name: string): Promise<unknown> =>
    run('go', ['build', '-o', join(folder, name), '.'], { cwd: join(resolve(against), name) });
  await goBuild('load');
  await goBuild('gobase');
  const { main, env } = await buildOperator(join(folder, 'ours'));
  const common = ['-platform', `127.0.0.1:${platform}`];
  const ready = ['-ready', `http://127.0.0.1:${health}/readyz`];
  const goCommand = `${join(folder, 'gobase')} -interval {{interval}} -health 127.0.0.1:${health}`;
  return {
    driver: join(folder, 'load'),
    go: {
      name: 'go',
      crds: join(resolve(against), 'gobase', 'crd.yaml'),
      flags: [...common, ...ready, '-op', goCommand],
      env: process.env,
    },
    ours: {
      name: 'ours',
      crds: 'crds',
      platform: JSON.stringify(platformManifest),
      flags: [...common, ...ready, ...oursFlags(main, health, profile)],
      env,
    },
  };
}

function oursFlags(main: string, health: number, profile: string | undefined): string[] {
  const spec = {
    platform: 'bench',
    test: { interval: '{{.Interval}}' },
    secretRef: { name: '{{.Secret}}' },
    config: { url: 'http://{{.Host}}' },
  };
  const flags = ['--egress-allow=127.0.0.0/8', '--listen=127.0.0.1', `--health-port=${health}`, '--metrics-port=0'];
  const profiled = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${resolve(profile)}`];
  return flagsOf({
    group: 'connection-operator.dev',
    version: 'v1alpha1',
    resource: 'connections',
    kind: 'Connection',
    spec: JSON.stringify(spec),
    secret: '{"token":"{{.Token}}"}',
    verdicts: 'Connected=True:ok,Failed=True:bad',
    op: [process.execPath, ...nodeFlags, ...profiled, main, ...flags].join(' '),
  });
}

/** As Go's programs take them. */
export function flagsOf(values: Record<string, string>): string[] {
  return Object.entries(values).flatMap(([name, value]) => [`-${name}`, value]);
}
