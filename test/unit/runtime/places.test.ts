import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { Places } from '../../../src/runtime/places.ts';

const never = new AbortController().signal;

it('has so many under way, and the others in order', async () => {
  const places = new Places(2);
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const all = Array.from({ length: 5 }, (_, index) =>
    places.with(never, async () => {
      begun.push(index);
      await new Promise<void>((resolve) => ends.push(resolve));
      return index;
    }),
  );

  await turn();
  expect(begun).toEqual([0, 1]);
  ends[1]?.();
  await turn();
  expect(begun).toEqual([0, 1, 2]);
  while (begun.length < 5 || ends.length > 0) {
    ends.shift()?.();
    await turn();
  }
  expect(await Promise.all(all)).toEqual([0, 1, 2, 3, 4]);
});

it('who gives up while it waits does nothing, and takes no place', async () => {
  const places = new Places(1);
  const abort = new AbortController();
  const first = Promise.withResolvers<void>();
  const work = places.with(never, () => first.promise);
  let isDone = false;
  const waiting = places.with(abort.signal, async () => (isDone = true));
  const next = places.with(never, async () => 'next');

  abort.abort(new Error('given up'));
  await expect(waiting).rejects.toThrow('given up');
  first.resolve();
  await work;

  expect(await next).toBe('next');
  expect(isDone).toBe(false);
});

it('work that fails gives its place back', async () => {
  const places = new Places(1);

  await expect(places.with(never, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');

  expect(await places.with(never, async () => 'there is room')).toBe('there is room');
});
