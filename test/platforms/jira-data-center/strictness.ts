import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  [
    'a public page as the proof',
    'basic',
    ({ test }) => void (test![0]!.request.url = '{{config.url}}/rest/api/2/serverInfo'),
  ],
];
