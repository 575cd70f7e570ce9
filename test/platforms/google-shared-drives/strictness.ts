import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  [
    'other scopes for the account that is acted as',
    'workload-identity',
    (_, { signIn }) => void (signIn![1]!.request!.json!['scope'] = ['https://www.googleapis.com/auth/drive']),
  ],
];
