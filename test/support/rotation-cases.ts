import { failure } from '../../src/connectors/failure.ts';
import type { PlatformCase } from '../platforms/case.ts';
import type { FakeReply, FakeRoute } from './fake-platform.ts';
import { methodCases, type FakedMethod } from './http-cases.ts';

interface Rotation {
  /** Route of the token endpoint. */
  token: string;
  /** Its good reply, with the refresh token `next`. */
  reply: FakeReply;
  next: string;
}

/** A refresh token that is replaced must be stored before the new access token is used, and nothing else may be used where it cannot be. */
export function rotationCases(faked: FakedMethod, { token, reply, next }: Rotation): PlatformCase[] {
  let kept = '';
  const keepRefreshToken = (fresh: string) => {
    kept = fresh;
    return Promise.resolve(undefined);
  };
  const isStored = () => (kept === next ? [] : ['the access token is used before the refresh token is stored']);
  const isToken = ({ on }: FakeRoute) => on === faked.routes[token]?.on;
  const withFaults = Object.fromEntries(
    Object.entries(faked.routes).map(([name, route]) => [
      name,
      isToken(route) ? route : { ...route, faults: isStored },
    ]),
  );
  const tokenOnly = Object.fromEntries(Object.entries(faked.routes).filter(([, route]) => isToken(route)));
  const replies = { [token]: reply };
  const canaries = [...(faked.canaries ?? []), next];
  return [
    ...methodCases({ ...faked, routes: withFaults, canaries }, [
      {
        kind: 'connected',
        name: 'trap: a new refresh token is stored before the access token is used',
        replies,
        context: { keepRefreshToken },
        expect: 'Verified',
      },
    ]),
    ...methodCases({ ...faked, routes: tokenOnly, canaries }, [
      {
        name: 'trap: a new refresh token that cannot be stored stops the test',
        replies,
        context: { keepRefreshToken: () => Promise.resolve(failure('TokenNotRefreshable')) },
        expect: 'TokenNotRefreshable',
      },
    ]),
  ];
}
