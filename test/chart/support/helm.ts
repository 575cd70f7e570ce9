import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseAllDocuments } from 'yaml';
import { controlPlaneAssets } from '../../../dev/control-plane/assets.ts';

export const chart = fileURLToPath(new URL('../../../charts/connection-operator', import.meta.url));

export interface HelmResult {
  code: number;
  /** stdout and stderr */
  text: string;
  stdout: string;
}

export interface Helm {
  /** A non-zero exit is a result, not an exception. */
  run(...args: string[]): Promise<HelmResult>;
  /** @throws with what Helm said where it fails. */
  ok(...args: string[]): Promise<string>;
  /** The objects of the chart with these `--set` values, in namespace ops. */
  render(...values: string[]): Promise<Manifest[]>;
  end(): Promise<void>;
}

export interface Manifest {
  apiVersion: string;
  kind: string;
  metadata: { name: string; namespace?: string; annotations?: Record<string, string>; labels?: Record<string, string> };
  [field: string]: unknown;
}

/**
 * A real Helm with no settings of the user's own. Without a kubeconfig it reaches no cluster.
 * @param path - of another Helm than the one that comes with the control plane
 */
export async function startHelm(kubeconfig = '/dev/null', path?: string): Promise<Helm> {
  const helm = path ?? (await ownHelm());
  const home = await mkdtemp(join(tmpdir(), 'helm-'));
  const env = {
    ...process.env,
    KUBECONFIG: kubeconfig,
    HELM_CACHE_HOME: home,
    HELM_CONFIG_HOME: home,
    HELM_DATA_HOME: home,
  };
  const run = (...args: string[]) => runProcess(helm, args, env);
  const ok = async (...args: string[]) => {
    const { code, text, stdout } = await run(...args);
    if (code !== 0) throw new Error(`helm ${args.join(' ')}: ${text}`);
    return stdout;
  };
  const render = async (...values: string[]) => {
    const set = values.flatMap((value) => ['--set', value]);
    return manifestsIn(await ok('template', 'trial', chart, '--namespace', 'ops', ...set));
  };
  return { run, ok, render, end: () => rm(home, { recursive: true, force: true }) };
}

async function ownHelm(): Promise<string> {
  const log = (line: string): void => void process.stderr.write(`${line}\n`);
  return (await controlPlaneAssets({ log, tools: ['helm'] })).helm;
}

export function manifestsIn(text: string): Manifest[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [error] = document.errors; // a key twice, which Helm lets pass and others do not
    if (error !== undefined) throw error;
    return (document.toJS() ?? []) as Manifest | [];
  });
}

async function runProcess(program: string, args: string[], env: NodeJS.ProcessEnv): Promise<HelmResult> {
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  let stdout = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => {
    text += part;
    stdout += part;
  });
  child.stderr.setEncoding('utf8').on('data', (part: string) => (text += part));
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { code: code ?? -1, text, stdout };
}
