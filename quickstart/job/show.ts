import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startControlPlane, type ControlPlane } from '../../dev/control-plane/control-plane.ts';
import { installCrds } from '../../dev/crds.ts';
import { startOperatorProcess } from '../../dev/operator-process.ts';
import { applied, filesOf, jobOf } from './manifests.ts';
import { startCommand } from './command.ts';
import { startJobServers, type JobServers } from './servers.ts';
import type { Screen } from '../screen.ts';

const account = 'system:serviceaccount:default:move-files';
const groups = ['system:serviceaccounts', 'system:serviceaccounts:default', 'system:authenticated'];

/** The whole demonstration; whatever it started is gone when it returns or throws. */
export async function showJob(screen: Screen, signal: AbortSignal): Promise<void> {
  const cleanUp: (() => Promise<unknown>)[] = [];
  try {
    const servers = await startJobServers();
    cleanUp.push(() => servers.stop());
    const cp = await startControlPlane({ log: (line) => process.stderr.write(`${line}\n`) });
    cleanUp.push(() => cp.stop());
    await installCrds(cp);
    const kubeconfigPath = await cp.kubeconfigFor('connection-operator', ['system:masters']);
    const operator = await startOperatorProcess({ kubeconfigPath, logPath: join(cp.dir, 'operator.log') });
    cleanUp.push(() => operator.stop());
    await operator.started(signal);
    const dir = await mkdtemp(join(tmpdir(), 'job-'));
    cleanUp.push(() => rm(dir, { recursive: true }));
    await demonstrate({ cp, servers, screen, dir, signal });
  } finally {
    for (const stop of cleanUp.toReversed()) await stop();
  }
}

interface Stage {
  cp: ControlPlane;
  servers: JobServers;
  screen: Screen;
  dir: string;
  signal: AbortSignal;
}

async function demonstrate({ cp, servers, screen, dir, signal }: Stage): Promise<void> {
  const kubectl = async (...args: string[]): Promise<string> => {
    screen.command(`kubectl ${args.join(' ')}`);
    return applied(await cp.kubectl(args));
  };
  const [texts, job] = [await filesOf(servers.values), await jobOf()];
  screen.command('kubectl apply -f examples/job');
  screen.say(applied(await cp.kubectl(['apply', '-f', '-'], { input: texts.join('\n---\n') })));

  // What the Job's Pod would do first.
  const kubeconfig = await cp.kubeconfigFor(account, groups);
  screen.command(job.wait.join(' '));
  const env = { ...process.env, KUBECONFIG: kubeconfig, KUBERC: 'off' };
  const wait = startCommand([cp.paths.kubectl, ...job.wait.slice(1)], env, signal);
  applied(await cp.kubectl(['wait', '--for=condition=Connected', '--timeout=60s', 'connection/source']));
  screen.say(await kubectl('get', 'connections'));
  if (wait.isOver()) throw new Error(`The Job did not wait: ${(await wait.ended).text}`);

  screen.say('The Job waits. Now somebody brings the password of the destination:');
  const { username, password } = servers.account;
  const secret = ['create', 'secret', 'generic', 'destination', `--from-literal=username=${username}`];
  screen.command(`kubectl ${secret.join(' ')} --from-literal=password=…`);
  applied(await cp.kubectl([...secret, `--from-literal=password=${password}`]));
  const waited = await wait.ended;
  if (waited.code !== 0) throw new Error(waited.text);
  screen.say(waited.text);

  screen.command('connection export source destination --to rclone > rclone.conf');
  const names = ['export', 'source', 'destination', '--namespace', 'default', '--to', 'rclone'];
  const admin = { ...process.env, KUBECONFIG: cp.kubeconfigPath };
  const exported = await startCommand([process.execPath, 'bin/connection.js', ...names], admin, signal).ended;
  if (exported.code !== 0) throw new Error(exported.text);
  const config = join(dir, 'rclone.conf');
  await writeFile(config, exported.stdout, { mode: 0o600 });

  screen.command(job.copy.join(' '));
  const copy = job.copy.map((arg) => arg.replace('/config/rclone.conf', config));
  const copied = await startCommand(copy, { ...process.env, HOME: dir }, signal).ended;
  if (copied.code !== 0) throw new Error(`rclone: ${copied.text}`);
  const there = await servers.copied();
  if (there.join() !== servers.files.join()) throw new Error(`Copied were ${there.join(', ')}`);
  screen.say(`In the destination, with the content of the source: ${there.join(', ')}`);
}
