import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startControlPlane, type ControlPlane } from '../../dev/control-plane/control-plane.ts';
import { startOperatorProcess, type OperatorProcess } from '../../dev/operator-process.ts';

/** An API server of its own: what is taken away here, other tests need. */
let plane: ControlPlane;
let operator: OperatorProcess;
let ports: { health: number; metrics: number };

beforeAll(async () => {
  plane = await startControlPlane({ log: (line) => process.stderr.write(`${line}\n`) });
  await makeDefinitions();
  const logPath = join(plane.dir, 'operator.log');
  operator = await startOperatorProcess({ kubeconfigPath: plane.kubeconfigPath, logPath });
  await operator.started(AbortSignal.timeout(60_000));
  const started = (await logged()).find(({ message }) => message === 'Started');
  ports = started?.['ports'] as typeof ports;
}, 300_000);

afterAll(async () => {
  await operator?.stop();
  await plane?.stop();
});

for (const plural of ['connections', 'platforms'])
  it(`says that the definition of ${plural} is missing, and goes on once it is there again`, async () => {
    const crd = `${plural}.connection-operator.dev`;
    await kubectl('wait', '--for=create', '--timeout=60s', 'platform/sftp');
    await untilReady(200);

    await kubectl('delete', 'crd', crd);
    expect(await untilReady(503)).toBe(`[-] crd ${crd}\nfailing\n`);
    expect(await read('metrics', '/metrics')).toContain(`connection_operator_crd_missing{crd="${crd}"} 1`);
    const told = (await logged()).filter(({ message }) => String(message).includes('Definition is missing'));
    expect(told.at(-1)).toMatchObject({ level: 'error', crd, restore: expect.stringContaining('kubectl apply') });

    await makeDefinitions();
    await untilReady(200);
    expect(await read('metrics', '/metrics')).toContain(`connection_operator_crd_missing{crd="${crd}"} 0`);
    await kubectl('wait', '--for=create', '--timeout=60s', 'platform/sftp');
    await connect(plural);
    await kubectl('wait', '--for=condition=Failed', '--timeout=60s', `connection/${plural}`);
  }, 240_000);

async function makeDefinitions(): Promise<void> {
  await kubectl('apply', '--server-side', '-f', 'crds/');
  await kubectl('wait', '--for=condition=Established', '--timeout=30s', 'crd', '--all');
}

async function connect(name: string): Promise<void> {
  const spec = { platform: 'sftp', secretRef: { name }, config: { host: 'sftp.example.com' } };
  const connection = { apiVersion: 'connection-operator.dev/v1alpha1', kind: 'Connection', metadata: { name }, spec };
  const { code, stderr } = await plane.kubectl(['apply', '-f', '-'], { input: JSON.stringify(connection) });
  if (code !== 0) throw new Error(stderr);
}

async function kubectl(...args: string[]): Promise<void> {
  const { code, stderr } = await plane.kubectl(args);
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
}

async function logged(): Promise<Record<string, unknown>[]> {
  const lines = (await readFile(operator.logPath, 'utf8')).split('\n');
  return lines.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line) as Record<string, unknown>);
}

async function read(port: 'health' | 'metrics', path: string): Promise<string> {
  return (await fetch(`http://127.0.0.1:${ports[port]}${path}`)).text();
}

/** @returns what it says then. */
async function untilReady(status: number): Promise<string> {
  for (const end = performance.now() + 90_000; ;) {
    const response = await fetch(`http://127.0.0.1:${ports.health}/readyz`);
    const text = await response.text();
    if (response.status === status) return text;
    if (performance.now() > end) throw new Error(`/readyz is ${response.status}: ${text}`);
    await delay(100);
  }
}
