import { expect, it } from '@jest/globals';
import { firstLists } from '../../src/first-lists.ts';
import { FakeClock } from '../support/fake-clock.ts';

/** Lists that are there after so many ms each; the others never. */
async function startedAfterMs(listedMs: Readonly<Record<string, number>>): Promise<number | undefined> {
  const clock = new FakeClock();
  const fromMs = clock.now();
  const listed = (plural: string) =>
    new Promise<void>((resolve) => {
      if (listedMs[plural] !== undefined) clock.setTimeout(resolve, listedMs[plural]);
    });
  const all = new Map(['connections', 'platforms', 'secrets', 'configmaps'].map((one) => [one, listed(one)]));
  const watches = {
    synced: async (...plurals: string[]) => void (await Promise.all(plurals.map(async (one) => all.get(one)))),
  };
  let endedMs: number | undefined;
  void firstLists({ clock, watches }, new AbortController().signal).then(() => (endedMs = clock.now() - fromMs));
  await clock.advance(60_000);
  return endedMs;
}

it('waits for Connections however long they take', async () => {
  expect(await startedAfterMs({ connections: 50_000, platforms: 1, secrets: 1, configmaps: 1 })).toBe(50_000);
  expect(await startedAfterMs({ platforms: 1, secrets: 1, configmaps: 1 })).toBeUndefined();
});

it.each(['secrets', 'configmaps'])('does not wait for %s that no Connection may name', async (plural) => {
  const others = { platforms: 100, secrets: 100, configmaps: 100 };

  expect(await startedAfterMs({ connections: 100, ...others })).toBe(100);
  expect(await startedAfterMs({ connections: 100, ...others, [plural]: 30_000 })).toBe(1_100);
});

it('waits for them as long again as for the Connections', async () => {
  const others = { platforms: 1, configmaps: 1 };

  expect(await startedAfterMs({ connections: 4_000, ...others, secrets: 7_000 })).toBe(7_000);
  expect(await startedAfterMs({ connections: 4_000, ...others, secrets: 9_000 })).toBe(8_000);
});

it('starts without the platforms that are slow', async () => {
  expect(await startedAfterMs({ connections: 100, secrets: 1, configmaps: 1 })).toBe(5_100);
});
