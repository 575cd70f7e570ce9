import { expect, it } from '@jest/globals';
import { runBeside } from '../../../../src/connectors/auth/private-key-decrypt.ts';
import { WorkerLane } from '../../../../src/connectors/auth/worker-lane.ts';

const never = new AbortController().signal;
const source = (code: string) => `data:text/javascript,${encodeURIComponent(code)}`;
const module = source(`
  export const double = (number) => number * 2;
  export const busy = () => { for (;;); };
  export const fails = () => { throw new Error('out of order'); };
  export const ends = () => process.exit(1);
`);

it('calls a function in a thread, one job after the other', async () => {
  const lane = new WorkerLane();

  const results = await Promise.all(
    [1, 2, 3].map((number) => lane.run({ module, name: 'double', args: [number] }, never)),
  );

  expect(results).toEqual([2, 4, 6]);
});

it('gives a job up with its signal, and goes on with the next', async () => {
  const lane = new WorkerLane();
  const abort = new AbortController();

  const busy = lane.run({ module, name: 'busy', args: [] }, abort.signal);
  const waiting = lane.run({ module, name: 'double', args: [1] }, abort.signal);
  const next = lane.run({ module, name: 'double', args: [2] }, never);
  abort.abort(new Error('superseded'));

  await expect(busy).rejects.toThrow('superseded');
  await expect(waiting).rejects.toThrow('superseded');
  expect(await next).toBe(4);
});

it.each([
  ['fails', 'out of order'],
  ['ends', 'the thread has ended'],
])('tells of a job that %s, and goes on with the next', async (name, message) => {
  const lane = new WorkerLane();

  await expect(lane.run({ module, name, args: [] }, never)).rejects.toThrow(message);

  expect(await lane.run({ module, name: 'double', args: [2] }, never)).toBe(4);
});

it('does not begin what is over already', async () => {
  await expect(new WorkerLane().run({ module, name: 'busy', args: [] }, AbortSignal.abort())).rejects.toThrow();
});

it('has what takes seconds wait for nobody else', async () => {
  const abort = new AbortController();
  const busy = runBeside({ module, name: 'busy', args: [] }, { slow: true, signal: abort.signal });

  expect(await runBeside({ module, name: 'double', args: [2] }, { slow: false, signal: never })).toBe(4);

  abort.abort(new Error('over'));
  await expect(busy).rejects.toThrow('over');
});
