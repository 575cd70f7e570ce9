import { celError, isCelError, isCelList, isCelMap, type CelFunc, type CelValue } from '@bufbuild/cel';
import { evaluationLimits as limits } from './evaluation-limits.ts';

/**
 * What one evaluation has used up. Counted and not timed: a busy machine must not change what a response means.
 * A unit of work is one character or item that a function reads; all of it takes about 20 ms.
 */
export interface Meter {
  iterations: number;
  work: number;
}

let running: Meter = { iterations: 0, work: 0 };

/** Runs with a meter of its own; `exceeded` also tells of limits whose error an `||` has swallowed. */
export function metered<T>(work: () => T): { result: T; exceeded: boolean } {
  const outer = running;
  const meter = { iterations: 0, work: 0 };
  running = meter;
  try {
    const result = work();
    return { result, exceeded: isExceeded(meter) };
  } finally {
    running = outer;
  }
}

function isExceeded({ iterations, work }: Meter): boolean {
  return iterations > limits.iterations || work > limits.work;
}

/** @throws CelError when the evaluation has gone over too many items */
export function countIterations(items: number): void {
  running.iterations += items;
  if (isExceeded(running)) throw celError('too many iterations');
}

/** The same function, which counts what it reads and gives no text that is too long. @param wanted - of a search: how many of its arguments are looked for */
export function counted(func: CelFunc, costOf: (value: CelValue) => number, wanted = 0): CelFunc {
  const call: CelFunc['call'] = (id, target, args) => {
    // The library goes on with a loop after an error.
    running.work += searchCost(target, args.slice(0, wanted));
    if (isExceeded(running)) return celError('too much work', id);
    const result = func.call(id, target, args);
    if (result === undefined || isCelError(result)) return result;
    if (typeof result === 'string' && result.length > limits.text) return celError('the text is too long', id);
    const read = target === undefined ? args : [target, ...args];
    const made = typeof target === 'string' && isCelList(result) ? sizeOf(result) : 0;
    running.work += read.reduce((sum: number, value) => sum + costOf(value), made);
    return isExceeded(running) ? celError('too much work', id) : result;
  };
  return Object.create(func, { call: { value: call } }) as CelFunc;
}

/** Characters of a text that is found in no more time than the other one has characters. */
const shortWanted = 64;

/** What a search may take at worst beyond reading the text: a longer one may be compared with each of its places anew. */
function searchCost(text: CelValue | undefined, wanted: readonly CelValue[]): number {
  if (typeof text !== 'string') return 0;
  const long = wanted.filter((one) => typeof one === 'string').filter(({ length }) => length > shortWanted);
  return long.reduce((sum, { length }) => sum + (Math.min(length, text.length) * text.length) / 8, 0);
}

/** To look at one item takes this many times as long as to look at a character. */
const itemCost = 32;

/** For a function that goes over a text, or over the items of a list or map. */
export function sizeOf(value: CelValue): number {
  if (typeof value === 'string') return value.length;
  return isCelList(value) || isCelMap(value) ? itemCost * value.size : 1;
}

/** For a function that goes into everything that a value holds, and over its texts as fast as memory is read. */
export function weightOf(value: CelValue): number {
  let weight = typeof value === 'string' ? value.length / itemCost : 1;
  if (isCelList(value)) for (const item of value) weight += itemCost + weightOf(item);
  else if (isCelMap(value)) for (const item of value.values()) weight += itemCost + weightOf(item);
  return weight;
}
