import { describe, expect, it } from '@jest/globals';
import { EventEmitter } from 'node:events';

import { onSignals, type SignalSource } from '../../../src/runtime/shutdown.ts';
import { FakeLogger } from '../../support/fake-logger.ts';

class FakeProcess extends EventEmitter {
  readonly exits: number[] = [];

  exit(code: number): void {
    this.exits.push(code);
  }
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

function listen(stop: () => Promise<void>): { source: FakeProcess; off: () => void } {
  const source = new FakeProcess();
  return { source, off: onSignals({ stop, log: new FakeLogger(), source: source satisfies SignalSource }) };
}

describe('onSignals', () => {
  it.each(['SIGTERM', 'SIGINT'])('stops on %s and exits with 0 once that is done', async (signal) => {
    const stopping = Promise.withResolvers<void>();
    const { source } = listen(() => stopping.promise);

    source.emit(signal);
    await settled();
    const before = [...source.exits];
    stopping.resolve();
    await settled();

    expect([before, source.exits]).toEqual([[], [0]]);
  });

  it('exits with 1 at once on the second signal', () => {
    const { source } = listen(() => new Promise(() => {}));

    source.emit('SIGTERM');
    source.emit('SIGINT');

    expect(source.exits).toEqual([1]);
  });

  it('exits with 1 where stopping fails', async () => {
    const { source } = listen(() => Promise.reject(new Error('no')));

    source.emit('SIGTERM');
    await settled();

    expect(source.exits).toEqual([1]);
  });

  it('takes its listeners off again', () => {
    const { source, off } = listen(() => Promise.resolve());

    off();

    expect(source.eventNames()).toEqual([]);
  });
});
