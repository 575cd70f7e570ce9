import type { PlatformRow } from '../../../api/platform.gen.ts';

/** Every service answers 200 as a rule; StatusCode tells. The codes: public clients. */
export const replies: PlatformRow[] = [
  {
    // unverified: 401 for a credential that is refused; of a stored token it says no more than this.
    when: 'status == 401 && method == "bearer"',
    outcome: 'TokenNotRefreshable',
    causes: ['the token has expired', 'the token was never valid'],
  },
  {
    // Not logged in although Auth=Internet asks for it.
    when: 'status in [200, 403] && code == "-20"',
    outcome: 'AccessRefused',
    causes: [
      'single sign-on in front of the server does not accept the credential',
      'the server lets guests in instead',
    ],
  },
  { when: 'status in [200, 403] && code == "-18"', outcome: 'PermissionDenied' },
  { when: 'status in [200, 403] && code.startsWith("-")', outcome: 'UnexpectedReply' },
  { when: 'status == 200 && user == "anonymous"', outcome: 'UnexpectedReply' },
];
