import type { CelValue } from '@bufbuild/cel';
import { toCel } from './cel-values.ts';

type Names<T> = Record<string, T>;

/**
 * Plain values by name, for expressions. A value is converted once, when the first expression reads it; a layer on top
 * shares what the one below has converted.
 */
export class Bindings {
  readonly #below: Bindings | undefined;
  /** Layers are prototypes of each other, so that a name is looked up and not copied. */
  readonly #plain: Names<unknown>;
  readonly #cel: Names<CelValue>;

  constructor(values: Readonly<Names<unknown>>, below?: Bindings) {
    this.#below = below;
    // Written like this, a name of a lower layer that is worked out later is hidden and not set.
    this.#plain = { __proto__: below ? below.#plain : null, ...values };
    this.#cel = Object.create(below ? below.#cel : null) as Names<CelValue>;
  }

  /** A layer whose names stand before those of this one. */
  with(more: Readonly<Names<unknown>>): Bindings {
    return new Bindings(more, this);
  }

  /** Adds a name whose value is worked out when it is first read, and once. */
  lazily(name: string, work: () => unknown): void {
    delete this.#cel[name];
    once(this.#plain, name, work);
  }

  /** The plain value; undefined if there is none. */
  value(name: string): unknown {
    return this.#plain[name];
  }

  /** Converts a value now, and not for the first expression that reads it. */
  convert(name: string): void {
    void this.celOf([name])[name];
  }

  /** What the evaluator reads for these names. One without a value is null: a step not taken, what another method sets. */
  celOf(names: readonly string[]): Readonly<Names<CelValue>> {
    const missing = names.filter((name) => !this.#prepared(name));
    if (missing.length === 0) return this.#cel;
    const nulls = Object.create(this.#cel) as Names<CelValue>;
    for (const name of missing) nulls[name] = null;
    return nulls;
  }

  /** Has the layer that holds a name convert it when it is read. False if no layer holds it. */
  #prepared(name: string): boolean {
    if (Object.hasOwn(this.#cel, name)) return true;
    if (!Object.hasOwn(this.#plain, name)) return this.#below ? this.#below.#prepared(name) : false;
    once(this.#cel, name, () => toCel(this.#plain[name]));
    return true;
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
