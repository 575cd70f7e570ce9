import { beforeAll, expect, it } from '@jest/globals';
import { budget, hour, minute, taken, Traffic } from '../support/faults/traffic.ts';

/** `PACE=full`: a day of ten thousand. */
const isFull = process.env['PACE'] === 'full';
const [connections, hours] = isFull ? [10_000, 24] : [2000, 6];
const hosts = 20;
const ofHost = connections / hosts;
const outage = 3 * hour;
const edited = 'team0/new-0';
const keys = Array.from({ length: connections }, (_, n) => `team${n % 50}/c-${n}`);
const traffic = new Traffic(hosts);
let editedAt = 0;

beforeAll(async () => {
  const { clock } = traffic;
  for (const key of keys) traffic.add(key);
  await clock.advance(outage);
  traffic.isOut = true;
  await clock.advance(hour);
  traffic.isOut = false;
  await clock.advance(hour);
  // All that is due at the host with a budget comes at once: minutes of work.
  for (const key of keys.filter((_, n) => n % hosts === 0)) traffic.add(key, 'periodic');
  await clock.advance(10_000);
  editedAt = clock.now() - traffic.begin;
  traffic.add(edited);
  await clock.advance(hours * hour - editedAt);
  print();
}, 300_000);

it('never starts more at a host in a minute than its budget, nor more at a time', () => {
  const most = Math.max(...traffic.during(0, 0, hours * hour));

  expect(most).toBeLessThanOrEqual(budget.perSecond * 61);
  expect(most).toBeGreaterThan(budget.perSecond * 50);
  expect(traffic.most[0]).toBeLessThanOrEqual(budget.concurrency);
  expect(Math.max(...traffic.most)).toBeLessThanOrEqual(32);
});

it('makes no burst when an outage ends', () => {
  for (let host = 2; host < hosts; host += 1) {
    const after = traffic.during(host, outage + hour, 15 * minute);
    // Each waits for at most ten minutes.
    expect(Math.max(...after)).toBeLessThanOrEqual(0.35 * ofHost);
    expect(after.slice(0, 11).reduce((sum, n) => sum + n)).toBeGreaterThanOrEqual(0.9 * ofHost);
  }
  expect([...traffic.tested.values()].filter(({ failures }) => failures > 0)).toEqual([]);
});

it('comes to an end with a host that takes fewer than there are', () => {
  const late = traffic.during(1, outage - hour, hour);

  expect(Math.max(...late)).toBeLessThanOrEqual(taken);
});

it('tests what was never tested before all that waits at its host', () => {
  const { firstAt = Infinity } = traffic.tested.get(edited) ?? {};

  expect(firstAt - editedAt).toBeLessThanOrEqual(3000);
});

/** How many minutes of a host had how many requests. */
function print(): void {
  const steps = [0, 1, 5, 10, 20, 40, 61, 125, 250, 500, Infinity];
  const kinds = { 'with a budget': [0], 'that limits': [1], others: traffic.requests.map((_, host) => host).slice(2) };
  const after = Math.max(...kinds.others.flatMap((host) => traffic.during(host, outage + hour, 15 * minute)));
  const rows = Object.entries(kinds).map(([kind, of]) => {
    const all = of.flatMap((host) => traffic.during(host, 0, hours * hour));
    const counts = steps.map((step, n) => all.filter((one) => one <= step && one > (steps[n - 1] ?? -1)).length);
    return `${kind.padEnd(14)} ${counts.map((count) => String(count).padStart(6)).join('')}  most ${Math.max(...all)}`;
  });
  const head = `${'up to'.padEnd(14)} ${steps.map((step) => String(step === Infinity ? '∞' : step).padStart(6)).join('')}`;
  process.stderr.write(
    `Minutes of hosts by requests, ${connections} Connections, ${hours} h\n${[head, ...rows].join('\n')}\nafter the outage: at most ${after} of ${ofHost} in a minute\n`,
  );
}
