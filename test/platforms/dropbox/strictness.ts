import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['a body where there must be none', 'access-token', ({ test }) => void (test![0]!.request.json = { query: 'x' })],
];
