import { describe, expect, it } from '@jest/globals';
import { conditionOf } from '../../../src/api/conditions.ts';
import type { Connection } from '../../../src/api/resources.ts';
import {
  ConnectionReconciler,
  withdrawAfterMs,
  type ConnectionReconcilerOptions,
} from '../../../src/reconcilers/connection.ts';
import { nextStatus, type StatusUpdate } from '../../../src/reconcilers/status.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { queueByHand } from '../../support/fake-work.ts';

const key = 'victim/c';
const never = new AbortController().signal;

/** A Connection that was tested with version 7 of its Secret, and is True. */
function tested(more: Partial<Connection['spec']> = {}): Connection {
  const metadata = { name: 'c', namespace: 'victim', uid: 'uid', resourceVersion: '1', generation: 2 };
  const spec = { platform: 'box', secretRef: { name: 's' }, ...more };
  const time = new Date(0).toISOString();
  const condition = { type: 'Connected', status: 'True', reason: 'Verified', message: '', lastTransitionTime: time };
  const lastTest = { time, reason: 'Verified', generation: 2, secret: { uid: 'secret', resourceVersion: '7' } };
  return { metadata, spec, status: { conditions: [condition], lastTest } } as unknown as Connection;
}

function setUp(connection = tested()) {
  const clock = new FakeClock(0);
  const now = { connection: connection as Connection | undefined, secretVersion: '7' };
  const written: { kind: string; atMs: number; reason: string | undefined }[] = [];
  let release = (): void => {};
  let held: Promise<void> = Promise.resolve();
  const options = {
    clock,
    cache: {
      connection: () => now.connection,
      platform: () => undefined,
      metadata: () => ({ name: 's', uid: 'secret', resourceVersion: now.secretVersion }),
    },
    writer: {
      async write(of: Connection, update: StatusUpdate) {
        await held;
        const status = nextStatus(of, update, clock.now());
        written.push({
          kind: update.kind,
          atMs: clock.now(),
          reason: conditionOf(status.conditions, 'Connected')?.reason,
        });
        return status;
      },
      tell: async () => {},
    },
  };
  const reconciler = new ConnectionReconciler(options as unknown as ConnectionReconcilerOptions);
  const hold = (): void => {
    held = new Promise((resolve) => (release = resolve));
  };
  return { clock, now, written, reconciler, hold, release: () => release() };
}

it('withdraws a verdict within a second of an edit, though no slot ever gets free', async () => {
  const { now, written, reconciler } = setUp();
  const tests = queueByHand({ concurrency: 10 });
  for (let n = 0; n < 100; n++) tests.queue.add(`hostile/${n}`);
  const withdrawals = queueByHand({
    concurrency: 1,
    clock: tests.clock,
    work: (of, signal) => reconciler.withdraw(of, signal),
  });
  await tests.clock.advance(5000);

  now.secretVersion = '8';
  tests.queue.add(key);
  expect(reconciler.voidBy(key)).toBeDefined();
  withdrawals.queue.addAfter(key, withdrawAfterMs);
  await tests.clock.advance(1000);

  expect(tests.runs.map((run) => run.key)).not.toContain(key);
  expect(written).toMatchObject([{ kind: 'changed', reason: 'CredentialChanged' }]);
  expect(withdrawAfterMs).toBeLessThan(1000);
});

describe('a verdict', () => {
  type Edit = (now: ReturnType<typeof setUp>['now']) => void;
  it.each<[string, Edit, boolean]>([
    ['nothing changed', () => {}, false],
    ['the Secret is another one', (now) => (now.secretVersion = '8'), true],
    ['the spec is another one', (now) => (now.connection!.metadata.generation = 3), true],
    ['the Connection is gone', (now) => (now.connection = undefined), false],
    ['it is suspended', (now) => ((now.secretVersion = '8'), (now.connection = tested({ suspend: true }))), false],
  ])('is void: %s', async (_case, edit, isVoid) => {
    const { now, written, reconciler } = setUp();

    edit(now);
    await reconciler.withdraw(key, never);

    expect(reconciler.voidBy(key) !== undefined).toBe(isVoid);
    expect(written.map(({ kind }) => kind)).toEqual(isVoid ? ['changed'] : []);
  });

  it('is not withdrawn any more once the edit is undone while it waits to be written', async () => {
    const { now, written, reconciler, hold, release } = setUp();
    now.secretVersion = '8';
    hold();

    const both = [reconciler.withdraw(key, never), reconciler.withdraw(key, never)];
    await new Promise((resolve) => setImmediate(resolve));
    now.secretVersion = '7';
    release();
    await Promise.all(both);

    expect(written).toHaveLength(1);
  });
});
