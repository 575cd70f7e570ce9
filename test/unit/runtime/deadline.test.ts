import { describe, expect, it } from '@jest/globals';

import { Deadline } from '../../../src/runtime/deadline.ts';
import { FakeClock } from '../../support/fake-clock.ts';

describe('Deadline', () => {
  it('aborts when the limit passes', async () => {
    const clock = new FakeClock();
    const deadline = new Deadline(new AbortController().signal, 1_000, clock);

    await clock.advance(999);
    const before = deadline.signal.aborted;
    await clock.advance(1);

    expect(before).toBe(false);
    expect(deadline.signal.reason).toMatchObject({ name: 'TimeoutError' });
    expect(deadline.expired).toBe(true);
  });

  it('starts anew when touched', async () => {
    const clock = new FakeClock();
    const deadline = new Deadline(new AbortController().signal, 1_000, clock);

    await clock.advance(600);
    deadline.touch();
    await clock.advance(999);
    const before = deadline.expired;
    await clock.advance(1);

    expect([before, deadline.expired]).toEqual([false, true]);
  });

  it.each(['before', 'after'])('aborts with its parent, which was aborted %s', (when) => {
    const parent = new AbortController();
    const reason = new Error('stop');
    if (when === 'before') parent.abort(reason);

    const deadline = new Deadline(parent.signal, 1_000, new FakeClock());
    if (when === 'after') parent.abort(reason);

    expect(deadline.signal.reason).toBe(reason);
    expect(deadline.expired).toBe(false);
  });

  it('leaves neither timer nor listener once it has ended', () => {
    const clock = new FakeClock();
    const parent = new AbortController();
    const deadline = new Deadline(parent.signal, 1_000, clock);

    deadline.end();
    parent.abort();

    expect(clock.pendingMs).toEqual([]);
    expect(deadline.signal.aborted).toBe(false);
  });
});
