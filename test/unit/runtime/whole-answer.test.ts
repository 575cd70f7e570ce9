import { describe, expect, it, jest } from '@jest/globals';
import type { Dispatcher } from 'undici';

import { Deadline } from '../../../src/runtime/deadline.ts';
import { wholeAnswer } from '../../../src/runtime/whole-answer.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const options = { origin: 'http://api', path: '/x', method: 'PATCH' } as const;

/** A dispatcher that keeps what it was handed, as one does that has no connection yet. */
function waiting() {
  const handlers: Dispatcher.DispatchHandler[] = [];
  const abort = jest.fn<(reason: Error) => void>();
  const controller = { abort } as unknown as Dispatcher.DispatchController;
  const dispatch = (_options: unknown, handler: Dispatcher.DispatchHandler) => handlers.push(handler) > 0;
  return { dispatcher: { dispatch } as unknown as Dispatcher, handlers, controller, abort };
}

describe('wholeAnswer', () => {
  it('puts a character together that came in two pieces', async () => {
    const { dispatcher, handlers, controller } = waiting();
    const answer = wholeAnswer(dispatcher, options, new Deadline(new AbortController().signal, 1_000, new FakeClock()));

    const bytes = Buffer.from('{"a":"ä"}');
    handlers[0]?.onRequestStart?.(controller, null);
    handlers[0]?.onResponseStart?.(controller, 200, { date: 'now' });
    handlers[0]?.onResponseData?.(controller, bytes.subarray(0, 7));
    handlers[0]?.onResponseData?.(controller, bytes.subarray(7));
    handlers[0]?.onResponseEnd?.(controller, {});

    await expect(answer).resolves.toEqual({ statusCode: 200, headers: { date: 'now' }, text: '{"a":"ä"}' });
  });

  it('gives a request up at once that waits for a connection, and does not send it later', async () => {
    const { dispatcher, handlers, controller, abort } = waiting();
    const parent = new AbortController();
    const reason = new Error('given up');
    const answer = wholeAnswer(dispatcher, options, new Deadline(parent.signal, 1_000, new FakeClock()));

    parent.abort(reason);
    await expect(answer).rejects.toBe(reason);
    handlers[0]?.onRequestStart?.(controller, null);

    expect(abort.mock.calls).toEqual([[reason]]);
  });

  it('ends a request that is under way when its time is over', async () => {
    const { dispatcher, handlers, controller, abort } = waiting();
    const clock = new FakeClock();
    const answer = wholeAnswer(dispatcher, options, new Deadline(new AbortController().signal, 1_000, clock));
    const refused = expect(answer).rejects.toMatchObject({ name: 'TimeoutError' });
    handlers[0]?.onRequestStart?.(controller, null);

    await clock.advance(1_000);
    await refused;

    expect(abort).toHaveBeenCalledTimes(1);
  });

  it('dispatches nothing for a caller who has given up already', async () => {
    const { dispatcher, handlers } = waiting();
    const reason = new Error('given up');

    const answer = wholeAnswer(dispatcher, options, new Deadline(AbortSignal.abort(reason), 1_000, new FakeClock()));

    await expect(answer).rejects.toBe(reason);
    expect(handlers).toEqual([]);
  });
});
