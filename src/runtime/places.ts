import { Fifo } from './fifo.ts';

interface Waiting {
  begin: () => void;
  signal: AbortSignal;
}

/** So many at a time; who comes after that waits, in order. */
export class Places {
  #free: number;
  readonly #waiting = new Fifo<Waiting>();

  constructor(count: number) {
    this.#free = count;
  }

  /** Does the work once there is a place for it. @throws the signal's reason where that comes first */
  async with<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#turn(signal);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  async #turn(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const onAbort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
    this.#waiting.push({ begin: resolve, signal });
    await promise.finally(() => signal.removeEventListener('abort', onAbort));
  }

  /** Hands a place on, to the first that still waits. */
  #next(): void {
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift())
      if (!next.signal.aborted) return next.begin();
    this.#free += 1;
  }
}
