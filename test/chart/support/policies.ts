import { readFile } from 'node:fs/promises';
import { startControlPlane, type ControlPlane } from '../../../dev/control-plane/control-plane.ts';
import type { ConnectionSpec } from '../../../src/api/connection.gen.ts';
import { apiVersion } from '../../../src/api/resources.ts';
import { KubeClient, SharedKubeConfig, systemClock } from '../../../src/runtime/index.ts';
import { chart, startHelm } from './helm.ts';
import { userOf } from './rights.ts';

export interface Person {
  user: string;
  groups?: string[];
}

export interface Guarded {
  plane: ControlPlane;
  /** @throws with what kubectl said where it fails. */
  kubectl(...args: string[]): Promise<string>;
  /** Gives people a role of namespace `team`. */
  bind(role: string, ...users: string[]): Promise<string>;
  /** What the API server says to an object from this person; '' if it is taken. */
  refusal(person: Person, verb: 'create' | 'replace', object: object, ...flags: string[]): Promise<string>;
  /** What it says to a merge patch. */
  patchRefusal(person: Person, what: string[], patch: object, ...flags: string[]): Promise<string>;
  /** With the rights of the ServiceAccount that the chart makes for the operator. */
  operator(): Promise<KubeClient>;
  stop(): Promise<void>;
}

/** A Connection in namespace `team`. */
export function connectionOfTeam(name: string, spec: Partial<ConnectionSpec>) {
  const metadata = { name, namespace: 'team' };
  return { apiVersion, kind: 'Connection', metadata, spec: { platform: 'sftp', ...spec } };
}

/**
 * A real API server with the chart in namespace `ops`, whose policies are at work.
 * @param before - runs when the resources are there and the policies are not
 * @param isAtWork - whether the API server refuses what a policy refuses: it takes a moment to notice one
 */
export async function installGuarded(
  values: string[],
  isAtWork: (guarded: Guarded) => Promise<boolean>,
  before: (guarded: Guarded) => Promise<void> = async () => {},
): Promise<Guarded> {
  const plane = await startControlPlane({ log: (line) => process.stderr.write(`${line}\n`) });
  const guarded = guardedBy(plane);
  const { kubectl } = guarded;
  await kubectl('apply', '--server-side', '-f', 'crds');
  await until('the resources are there', async () => (await plane.kubectl(['get', 'connections', '-A'])).code === 0);
  await kubectl('create', 'namespace', 'team');
  await before(guarded);
  const helm = await startHelm(plane.kubeconfigPath);
  const set = ['crds.install=false', ...values].flatMap((value) => ['--set', value]);
  await helm.ok('install', 'connection-operator', chart, '--namespace', 'ops', '--create-namespace', ...set);
  await helm.end();
  await until('the policies are at work', () => isAtWork(guarded));
  return guarded;
}

async function until(what: string, condition: () => Promise<boolean>): Promise<void> {
  for (const endMs = performance.now() + 30_000; !(await condition());)
    if (performance.now() > endMs) throw new Error(`not within 30 s: ${what}`);
}

function guardedBy(plane: ControlPlane): Guarded {
  const run = async (args: string[], input?: string) => {
    const { code, stderr } = await plane.kubectl(args, input === undefined ? {} : { input });
    return code === 0 ? '' : stderr.trim();
  };
  const configs: SharedKubeConfig[] = [];
  const kubectl = async (...args: string[]): Promise<string> => {
    const { code, stdout, stderr } = await plane.kubectl(args);
    if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
    return stdout.trim();
  };
  return {
    plane,
    kubectl,
    bind: (role, ...users) => {
      const subjects = users.map((user) => `--user=${user}`);
      return kubectl('create', 'rolebinding', role, '-n', 'team', `--role=${role}`, ...subjects);
    },
    refusal: (person, verb, object, ...flags) =>
      run([verb, '-f', '-', ...flags, ...impersonating(person)], JSON.stringify(object)),
    patchRefusal: (person, what, patch, ...flags) =>
      run(['patch', ...what, '--type=merge', '-p', JSON.stringify(patch), ...flags, ...impersonating(person)]),
    operator: async () => {
      const { user, groups } = userOf('ops', 'connection-operator');
      const config = new SharedKubeConfig();
      configs.push(config);
      config.loadFromString(await readFile(await plane.kubeconfigFor(user, groups), 'utf8'));
      return new KubeClient(config, { clock: systemClock, userAgent: 'test' });
    },
    stop: async () => {
      await Promise.all(configs.map((config) => config.close()));
      await plane.stop();
    },
  };
}

function impersonating({ user, groups = ['system:authenticated'] }: Person): string[] {
  return ['--as', user, ...groups.flatMap((group) => ['--as-group', group])];
}
