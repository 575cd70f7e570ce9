import { spawn } from 'node:child_process';
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { judgePath, type Judge } from '../../../dev/judges/judges.ts';
import { startHelm } from '../../chart/support/helm.ts';

/** What a judge may say of an object; `blind` is that it does not look. */
export type Opinion = 'ready' | 'failed' | 'waiting' | 'suspended' | 'blind';

export interface Said {
  opinion: Opinion;
  text: string;
}

/** Delivers objects and says whether they are ready, as a pipeline of this tool does. */
export interface Gate {
  /** @param name - of the release; the same again is an upgrade */
  deliver(name: string, objects: readonly object[], timeout?: string): Promise<Said>;
  end(): Promise<void>;
}

export type GateName = 'Flux' | 'Helm 4' | 'Helm 3';

const programs: Record<GateName, Judge | undefined> = { Flux: 'flux-apply', 'Helm 4': undefined, 'Helm 3': 'helm3' };

export function hasGate(name: GateName): boolean {
  const program = programs[name];
  return program === undefined || judgePath(program) !== undefined;
}

export function openGate(name: GateName, namespace: string): Promise<Gate> {
  return name === 'Flux' ? Promise.resolve(flux()) : helm(namespace, programs[name]);
}

function flux(): Gate {
  return {
    async deliver(_name, objects, timeout = '30s') {
      const { code, text } = await run('flux-apply', ['-timeout', timeout], asYaml(objects));
      return { opinion: opinionOfGate(code, text), text };
    },
    end: () => Promise.resolve(),
  };
}

async function helm(namespace: string, program: Judge | undefined): Promise<Gate> {
  const path = program === undefined ? undefined : judgePath(program);
  const client = await startHelm(process.env['TEST_KUBECONFIG'], path);
  const charts = await mkdtemp(join(tmpdir(), 'charts-'));
  return {
    async deliver(name, objects, timeout = '30s') {
      const chart = join(charts, name);
      await mkdir(join(chart, 'templates'), { recursive: true });
      await writeFile(join(chart, 'Chart.yaml'), `{ apiVersion: v2, name: ${name}, version: 0.1.0 }`);
      await writeFile(join(chart, 'templates/all.yaml'), asYaml(objects).replaceAll('{{', '{{ "{{" }}'));
      const args = ['upgrade', '--install', name, chart, '--namespace', namespace, '--wait', '--timeout', timeout];
      const { code, text } = await client.run(...args);
      return { opinion: opinionOfGate(code, text), text };
    },
    async end() {
      await client.end();
      await rm(charts, { recursive: true, force: true });
    },
  };
}

/** Each gives up on what has not ended, and each in other words. */
function opinionOfGate(code: number | null, text: string): Opinion {
  if (code === 0) return 'ready';
  if (/InProgress|timed? ?out|deadline/i.test(text)) return 'waiting';
  return 'failed';
}

export async function askKstatus(live: object): Promise<Said> {
  const { code, text } = await run('kstatus', [], JSON.stringify(live));
  if (code !== 0) throw new Error(`kstatus: ${text}`);
  const { status, message } = JSON.parse(text) as { status: string; message: string };
  return { opinion: opinions[status] ?? 'blind', text: message };
}

/** What Argo CD shows, with the settings that we ship. */
export async function askArgo(live: object): Promise<Said & { actions: string[] }> {
  const { code, text } = await run('argo-health', ['examples/gitops/argo-cd/argocd-cm.yaml'], JSON.stringify(live));
  if (code !== 0) throw new Error(`argo-health: ${text}`);
  const { status, message, actions } = JSON.parse(text) as { status: string; message: string; actions: string[] };
  return { opinion: opinions[status] ?? 'blind', text: message, actions };
}

const opinions: Record<string, Opinion> = {
  Current: 'ready',
  Failed: 'failed',
  InProgress: 'waiting',
  Healthy: 'ready',
  Degraded: 'failed',
  Progressing: 'waiting',
  Suspended: 'suspended',
};

function asYaml(objects: readonly object[]): string {
  return objects.map((object) => JSON.stringify(object)).join('\n---\n');
}

async function run(judge: Judge, args: string[], input: string): Promise<{ code: number | null; text: string }> {
  const env = { ...process.env, KUBECONFIG: process.env['TEST_KUBECONFIG'] };
  const child = spawn(judgePath(judge) ?? judge, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
  let text = '';
  let errors = '';
  child.stdout.setEncoding('utf8').on('data', (part: string) => (text += part));
  child.stderr.setEncoding('utf8').on('data', (part: string) => (errors += part));
  child.stdin.end(input);
  const code = await new Promise<number | null>((resolve, reject) => child.on('error', reject).on('close', resolve));
  return { code, text: code === 0 ? text : `${text}\n${errors}` };
}
