import type { Mistake } from '../strictness.ts';

export const mistakes: Mistake[] = [
  ['another HTTP method', 'bot-token', ({ test }) => void (test![0]!.request.method = 'GET')],
  [
    'the scheme in lower case',
    'bot-token',
    (_, method) => void (method.credential = { headers: { Authorization: 'bearer {{secret.botToken}}' } }),
  ],
  [
    "a reply's own words in the verdict",
    'bot-token',
    ({ test }) => void (test![0]!.facts!.account!.email = 'json.help_url'),
  ],
  [
    'the token in the address',
    'bot-token',
    ({ test }) => void (test![0]!.request.query = { token: '{{secret.botToken}}' }),
  ],
];
