import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['no expanded principal', 'password', ({ test }) => void delete test![0]!.request.query],
];
