import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { buildOperator } from '../../dev/built-operator.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { joinCluster, verdictOf } from '../support/cluster/cluster.ts';
import { beforeTests } from '../support/cluster/suite.ts';
import { lacksSmbclient } from '../support/smbclient.ts';
import { startOperatorProcess, type OperatorProcess } from '../../dev/operator-process.ts';
import type { Moment } from '../../dev/servers/killing-proxy.ts';
import type { ProbeTarget } from './probe-targets/target.ts';
import { s3Target } from './probe-targets/s3.ts';
import { sftpTarget } from './probe-targets/sftp.ts';
import { smbTarget } from './probe-targets/smb.ts';
import { webdavTarget } from './probe-targets/webdav.ts';

const limitSteps = 60;
const limitMs = 900_000;
const signal = AbortSignal.timeout(3 * limitMs);

const cluster = beforeTests(joinCluster);
let dir: string;
/** The built one, which starts in a fifth of the time: it is started some eighty times. */
let built: Awaited<ReturnType<typeof buildOperator>>;
let operator: OperatorProcess;
let starts = 0;
const counts: string[] = [];

beforeAll(async () => {
  dir = await mkdtemp(join(tmpdir(), 'killed-'));
  built = await buildOperator(join(dir, 'app'));
  await restart();
}, 180_000);

afterAll(async () => {
  await operator?.stop();
  await chmod(join(dir, 'app'), 0o755);
  await rm(dir, { recursive: true });
  process.stdout.write(`\nThe operator was killed in the middle of a probe: ${counts.join('; ')}\n`);
});

async function restart(): Promise<void> {
  const logPath = join(dir, `operator-${(starts += 1)}.log`);
  const args = ['--namespaces', cluster.namespace, '--no-publish-platforms'];
  operator = await startOperatorProcess({
    kubeconfigPath: process.env['TEST_KUBECONFIG'] ?? '',
    logPath,
    args,
    ...built,
  });
  await operator.started(signal);
}

const title = 'killed at each step of a probe on $name, it leaves nothing, and touches nothing else';

it.each([sftpTarget, webdavTarget, s3Target])(title, ({ start }) => hold(start), limitMs);

await describeWithContainers(
  'Samba',
  () => {
    it.each([smbTarget])(title, ({ start }) => hold(start), limitMs);
  },
  lacksSmbclient,
);

async function hold(start: () => Promise<ProbeTarget>): Promise<void> {
  const target = await start();
  try {
    await cluster.secret(target.name, target.secret);
    const found = [await killedAtEachStep(target, 'before'), await killedAtEachStep(target, 'after')];
    const kills = found.reduce((sum, each) => sum + each.kills, 0);
    const leftOvers = found.reduce((sum, each) => sum + each.leftOvers, 0);

    expect(kills).toBeGreaterThanOrEqual(2 * 5);
    expect(leftOvers).toBeGreaterThan(0);
    counts.push(
      `${target.name} ${kills} times, of which it left a file ${leftOvers} times; after the next test 0 left, 0 others touched`,
    );
  } finally {
    await target.stop();
  }
}

async function killedAtEachStep(target: ProbeTarget, moment: Moment): Promise<{ kills: number; leftOvers: number }> {
  const before = await target.contents();
  let leftOvers = 0;
  for (let nth = 1; nth <= limitSteps; nth += 1) {
    if (!(await probe(target, nth, moment))) return { kills: nth - 1, leftOvers };
    const left = await target.contents();
    if (Object.keys(left).length > Object.keys(before).length) leftOvers += 1;

    await restart();
    await cluster.until(nameOf(target, nth, moment), (c) => verdictOf(c) === 'True/Verified');

    expect(await target.contents()).toEqual(before);
  }
  throw new Error(`${target.name} has more than ${limitSteps} steps: ${target.steps().join(', ')}`);
}

function nameOf({ name }: ProbeTarget, nth: number, moment: string): string {
  return `${name}-${moment}-${nth}`;
}

/** @returns whether the operator was killed at that step; false where the test has fewer. */
async function probe(target: ProbeTarget, nth: number, moment: Moment): Promise<boolean> {
  const killed = target.arm(nth, moment, () => process.kill(operator.pid, 'SIGKILL')).then(() => true);
  const name = nameOf(target, nth, moment);
  const requires = { path: target.path, access: ['Read', 'Write', 'Update', 'Delete'], proof: 'Probe' } as const;
  const test = { interval: '720h' };
  await cluster.connection(name, {
    ...target.spec,
    secretRef: { name: target.name },
    requires: { ...requires, access: [...requires.access] },
    test,
  });
  const done = cluster
    .until(name, (c) => verdictOf(c) === 'True/Verified')
    .then(
      () => false,
      () => false,
    );
  return Promise.race([killed, done]);
}
