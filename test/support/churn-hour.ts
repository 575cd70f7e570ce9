import { log } from './faults/replica.ts';
import { right, type Mode } from './faults/server.ts';
import { World } from './faults/world.ts';

/**
 * A program, to be started with --expose-gc: so many minutes of a clock that is driven, in each of which Connections come
 * and go for good, Secrets are edited and the platform fails in another way, while the rest is tested every five minutes.
 * Prints what is left after each tenth, and a day after all of them are gone, as a line of JSON.
 */
const minutes = Number(process.argv[2] ?? 60);
const rounds = 10;
const standing = 300;
/** In each minute. */
const [newcomers, edits] = [20, 30];
const minuteMs = 60_000;
const modes: readonly Mode[] = ['up', '503', 'up', 'a page', 'up', 'silent'];

const world = new World();
const { cluster, server } = world;
cluster.latencyMs = server.latencyMs = cluster.lagMs = 0;
let [created, removed, tests] = [0, 0, 0];

function come(): void {
  world.secret(`s-${created}`, right);
  world.connect(`c-${created}`, {
    secretRef: { name: `s-${created}` },
    config: { url: `https://dav-${created % 50}.example.com/` },
    test: { interval: '5m' },
  });
  created += 1;
}

function go(): void {
  cluster.remove('Connection', `c-${removed}`);
  cluster.remove('Secret', `s-${removed}`);
  removed += 1;
}

/** What this world itself remembers is none of the operator's. */
function forget(): void {
  tests += server.signIns.length;
  server.signIns.length = 0;
  cluster.passwords.clear();
  log.lines.length = 0;
}

async function pass(minute: number): Promise<void> {
  server.mode = modes[minute % modes.length]!;
  for (let n = 0; n < newcomers; n += 1) {
    come();
    go();
  }
  for (let n = 0; n < edits; n += 1) {
    const name = `s-${removed + ((minute * edits + n) % standing)}`;
    world.secret(name, n % 2 === 0 ? right : `wrong-${minute}-${n}`);
  }
  await world.advance(minuteMs);
}

async function tell(passed: number): Promise<void> {
  forget();
  await new Promise((resolve) => setTimeout(resolve, 100));
  globalThis.gc?.();
  const heapMiB = process.memoryUsage().heapUsed / 2 ** 20;
  process.stdout.write(`${JSON.stringify({ minutes: passed, created, tests, heapMiB })}\n`);
}

for (let n = 0; n < standing; n += 1) come();
world.start();
await world.advance(minuteMs);
for (let round = 1; round <= rounds; round += 1) {
  for (let minute = ((round - 1) * minutes) / rounds; minute < (round * minutes) / rounds; minute += 1)
    await pass(minute);
  await tell((round * minutes) / rounds);
}
// All of them end, and what waits for a time of the day has its turn.
while (removed < created) go();
await world.advance(25 * 60 * minuteMs);
come();
await world.advance(minuteMs);
await tell(minutes + 25 * 60);
process.exit();
