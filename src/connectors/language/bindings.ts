import type { CelValue } from '@bufbuild/cel';
import { toCel } from './cel-values.ts';

type Names<T> = Record<string, T>;

/**
 * Plain values by name, for expressions. A value is converted once, when the first expression reads it; a layer on top
 * shares what the one below has converted.
 */
export class Bindings {
  /** What the evaluator reads. Layers are prototypes of each other, so that a name is looked up and not copied. */
  readonly cel: Readonly<Names<CelValue>>;
  readonly #plain: Names<unknown>;

  constructor(values: Readonly<Names<unknown>>, below?: Bindings) {
    this.#plain = Object.create(below ? below.#plain : null) as Names<unknown>;
    this.cel = Object.create(below ? below.cel : null) as Names<CelValue>;
    for (const [name, value] of Object.entries(values)) this.#define(name, () => value);
  }

  /** A layer whose names stand before those of this one. */
  with(more: Readonly<Names<unknown>>): Bindings {
    return new Bindings(more, this);
  }

  /** Adds a name whose value is worked out when it is first read, and once. */
  lazily(name: string, work: () => unknown): void {
    this.#define(name, work);
  }

  /** The plain value; undefined if there is none. */
  value(name: string): unknown {
    return this.#plain[name];
  }

  #define(name: string, work: () => unknown): void {
    once(this.#plain, name, work);
    once(this.cel as Names<CelValue>, name, () => toCel(this.#plain[name]));
  }
}

function once<T>(names: Names<T>, name: string, work: () => T): void {
  const settings = { configurable: true, enumerable: true };
  Object.defineProperty(names, name, {
    ...settings,
    get: () => {
      const value = work();
      Object.defineProperty(names, name, { ...settings, value });
      return value;
    },
  });
}
