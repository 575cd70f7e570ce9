import { execFile } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startOperatorProcess, type OperatorProcess } from '../../dev/operator-process.ts';
import { joinCluster, verdictOf } from '../support/cluster/cluster.ts';
import { scriptedPlatform, startScriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { beforeTests } from '../support/cluster/suite.ts';

/** A real process that may open no more files: whatever it could not do is no fault of the platform's. */
const run = promisify(execFile);
const cluster = beforeTests(joinCluster);
const platform = beforeTests(startScriptedPlatform);
const names = Array.from({ length: 30 }, (_, index) => `few-${index}`);
/** A few for its own requests. */
const spare = 3;
let operator: OperatorProcess;
let dir: string;

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'few-files-'));
  await cluster.platform('scripted', scriptedPlatform);
  const kubeconfigPath = process.env['TEST_KUBECONFIG'] ?? '';
  const args = ['--namespaces', cluster.namespace, '--no-publish-platforms'];
  operator = await startOperatorProcess({ kubeconfigPath, args, logPath: join(dir, 'operator.log') });
  await operator.started(AbortSignal.timeout(60_000));
});

afterAll(async () => {
  await operator.stop();
  await platform.stop();
  await rm(dir, { recursive: true });
});

async function connect(name: string, password = platform.password): Promise<void> {
  await cluster.secret(name, { username: name, password });
  await cluster.connection(name, { secretRef: { name }, config: { url: platform.url } });
}

const limit = (files: number) => run('prlimit', ['--pid', String(operator.pid), `--nofile=${files}:4096`]);
it('blames nobody while it can open no file, and tests all once it can', async () => {
  await connect('before');
  await cluster.until('before', (c) => verdictOf(c) === 'True/Verified');
  const open = (await readdir(`/proc/${operator.pid}/fd`)).length;
  const gates = names.map((name) => platform.hold(name));

  await limit(open + spare);
  for (const name of names) await connect(name);
  const reasons = new Map<string, number>();
  for (const end = performance.now() + 20_000; performance.now() < end;) {
    for (const name of names) {
      const one = await cluster.get(name);
      const reason = verdictOf(one) ?? 'none';
      reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
    }
  }
  process.stdout.write(`\nWith ${open + spare} files: ${JSON.stringify([...reasons])}\n`);
  for (const gate of gates) gate.release();
  await limit(4096);

  for (const name of names) await cluster.until(name, (c) => verdictOf(c) === 'True/Verified', 120_000);
  for (const reason of reasons.keys())
    expect(reason).toMatch(/^(none|True\/Verified|Unknown\/(Pending|InternalError))$/);
  expect([...reasons.keys()].some((reason) => reason.endsWith('InternalError'))).toBe(true);
}, 240_000);
