import { failure } from '../../src/connectors/failure.ts';
import type { PlatformCase } from '../platforms/case.ts';
import type { FakeReply, FakeRoute, Received } from './fake-platform.ts';
import { methodCases, type FakedMethod, type Row } from './http-cases.ts';

export interface RefreshRoutes {
  /** Name of the route that takes the refresh token, and of the one that takes the access token. */
  token: string;
  test: string;
  /** The good reply of the token route, with this refresh token in it. */
  issue(refreshToken: string): FakeReply;
}

const fresh = 'canary-fresh-refresh-1';
const fresher = 'canary-fresh-refresh-2';

/** What holds for every method whose refresh token the platform replaces. */
export function refreshCases(faked: FakedMethod, { token, test, issue }: RefreshRoutes): PlatformCase[] {
  const kept: string[] = [];
  const keep = (refreshToken: string) => {
    kept.push(refreshToken);
    return Promise.resolve(undefined);
  };
  const soon = faked.routes[test] as FakeRoute;
  const canaries = [...(faked.canaries ?? []), fresh, fresher];
  const usedEarly = () => (kept.includes(fresh) ? [] : ['the access token is used before the refresh token is kept']);
  const refresh = faked.routes[token] as FakeRoute;
  const wanted = [faked.secret['refreshToken'], fresh];
  const inOrder = (received: Received) =>
    sentIn(received) === wanted.shift() ? [] : ['it sends a refresh token that is used up'];
  const variants: [Record<string, FakeRoute>, Row][] = [
    [
      { [test]: alsoFaulty(soon, usedEarly) },
      {
        kind: 'connected',
        name: 'trap: the new refresh token is kept before the access token is used',
        replies: { [token]: issue(fresh) },
        context: { keepRefreshToken: keep },
        hits: { [token]: 1 },
        expect: 'Verified',
      },
    ],
    [
      { [test]: alsoFaulty(soon, () => ['the access token is used']) },
      {
        name: 'trap: the new refresh token cannot be kept',
        replies: { [token]: issue(fresh) },
        context: { keepRefreshToken: () => Promise.resolve(failure('TokenNotRefreshable')) },
        hits: { [token]: 1 },
        expect: 'TokenNotRefreshable',
      },
    ],
    [
      { [token]: alsoFaulty(refresh, inOrder) },
      {
        name: 'trap: the second sign-in sends the refresh token that the first one brought',
        replies: { [token]: [issue(fresh), issue(fresher)], [test]: [{ status: 401 }, soon.good] },
        hits: { [token]: 2, [test]: 2 },
        expect: 'Verified',
      },
    ],
  ];
  return variants.flatMap(([routes, row]) =>
    methodCases({ ...faked, routes: { ...faked.routes, ...routes }, canaries }, [row]),
  );
}

function alsoFaulty(route: FakeRoute, more: (received: Received) => string[]): FakeRoute {
  return { ...route, faults: async (received) => [...((await route.faults?.(received)) ?? []), ...more(received)] };
}

/** From a form, or from a JSON body. */
function sentIn({ form, text }: Received): unknown {
  return text.startsWith('{') ? (JSON.parse(text) as Record<string, unknown>)['refresh_token'] : form['refresh_token'];
}
