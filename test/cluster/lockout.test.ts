import { expect, it } from '@jest/globals';
import { joinCluster, verdictOf, type Cluster } from '../support/cluster/cluster.ts';
import { InProcessOperator } from '../support/cluster/in-process-operator.ts';
import { JumpingClock } from '../support/cluster/jumping-clock.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { matrix } from '../support/matrix.ts';
import { opensshAccount } from './lockout-targets/openssh.ts';
import { sambaDomainAccount } from './lockout-targets/samba-domain.ts';
import { sambaAccount } from './lockout-targets/samba.ts';
import type { LockoutTarget } from './lockout-targets/target.ts';

/**
 * A wrong password, an operator that runs for a day and is restarted every six hours, and a server that locks the account
 * for good after three failed passwords and forgets none of them: its clock does not move on with the operator's.
 */
const quarterHourMs = 900_000;
/** The next would be past the day, as real time passes too: 24 hours after the first attempt another one is allowed. */
const wakesADay = 95;
const wakesARestart = 24;
const attempts = 3;
/** docs/concepts.md: a refused credential is sent at most twice in 24 hours. */
const bound = 2;
/** Empty at first, as the chart makes it: without it the count would begin anew with each restart. */
const keySecret = 'attempts';

for (const target of [opensshAccount, sambaAccount, sambaDomainAccount]) {
  await describeWithContainers(
    target.server,
    () => it('a wrong password does not lock the account in a day, restarts included', () => hold(target), 300_000),
    target.lacks,
  );
}

async function hold({ name, server, start }: LockoutTarget): Promise<void> {
  const account = await start(attempts);
  const cluster = await joinCluster();
  const clock = new JumpingClock();
  try {
    await cluster.secret(keySecret, {});
    await cluster.secret(name, { username: account.username, password: 'canary-wrong-password' });
    await cluster.connection(name, { ...account.spec, secretRef: { name } });

    const wakes = await aDay(cluster, name, clock);

    const failures = await account.failures();
    expect(failures).toBeGreaterThanOrEqual(1);
    expect(failures).toBeLessThanOrEqual(bound);
    expect(await account.isLocked()).toBe(false);
    process.stdout.write(
      `\n${name}: ${wakes} wake-ups in 24 h, 4 restarts, ${failures} attempts of ${attempts}, not locked\n`,
    );
    const secret = { username: account.username, password: account.password };
    await expectStillGood(cluster, { name, clock, secret });
    matrix(server, 'not locked in a day by a wrong password');
  } finally {
    await account.stop();
  }
}

function operatorOf(cluster: Cluster, clock: JumpingClock): InProcessOperator {
  const flags = ['--attempts-key-secret', keySecret, '--leader-elect-resource-namespace', cluster.namespace];
  return new InProcessOperator(cluster, { clock, flags });
}

/** @returns how often the operator was woken. */
async function aDay(cluster: Cluster, name: string, clock: JumpingClock): Promise<number> {
  const operator = operatorOf(cluster, clock);
  let wakes = 0;
  while (wakes < wakesADay) {
    await operator.start();
    await cluster.until(name, (c) => verdictOf(c) === 'False/CredentialsRejected');
    const restartAt = Math.min(wakes + wakesARestart, wakesADay);
    while (wakes < restartAt) {
      clock.jump(quarterHourMs);
      await turn(cluster, (wakes += 1));
    }
    await operator.stop();
  }
  return wakes;
}

/** Proof that the operator has had its turn: another Connection, made now, got its verdict. */
async function turn(cluster: Cluster, count: number): Promise<void> {
  const name = `turn-${count}`;
  await cluster.connection(name, { platform: 'no-such-platform' });
  await cluster.until(name, (c) => verdictOf(c) === 'False/PlatformNotFound');
}

interface Repaired {
  name: string;
  clock: JumpingClock;
  secret: Record<string, string>;
}

/** The right password opens the account at once. */
async function expectStillGood(cluster: Cluster, { name, clock, secret }: Repaired): Promise<void> {
  const operator = operatorOf(cluster, clock);
  await operator.start();
  try {
    await cluster.secret(name, secret);
    await cluster.until(name, (c) => verdictOf(c) === 'True/Verified');
  } finally {
    await operator.stop();
  }
}
