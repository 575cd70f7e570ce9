import type { Cause } from './connection-state.ts';

/** What was edited, where that is why a test is due. */
export function editIn(cause: Cause | undefined): 'secret' | 'spec' | undefined {
  return cause === 'secret' || cause === 'spec' ? cause : undefined;
}
