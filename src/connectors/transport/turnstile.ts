export interface TurnstileOptions {
  /** How many may be inside at a time. */
  total: number;
  /** Of these so many are kept for callers that have nobody inside. */
  reserved: number;
  /** Of one caller at most so many. */
  perCaller: number;
}

/** Lets in a limited number at a time, in turns among those who call. */
export class Turnstile {
  readonly #options: TurnstileOptions;
  readonly #inside = new Map<string, number>();
  readonly #waiting = new Map<string, Set<() => void>>();
  #used = 0;

  constructor(options: TurnstileOptions) {
    this.#options = options;
  }

  /** Waits for a turn. @returns what ends it. @throws the signal's reason */
  async enter(caller: string, signal: AbortSignal | undefined): Promise<() => void> {
    signal?.throwIfAborted();
    if (this.#mayEnter(caller)) this.#take(caller);
    else await this.#turn(caller, signal);
    let isInside = true;
    return () => {
      if (isInside) this.#give(caller);
      isInside = false;
    };
  }

  async #turn(caller: string, signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const waiting = this.#waiting.get(caller) ?? new Set();
    this.#waiting.set(caller, waiting.add(resolve));
    const onAbort = () => {
      waiting.delete(resolve);
      if (waiting.size === 0 && this.#waiting.get(caller) === waiting) this.#waiting.delete(caller);
      reject(signal?.reason as Error);
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    await promise.finally(() => signal?.removeEventListener('abort', onAbort));
  }

  #mayEnter(caller: string): boolean {
    const { total, reserved, perCaller } = this.#options;
    const own = this.#inside.get(caller) ?? 0;
    return own < perCaller && this.#used < (own === 0 ? total : total - reserved);
  }

  #take(caller: string): void {
    this.#used += 1;
    this.#inside.set(caller, (this.#inside.get(caller) ?? 0) + 1);
  }

  #give(caller: string): void {
    this.#used -= 1;
    const left = (this.#inside.get(caller) ?? 1) - 1;
    if (left > 0) this.#inside.set(caller, left);
    else this.#inside.delete(caller);
    while (this.#letIn());
  }

  /** The first caller in the row that may enter goes to its end. */
  #letIn(): boolean {
    for (const [caller, waiting] of this.#waiting) {
      const [next] = waiting;
      if (!next || !this.#mayEnter(caller)) continue;
      this.#waiting.delete(caller);
      waiting.delete(next);
      if (waiting.size > 0) this.#waiting.set(caller, waiting);
      this.#take(caller);
      next();
      return true;
    }
    return false;
  }
}
