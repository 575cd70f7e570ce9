import type { Plan } from '../../platform.ts';
import { dotsIn } from '../../probe/dots.ts';
import type { Store } from './store.ts';

/** What is wrong with a probe in this place; undefined if nothing is, or none is asked for. */
export function probePlaceProblem({ bucket, prefix }: Store, { proof }: Plan): string | undefined {
  if (!proof) return undefined;
  if (bucket === undefined)
    return 'spec.requires.path names no bucket, which proof Probe needs: set spec.config.bucket';
  return dotsIn(prefix);
}
