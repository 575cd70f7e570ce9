import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startOperatorProcess, type OperatorProcess } from '../../dev/operator-process.ts';
import { apiVersion, type Connection, type PlatformObject } from '../../src/api/resources.ts';
import { joinCluster, verdictOf } from '../support/cluster/cluster.ts';
import { InProcessOperator } from '../support/cluster/in-process-operator.ts';
import { JumpingClock } from '../support/cluster/jumping-clock.ts';
import { scriptedPlatform, startScriptedPlatform } from '../support/cluster/scripted-platform.ts';
import { beforeTests } from '../support/cluster/suite.ts';
import { until } from '../support/until.ts';

/** Two operators without a Lease, both of which believe that the Connections are theirs. */
const clock = new JumpingClock();
const cluster = beforeTests(joinCluster);
const platform = beforeTests(startScriptedPlatform);
const minute = 60_000;

beforeAll(() => cluster.platform('scripted', scriptedPlatform));
afterAll(() => platform.stop());

const made: string[] = [];

async function connect(name: string, password: string): Promise<void> {
  made.push(name);
  await cluster.secret(name, { username: name, password });
  await cluster.connection(name, { secretRef: { name }, config: { url: platform.url } });
}

/**
 * Proof that both have had their turn: each has tested another Connection, which was made now. A process that meets one only
 * once another with its key has tested it does not test it again; then there is one more.
 */
async function turns(name: string, more = 3): Promise<void> {
  await connect(name, platform.password);
  await cluster.until(name, (c) => verdictOf(c) === 'True/Verified');
  try {
    await until(() => platform.seen(name) === 2, more > 0 ? 10_000 : 60_000);
  } catch (error) {
    if (more === 0) throw error;
    await turns(`${name}-again`, more - 1);
  }
}

/** Who has recorded an attempt. */
function sendersIn({ status }: Connection): number {
  return new Set(status?.attempts?.map(({ sender }) => sender)).size;
}

const flagsOf = (key: string) => [
  '--no-publish-platforms',
  '--attempts-key-secret',
  key,
  '--leader-elect-resource-namespace',
  cluster.namespace,
];

describe.each([
  { whose: 'of one release', name: 'same', keys: ['key', 'key'] as const },
  { whose: 'of two releases', name: 'other', keys: ['key-one', 'key-two'] as const },
])('$whose', ({ name, keys }) => {
  const operators = keys.map(() => new InProcessOperator(cluster));

  beforeAll(async () => {
    for (const key of new Set(keys)) await cluster.secret(key, {});
    for (const [index, operator] of operators.entries())
      await operator.start({ clock, flags: flagsOf(keys[index] ?? '') });
  });

  // Whoever comes next has another key, and would test them all anew.
  afterAll(async () => {
    await Promise.all(operators.map((operator) => operator.stop()));
    for (const one of made.splice(0)) await cluster.remove('connections', one);
  });

  it('a wrong password is sent at most twice, whatever is edited', async () => {
    await connect(name, 'wrong');
    await cluster.until(name, (c) => verdictOf(c) === 'False/CredentialsRejected');
    // What one of them has under way is known to the other once it is recorded; the clock jumps by more than that takes.
    await cluster.until(name, (c) => sendersIn(c) === 2);
    await turns(`${name}-first`);

    for (const displayName of ['One', 'Two', 'Three']) {
      clock.jump(1.5 * minute);
      await cluster.patch('connections', name, { spec: { displayName } });
      await turns(`${name}-${displayName.toLowerCase()}`);
    }
    clock.jump(90 * minute);
    await turns(`${name}-last`);

    expect(platform.seen(name)).toBe(2);
    expect(sendersIn(await cluster.get(name))).toBe(2);
  });

  it('nothing is written while nothing changes', async () => {
    const names = [name, `${name}-first`];
    const written = () =>
      Promise.all(
        names.map((one) => cluster.get(one).then(({ metadata, status }) => [metadata.resourceVersion, status])),
      );
    const rest = async (round: string) => {
      clock.jump(11 * minute);
      await turns(`${name}-rest-${round}`);
    };
    // One that was late with the same verdict writes its own a back-off later.
    const settled = await written();
    await rest('late');
    if (!isDeepStrictEqual(await written(), settled)) await rest('later');
    const before = await written();

    for (const round of ['one', 'two']) await rest(round);

    expect(await written()).toEqual(before);
  });

  it('one of them says that there is another', async () => {
    const said = operators.map((operator) => operator.log()).join('');
    const counted = (await Promise.all(operators.map((operator) => operator.metrics()))).join('');

    expect(said).toContain('Another operator seems to test the same Connections');
    expect(counted).toMatch(/statuses_of_others_total [1-9]/);
  });
});

describe('two processes', () => {
  const processes: OperatorProcess[] = [];
  let dir: string;

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'two-'));
    await cluster.secret('key-processes', {});
    const kubeconfigPath = process.env['TEST_KUBECONFIG'] ?? '';
    const args = ['--namespaces', cluster.namespace, ...flagsOf('key-processes')];
    for (const name of ['one', 'two'])
      processes.push(await startOperatorProcess({ kubeconfigPath, args, logPath: join(dir, `${name}.log`) }));
    await Promise.all(processes.map((one) => one.started(AbortSignal.timeout(60_000))));
  });

  afterAll(async () => {
    await Promise.all(processes.map((one) => one.stop()));
    await rm(dir, { recursive: true });
  });

  it('send each value at most twice, and write neither its verdict nor the Platform again', async () => {
    const path = `/apis/${apiVersion}/platforms/scripted`;
    const platformVersion = async () =>
      (await cluster.client.get<PlatformObject>(path, { signal: new AbortController().signal })).metadata
        .resourceVersion;

    for (const value of ['wrong', 'still-wrong']) {
      if (value === 'wrong') await connect('real', value);
      else await cluster.secret('real', { username: 'real', password: value });
      await until(() => platform.passwords('real').includes(value));
      await cluster.until('real', (c) => verdictOf(c) === 'False/CredentialsRejected');
      await turns(`real-${value}`);
    }
    const versions = async () => [(await cluster.get('real')).metadata.resourceVersion, await platformVersion()];
    // The second one may still be at its last write.
    let [before, after] = [[''], await versions()];
    for (let turn = 1; turn <= 5 && String(before) !== String(after); turn += 1) {
      before = after;
      await turns(`real-rest-${turn}`);
      after = await versions();
    }

    for (const value of ['wrong', 'still-wrong'])
      expect(platform.passwords('real').filter((one) => one === value).length).toBeLessThanOrEqual(2);
    expect(after).toEqual(before);
  });
});
