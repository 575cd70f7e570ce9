import { getEventListeners, once } from 'node:events';
import { expect, it } from '@jest/globals';
import { withJoined } from '../../../src/runtime/joined-signal.ts';

const reason = new Error('stopped');
const reasonOf = async (signal: AbortSignal): Promise<unknown> => {
  if (!signal.aborted) await once(signal, 'abort');
  return signal.reason;
};

it.each([0, 1])('aborts with the reason of signal %i', async (which) => {
  const controllers = [new AbortController(), new AbortController()];
  const work = withJoined(
    controllers.map(({ signal }) => signal),
    reasonOf,
  );

  controllers[which]?.abort(reason);

  expect(await work).toBe(reason);
});

it('is aborted from the start where one of them is', async () => {
  const signals = [new AbortController().signal, AbortSignal.abort(reason)];

  expect(await withJoined(signals, async ({ aborted }) => aborted)).toBe(true);
});

it.each([
  ['returned', () => Promise.resolve()],
  ['failed', () => Promise.reject(reason)],
])('lets go of the others once the work has %s', async (_how, work) => {
  const { signal } = new AbortController();

  await withJoined([signal], work).catch(() => {});

  expect(getEventListeners(signal, 'abort')).toEqual([]);
});
