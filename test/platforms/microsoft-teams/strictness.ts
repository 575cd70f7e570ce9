import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['OData where it is not taken', 'refresh-token', ({ test }) => void (test![0]!.request.query = { $top: '1' })],
];
