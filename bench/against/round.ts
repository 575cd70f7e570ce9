import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { startControlPlane, type ControlPlane } from '../../dev/control-plane/control-plane.ts';
import { flagsOf, type Contestant } from './contestants.ts';

/** What the driver counts in a phase. */
interface Usage {
  operator_cpu_s: number;
  apiserver_cpu_s: number;
  rss_peak_mib: number;
  api_requests: Record<string, number>;
  api_writes_per_min: number;
  platform: { requests: number };
}

/** The driver's report; only the phases that were asked for. */
export interface Report {
  n: number;
  cold: {
    terminal: number;
    wrong_verdicts: number;
    first_terminal_s: number;
    all_terminal_s: number;
    rss_settled_mib: number;
    usage: Usage;
  };
  steady?: { usage: Usage };
  rotate?: { missing: number; p50_ms: number; p99_ms: number };
  restart?: { edit_made_while_down_seen_after_s: number | null; verdicts_not_as_before: number; usage: Usage };
}

export interface Round {
  driver: string;
  contestant: Contestant;
  /** More flags of the driver. */
  flags: string[];
  signal: AbortSignal;
}

const operatorUser = 'operator';

/** One measured run on a control plane of its own. */
export async function round({ driver, contestant, flags, signal }: Round): Promise<Report> {
  const cp = await startControlPlane({ log: () => {}, audit: true });
  try {
    await prepare(cp, contestant);
    const out = join(cp.dir, 'report.json');
    const args = [...(await clusterFlags(cp)), '-out', out, ...flags, ...contestant.flags];
    const child = spawn(driver, args, { env: contestant.env, stdio: ['ignore', 'ignore', 'pipe'], signal });
    let said = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
    const [code] = (await once(child, 'exit')) as [number | null];
    if (code !== 0)
      throw new Error(`the driver ended with ${code}: ${said.trimEnd().split('\n').slice(-3).join('\n')}`);
    return JSON.parse(await readFile(out, 'utf8')) as Report;
  } finally {
    await cp.stop();
  }
}

async function prepare(cp: ControlPlane, { crds, platform }: Contestant): Promise<void> {
  await kubectl(cp, ['apply', '--server-side', '-f', crds]);
  await established(cp);
  if (platform !== undefined) {
    const path = join(cp.dir, 'platform.json');
    await writeFile(path, platform);
    await kubectl(cp, ['create', '-f', path]);
  }
  // The API server makes a resource's watch cache at its first request, and answers watches 429 until then.
  const names = await kubectl(cp, ['get', 'crd', '-o', 'jsonpath={.items[*].metadata.name}']);
  for (const name of names.split(' ')) await kubectl(cp, ['get', name, '-A']);
  await delay(1000);
}

/** kubectl does not wait for conditions that are not there at all yet. */
async function established(cp: ControlPlane): Promise<void> {
  const wait = ['wait', '--for=condition=Established', '--timeout=60s', 'crd', '--all'];
  for (let tries = 20; (await cp.kubectl(wait)).code !== 0; tries--) {
    if (tries === 0) throw new Error('The API server does not serve the CustomResourceDefinitions');
    await delay(500);
  }
}

async function kubectl(cp: ControlPlane, args: string[]): Promise<string> {
  const { code, stdout, stderr } = await cp.kubectl(args);
  if (code !== 0) throw new Error(`kubectl: ${stderr.trim()}`);
  return stdout;
}

async function clusterFlags(cp: ControlPlane): Promise<string[]> {
  const pidPath = join(cp.dir, 'api-server.pid');
  await writeFile(pidPath, String(cp.apiserver.pid));
  return flagsOf({
    kubeconfig: cp.kubeconfigPath,
    'op-kubeconfig': await cp.kubeconfigFor(operatorUser, ['system:masters']),
    audit: cp.auditLogPath ?? '',
    'audit-user': operatorUser,
    'api-pid': pidPath,
    'op-log': join(cp.dir, 'operator.log'),
  });
}
