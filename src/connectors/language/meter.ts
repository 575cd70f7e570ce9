import { celError, isCelList, isCelMap, type CelFunc, type CelValue } from '@bufbuild/cel';
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
    return { result, exceeded: meter.iterations > limits.iterations || meter.work > limits.work };
  } finally {
    running = outer;
  }
}

/** @throws CelError when the evaluation has gone over too many items */
export function countIterations(items: number): void {
  running.iterations += items;
  if (running.iterations > limits.iterations) throw celError('too many iterations');
}

/** @throws CelError when the evaluation has read too much */
export function spend(work: number): void {
  running.work += work;
  if (running.work > limits.work) throw celError('too much work');
}

/** The same function, which counts what it reads and gives no text that is too long. */
export function counted(func: CelFunc, costOf: (value: CelValue) => number): CelFunc {
  const call: CelFunc['call'] = (id, target, args) => {
    const result = func.call(id, target, args);
    if (result === undefined) return result;
    try {
      spend(args.reduce((sum: number, arg) => sum + costOf(arg), target === undefined ? 0 : costOf(target)));
    } catch (error) {
      return celError(error, id);
    }
    return typeof result === 'string' && result.length > limits.text ? celError('the text is too long', id) : result;
  };
  return Object.create(func, { call: { value: call } }) as CelFunc;
}

/** Characters of a text, items of a list or map. */
export function sizeOf(value: CelValue): number {
  if (typeof value === 'string') return value.length;
  return isCelList(value) || isCelMap(value) ? value.size : 1;
}

/** Everything in it. */
export function weightOf(value: CelValue): number {
  let weight = 1;
  if (typeof value === 'string') weight += value.length;
  else if (isCelList(value)) for (const item of value) weight += weightOf(item);
  else if (isCelMap(value)) for (const item of value.values()) weight += weightOf(item);
  return weight;
}
