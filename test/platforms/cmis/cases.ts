import { challenged } from '../../support/challenged.ts';
import {
  accessToken,
  atomRoutes,
  browserRoutes,
  bySecret,
  byToken,
  folder,
  password,
  repositories,
  service,
} from './fake.ts';
import { methodCases, type FakedMethod, type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { missingRows } from '../shared/secrets/missing.ts';
import { shared, browserRows } from './rows.ts';

const rejected = (secret: Record<string, string>): Row[] => [
  { kind: 'rejected', name: 'a wrong credential', secret, hits: { service: 1 }, expect: 'CredentialsRejected' },
  {
    kind: 'rejected',
    name: 'trap: the service document is open to anyone, the root is not',
    secret,
    replies: { service: repositories() },
    hits: { service: 1, object: 1 },
    expect: 'CredentialsRejected',
  },
];
const config = { url: 'https://ecm.example.com/cmis/browser' };
const atom = { url: 'https://ecm.example.com/cmis/atom', binding: 'atompub' };
const basic: FakedMethod = {
  method: 'basic',
  routes: browserRoutes(bySecret),
  config,
  secret: { username: 'svc', password },
};
const bearer: FakedMethod = { ...basic, method: 'bearer', routes: browserRoutes(byToken), secret: { accessToken } };
const login: Row = {
  kind: 'connected',
  name: 'the user name is the account',
  expect: { reason: 'Verified', account: { id: 'svc' } },
};
const second: Row[] = [
  { kind: 'connected', name: 'the second repository', expect: { reason: 'Verified', account: { tenant: 'B' } } },
];

export const cases: PlatformCases = [
  ...methodCases(basic, [
    ...challenged(browserRows, 'service'),
    login,
    ...rejected({ password: 'canary-wrong-password' }),
    ...missingRows('username', 'password'),
  ]),
  ...methodCases(bearer, [
    ...browserRows,
    ...rejected({ accessToken: 'canary-wrong-token' }),
    ...missingRows('accessToken'),
  ]),
  ...methodCases({ ...basic, config: { ...config, repositoryId: 'B' }, routes: browserRoutes(bySecret, 'B') }, second),
  ...methodCases({ ...basic, config: atom, routes: atomRoutes(bySecret) }, [
    ...challenged(shared, 'service'),
    login,
    { kind: 'connected', name: 'one repository', replies: { service: service('A') }, expect: 'Verified' },
    {
      kind: 'rejected',
      name: 'AtomPub: a wrong password',
      secret: { password: 'canary-wrong-password' },
      expect: { reason: 'AccessRefused', causes: 2 },
    },
    { name: 'the browser binding at that address', replies: { service: folder }, expect: 'UnexpectedReply' },
    { name: 'AtomPub: 401 at the root', replies: { object: { status: 401 } }, expect: 'CredentialsRejected' },
  ]),
  ...methodCases({ ...basic, config: { ...atom, repositoryId: 'B' }, routes: atomRoutes(bySecret, 'B') }, second),
];
