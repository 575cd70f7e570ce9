import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['the password as it is', 'digest', (_, method) => void (method.credential = { basic: method.credential!.digest! })],
  ['no domain', 'ntlm', (_, { credential }) => void delete credential!.ntlm!.domain],
  ['no depth', 'basic', ({ test }) => void delete test![0]!.request.headers!['Depth']],
];
