import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

type CollectGarbage = (options: { type: 'major'; flavor: 'last-resort'; execution: 'async' }) => Promise<void>;

/**
 * Gives memory back that nobody uses any more: V8 keeps what a wave of work took, and on an idle process collects nothing for
 * hours. Takes the thread for some 50 ms, so that it is for once, when there is nothing to do.
 */
export async function shrinkMemory(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as CollectGarbage | undefined;
  setFlagsFromString('--no-expose-gc');
  await collect?.({ type: 'major', flavor: 'last-resort', execution: 'async' });
}
