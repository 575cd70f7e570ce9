import { expect, it } from '@jest/globals';
import { conditionOf, verdictOf } from '../support/cluster/cluster.ts';
import { JumpingClock } from '../support/cluster/jumping-clock.ts';
import { scriptedSuite } from '../support/cluster/suite.ts';
import { until } from '../support/until.ts';

/** How often a credential is sent: never twice to be refused, and never again sooner than it was asked to wait. */
const minute = 60_000;
const hour = 60 * minute;

const clock = new JumpingClock();
const { cluster, platform, operator, connect } = scriptedSuite({ clock });

/** Proof that the operator has had its turn: another connection, made now, got its verdict. */
let probes = 0;
async function turn(): Promise<void> {
  const name = `probe-${(probes += 1)}`;
  await connect(name);
  await cluster.until(name, (c) => verdictOf(c) === 'True/Verified');
}

it('sends a wrong password once, and not again before the hold is over', async () => {
  await connect('wrong', { password: 'bad' });
  const { status } = await cluster.until('wrong', (c) => verdictOf(c) === 'False/CredentialsRejected');
  expect(conditionOf({ status } as never, 'Stalled')?.status).toBe('True');

  clock.jump(minute);
  await turn();
  clock.jump(58 * minute);
  await turn();
  expect(platform.seen('wrong')).toBe(1);

  clock.jump(10 * minute);
  await until(() => platform.seen('wrong') === 2);
});

it('does not send a refused password again because someone touched the labels of its Secret', async () => {
  await connect('labels', { password: 'bad' });
  await cluster.until('labels', (c) => verdictOf(c) === 'False/CredentialsRejected');

  await cluster.patch('secrets', 'labels', { metadata: { labels: { touched: 'yes' } } });
  await turn();

  expect(platform.seen('labels')).toBe(1);
});

it('keeps a refused password to itself across a restart', async () => {
  await connect('restart', { password: 'bad' });
  await cluster.until('restart', (c) => verdictOf(c) === 'False/CredentialsRejected');

  await operator.stop();
  await operator.start();
  await turn();

  expect(platform.seen('restart')).toBe(1);
});

it('tests a stalled connection when the annotation asks for it, and echoes it', async () => {
  await connect('asked', { password: 'bad' });
  await cluster.until('asked', (c) => verdictOf(c) === 'False/CredentialsRejected');

  clock.jump(minute + 1000);
  await cluster.patch('connections', 'asked', {
    metadata: { annotations: { 'connection-operator.dev/test-requested-at': 'now' } },
  });

  await cluster.until('asked', ({ status }) => status?.lastHandledTestRequest === 'now');
  expect(platform.seen('asked')).toBe(2);
});

it('keeps a good verdict through fewer 503s than the threshold, and gives it up at the threshold', async () => {
  await connect('flaky');
  await cluster.until('flaky', (c) => verdictOf(c) === 'True/Verified');
  const before = (await cluster.get('flaky')).metadata.resourceVersion;

  platform.script('flaky', { status: 503 });
  clock.jump(1.1 * hour);
  await until(() => platform.seen('flaky') === 2);
  await turn();
  clock.jump(12_000);
  await until(() => platform.seen('flaky') === 3);
  await turn();
  expect((await cluster.get('flaky')).metadata.resourceVersion).toBe(before);

  clock.jump(24_000);
  const { status } = await cluster.until('flaky', (c) => verdictOf(c) === 'Unknown/ServiceUnavailable');
  expect(status).toMatchObject({ state: 'Retrying', consecutiveFailures: 3, account: { id: 'flaky' } });

  platform.script('flaky', undefined);
  await turn();
  clock.jump(48_000);
  await cluster.until('flaky', (c) => verdictOf(c) === 'True/Verified');
  await cluster.untilEvents('flaky', ['ServiceUnavailable', 'Verified']);
});

it.each<[string, { status: number; body?: string }, string]>([
  ['a 404', { status: 404 }, 'False/TargetNotFound'],
  ['a 403', { status: 403 }, 'False/AccessRefused'],
  ['a response that nobody knows', { status: 418 }, 'Unknown/UnexpectedReply'],
])('holds a password that was never accepted after %s, whatever the reason is called', async (name, reply, verdict) => {
  const username = `unaccepted-${name.replace(/\W/g, '')}`;
  platform.script(username, reply);
  await connect(username);
  await cluster.until(username, (c) => verdictOf(c) === verdict);

  clock.jump(28 * minute);
  await turn();

  expect(platform.seen(username)).toBe(1);
});

it('sends a password that was never accepted and gets no response three times, then once an hour', async () => {
  platform.script('silent', { status: 503 });
  await connect('silent');
  await cluster.until('silent', (c) => verdictOf(c) === 'Unknown/ServiceUnavailable');
  clock.jump(12_000);
  await until(() => platform.seen('silent') === 2);
  await turn();
  clock.jump(24_000);
  await until(() => platform.seen('silent') === 3);
  await turn();

  clock.jump(58 * minute);
  await turn();
  expect(platform.seen('silent')).toBe(3);

  clock.jump(10 * minute);
  await until(() => platform.seen('silent') === 4);
});

it('waits as long as Retry-After says', async () => {
  platform.script('limited', { status: 429, headers: { 'retry-after': '120' } });
  await connect('limited');
  await cluster.until('limited', (c) => verdictOf(c) === 'Unknown/RateLimited');

  clock.jump(110_000);
  await turn();
  expect(platform.seen('limited')).toBe(1);

  platform.script('limited', undefined);
  clock.jump(15_000);
  await cluster.until('limited', (c) => verdictOf(c) === 'True/Verified');
});

it('tests at its interval, a tenth more or less, and honours it across a restart', async () => {
  await connect('interval', { test: { interval: '20m' } });
  const { status } = await cluster.until('interval', (c) => verdictOf(c) === 'True/Verified');
  const planned = Date.parse(status?.nextTestTime ?? '') - Date.parse(status?.lastTest?.time ?? '');
  expect(planned).toBeGreaterThanOrEqual(18 * minute - 1000);
  expect(planned).toBeLessThanOrEqual(22 * minute + 1000);

  await operator.stop();
  await operator.start();
  clock.jump(17 * minute);
  await turn();
  expect(platform.seen('interval')).toBe(1);

  clock.jump(6 * minute);
  await until(() => platform.seen('interval') === 2);
});

it('tests what came due while it was away', async () => {
  await connect('overdue', { test: { interval: '20m' } });
  await cluster.until('overdue', (c) => verdictOf(c) === 'True/Verified');

  await operator.stop();
  clock.jump(hour);
  await operator.start();

  // What is overdue is spread over a minute from when the operator saw it, which may be after the jump.
  for (let jumps = 0; jumps < 5 && platform.seen('overdue') === 1; jumps += 1) {
    clock.jump(minute);
    await turn();
  }
  await until(() => platform.seen('overdue') === 2);
});

it('tests only on change with interval 0s', async () => {
  await connect('still', { test: { interval: '0s' } });
  const { status } = await cluster.until('still', (c) => verdictOf(c) === 'True/Verified');
  expect(status?.nextTestTime).toBeUndefined();

  clock.jump(30 * 24 * hour);
  await turn();

  expect(platform.seen('still')).toBe(1);
});
