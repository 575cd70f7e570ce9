import { failure } from '../../../../src/connectors/failure.ts';
import type { Answer } from '../../../support/fake-platform.ts';
import type { Row } from '../../../support/http-cases.ts';

const lost = failure('TokenNotRefreshable');

/** What holds for every method with a refresh token: a new one is kept before the access token is used. */
export function refreshRows(options: {
  issued: (refreshToken?: string) => Answer;
  next: string;
  probe: string;
}): Row[] {
  const { issued, next, probe } = options;
  return [
    {
      kind: 'connected',
      name: 'the new refresh token is kept',
      replies: { token: issued(next) },
      context: { keepRefreshToken: (kept) => Promise.resolve(kept === next ? undefined : lost) },
      hits: { token: 1, [probe]: 1 },
      expect: 'Verified',
    },
    {
      kind: 'connected',
      name: 'no new refresh token: nothing to keep',
      replies: { token: issued() },
      context: { keepRefreshToken: () => Promise.resolve(lost) },
      hits: { token: 1, [probe]: 1 },
      expect: 'Verified',
    },
    {
      name: 'the new refresh token cannot be kept: the access token is not used',
      replies: { token: issued(next), [probe]: { status: 418 } },
      context: { keepRefreshToken: () => Promise.resolve(lost) },
      hits: { token: 1 },
      expect: 'TokenNotRefreshable',
    },
  ];
}
