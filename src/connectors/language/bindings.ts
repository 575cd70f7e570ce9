import type { CelValue } from '@bufbuild/cel';
import { toCel } from './cel-values.ts';

type Names<T> = Record<string, T>;

/** An object that inherits nothing, and that V8 keeps in a faster form than `Object.create(null)`. */
const Empty = function Empty() {} as unknown as new () => Names<CelValue>;
Empty.prototype = Object.freeze(Object.create(null));

/**
 * Plain values by name, for expressions. A value is converted once, when the first expression reads it; a layer on top
 * shares what the one below has converted.
 */
export class Bindings {
  readonly #below: Bindings | undefined;
  /** Layers could be prototypes of each other, but V8 makes a new shape of each object that becomes one: 0.13 ms a test. */
  readonly #values = new Map<string, Value>();

  constructor(values: Readonly<Names<unknown>>, below?: Bindings) {
    this.#below = below;
    for (const name of Object.keys(values)) this.#values.set(name, new Value(values[name]));
  }

  /** A layer whose names stand before those of this one. */
  with(more: Readonly<Names<unknown>>): Bindings {
    return new Bindings(more, this);
  }

  /** Adds a name whose value is worked out when it is first read, and once. */
  lazily(name: string, work: () => unknown): void {
    this.#values.set(name, new Value(undefined, work));
  }

  /** The plain value; undefined if there is none. */
  value(name: string): unknown {
    return this.#find(name)?.plain;
  }

  /** Converts a value now, and not for the first expression that reads it. */
  convert(name: string): void {
    void this.#find(name)?.cel;
  }

  /** What the evaluator reads for these names. One without a value is null: a step not taken, what another method sets. */
  celOf(names: readonly string[]): Readonly<Names<CelValue>> {
    const found = new Empty();
    for (const name of names) {
      const value = this.#find(name);
      if (value === undefined || value.isConverted) found[name] = value?.cel ?? null;
      else Object.defineProperty(found, name, { enumerable: true, get: () => value.cel });
    }
    return found;
  }

  #find(name: string): Value | undefined {
    const value = this.#values.get(name);
    if (value || !this.#below) return value;
    return this.#below.#find(name);
  }
}

/** Worked out when it is first read, and converted when an expression first reads it. */
class Value {
  #plain: unknown;
  #work: (() => unknown) | undefined;
  #cel: CelValue | undefined;

  constructor(plain: unknown, work?: () => unknown) {
    this.#plain = plain;
    this.#work = work;
  }

  get plain(): unknown {
    if (this.#work) this.#plain = this.#work();
    this.#work = undefined;
    return this.#plain;
  }

  get isConverted(): boolean {
    return this.#cel !== undefined;
  }

  get cel(): CelValue {
    if (this.#cel === undefined) this.#cel = toCel(this.plain);
    return this.#cel;
  }
}
