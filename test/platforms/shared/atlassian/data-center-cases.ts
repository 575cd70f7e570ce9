import { basicOffered } from '../../../support/basic-offered.ts';
import type { FakeReply, FakeRoute } from '../../../support/fake-platform.ts';
import {
  basicly,
  bearing,
  clientSecret,
  minted,
  nextToken,
  oauthError,
  refreshToken,
  serverToken,
  type Shown,
} from './fake.ts';
import { methodCases, saying, type FakedMethod, type Row } from '../../../support/http-cases.ts';
import type { PlatformCases } from '../../case.ts';
import { mintedRows, rotationRows, storedRows } from './rows.ts';
import { missingRows } from '../secrets/missing.ts';

const token = 'canary-personal-token-66';
const username = 'svc-migration';
const password = 'canary-pässword-67';

export interface ServerProduct {
  url: string;
  routes(shown: Shown): Record<string, FakeRoute>;
  rows: readonly Row[];
  anonymous: FakeReply;
  me: FakeReply;
}

const tokenRows: Row[] = [
  ...saying('token', [
    ['a bare invalid_grant', oauthError('invalid_grant', 'No', 400), 'AccessRefused', 3],
    ['a wrong client', oauthError('invalid_client', 'No', 401), 'CredentialsRejected'],
    ['no token in the reply', { json: { expires_in: 1 } }, 'UnexpectedReply'],
  ]),
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
  {
    kind: 'rejected',
    name: 'a refresh token that was used already',
    secret: { refreshToken: 'canary-used-token' },
    hits: { token: 1 },
    expect: { reason: 'AccessRefused', causes: 3 },
  },
  ...missingRows('clientSecret', 'refreshToken'),
];

/** The three ways to sign in that the Data Center products have in common. */
export function serverCases({ url, routes, rows, anonymous, me }: ServerProduct): PlatformCases {
  const config = { url: `${url}/` };
  const personal: FakedMethod = {
    method: 'personal-access-token',
    routes: routes(bearing(token)),
    config,
    secret: { personalAccessToken: token },
  };
  const basic: FakedMethod = {
    method: 'basic',
    routes: routes(basicly(username, password)),
    config,
    secret: { username, password },
  };
  const oauth: FakedMethod = {
    method: 'oauth-refresh',
    routes: { ...routes(bearing(minted)), token: serverToken(url) },
    config,
    secret: { clientId: 'client-1', clientSecret, refreshToken },
    canaries: [minted, nextToken],
    signIn: ['token'],
  };
  const refused = { kind: 'rejected', hits: { me: 1 }, expect: 'CredentialsRejected' } as const;
  return [
    ...methodCases(personal, [
      ...rows,
      ...storedRows(anonymous),
      { ...refused, name: 'another token', secret: { personalAccessToken: 'canary-wrong-token' } },
      {
        kind: 'malformed secret',
        name: 'a line break in the token',
        secret: { personalAccessToken: 'canary-first\nsecond' },
        expect: { reason: 'SecretInvalid', about: /personalAccessToken/ },
      },
      ...missingRows('personalAccessToken'),
      { name: 'no address', without: ['url'], offline: true, expect: { reason: 'InvalidConfiguration', about: /url/ } },
    ]),
    ...methodCases({ ...basic, strangers: basicOffered }, [
      ...rows,
      ...storedRows(anonymous),
      { ...refused, name: 'a wrong password is sent once', secret: { password: 'canary-wrong-password' } },
      ...missingRows('username', 'password'),
    ]),
    ...methodCases(oauth, [...rows, ...mintedRows(anonymous, me), ...rotationRows, ...tokenRows]),
  ];
}
