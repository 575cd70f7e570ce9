import type { Clock } from './clock.ts';

/** When somebody last did something, and when something last came of it. */
export class Activity {
  readonly #clock: Pick<Clock, 'now'>;
  #triedMs: number;
  #heardMs: number;

  constructor(clock: Pick<Clock, 'now'>) {
    this.#clock = clock;
    this.#triedMs = this.#heardMs = clock.now();
  }

  get lastMs(): number {
    return this.#triedMs;
  }

  get ageMs(): number {
    return this.#clock.now() - this.#heardMs;
  }

  tried(): void {
    this.#triedMs = this.#clock.now();
  }

  heard(): void {
    this.#triedMs = this.#heardMs = this.#clock.now();
  }
}
