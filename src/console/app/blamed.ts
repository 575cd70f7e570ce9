import type { Problem } from '../../api/problems.ts';
import type { Draft } from '../contract.ts';
import { fieldOf } from './problem-fields.ts';

/** What a test or a sign-in has found wrong with a draft, as far as nothing else was entered there since. */
export function stillBlamed(problems: readonly Problem[] = [], then: Draft | undefined, now: Draft): Problem[] {
  if (then === undefined) return [];
  return problems.filter(({ at }) => {
    const field = fieldOf(at);
    return field !== undefined && valueOf(then, field) === valueOf(now, field);
  });
}

function valueOf(draft: Draft, [part, key]: readonly ['config' | 'secret', string]): string | undefined {
  return JSON.stringify(draft[part][key]);
}
