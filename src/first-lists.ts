import { sleep, type Clock } from './runtime/index.ts';
import type { Watches } from './watches.ts';

interface Parts {
  clock: Clock;
  watches: Pick<Watches, 'synced'>;
}

/** What a test is made of may be slow to list; the operator starts without it after this. */
const platformsWithinMs = 5_000;
/**
 * Without knowing Secrets and ConfigMaps it can test: each is read by itself, and once they are listed, one that has another
 * version than was read is tested again. A cluster can have so many that no Connection names that it is not waited for.
 */
const othersWithinMs = 1_000;

/** Resolves once what is watched is listed as far as the first tests need it, or the signal aborts. */
export async function firstLists({ clock, watches }: Parts, signal: AbortSignal): Promise<void> {
  const ended = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
  const atMost = async (ms: number, ...plurals: string[]): Promise<void> => {
    const over = new AbortController();
    const patience = sleep(ms, clock, over.signal).catch(() => {});
    await Promise.race([watches.synced(...plurals), patience, ended]);
    over.abort();
  };
  const fromMs = clock.now();
  await Promise.race([watches.synced('connections'), ended]);
  const tookMs = clock.now() - fromMs;
  await atMost(platformsWithinMs, 'platforms');
  // As long as the Connections took, for where there are many of both, a list of the Secrets spares a request each.
  await atMost(Math.max(othersWithinMs, tookMs), 'secrets', 'configmaps');
}
