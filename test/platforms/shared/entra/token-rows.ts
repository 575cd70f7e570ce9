import type { Reason } from '../../../../src/api/reasons.ts';
import { entraError } from './fake.ts';
import { saying, type Row, type Said } from '../../../support/http-cases.ts';
import { responded } from '../../../support/responded.ts';

type Line = readonly [error: string, numbers: readonly (number | undefined)[], reason: Reason, causes?: number];

/** learn.microsoft.com/entra/identity-platform/reference-error-codes; 999999 is a number of tomorrow. */
const lines: readonly Line[] = [
  ['invalid_client', [7000215], 'CredentialsRejected', 2],
  ['invalid_client', [7000222], 'CredentialsExpired'],
  ['invalid_client', [700027, 50012, 700030], 'CredentialsRejected', 1],
  ['invalid_client', [700024, 500133], 'ClockSkew'],
  ['invalid_client', [700021, 700023, 7000218], 'InvalidConfiguration', 1],
  ['invalid_client', [70002, 999999, undefined], 'CredentialsRejected'],
  ['unauthorized_client', [700016, 700011], 'TargetNotFound', 2],
  ['unauthorized_client', [70001, 7000112], 'CredentialsRevoked'],
  ['unauthorized_client', [1000031], 'AccessRefused', 2],
  ['unauthorized_client', [999999, undefined], 'AccessRefused', 3],
  ['invalid_request', [90002], 'TargetNotFound', 2],
  ['invalid_request', [900144, 90014, 999999, undefined], 'InvalidConfiguration'],
  ['invalid_request', [90038, 900382, 900432], 'WrongRegion', 1],
  ['invalid_scope', [70011, 999999], 'InvalidConfiguration', 1],
  ['invalid_resource', [500011, 999999], 'InvalidConfiguration', 1],
  ['invalid_grant', [70000, 50126], 'CredentialsRejected'],
  ['invalid_grant', [50034], 'CredentialsRejected', 2],
  ['invalid_grant', [70008, 700082, 700084], 'CredentialsExpired', 2],
  ['invalid_grant', [70043], 'InteractionRequired', 1],
  ['invalid_grant', [50173, 50133, 50057], 'CredentialsRevoked'],
  ['invalid_grant', [65001, 90094], 'InteractionRequired', 1],
  ['invalid_grant', [50074, 50076, 50079, 53003, 530035], 'InteractionRequired', 1],
  ['interaction_required', [50074, 50076, 50079, 53003, 530035], 'InteractionRequired', 1],
  ['interaction_required', [999999], 'InteractionRequired'],
  ['invalid_grant', [50053], 'AccountLocked', 2],
  ['invalid_grant', [50055, 50144], 'CredentialsExpired', 1],
  ['invalid_grant', [50105], 'PermissionDenied', 1],
  ['invalid_grant', [999999, undefined], 'AccessRefused', 3],
  ['temporarily_unavailable', [undefined], 'ServiceUnavailable'],
  ['invalid_client', [90055, 50196], 'RateLimited'],
  ['invalid_request', [90033, 90024], 'ServiceUnavailable'],
  ['invalid_grant', [80001, 80002], 'ServiceUnavailable'],
  ['an_error_of_tomorrow', [999999], 'UnexpectedReply'],
];

const traps: Record<string, string> = {
  'invalid_grant 50053': 'trap: locked or a bad address, ',
  'invalid_client 999999': 'trap: an unknown number, ',
};
const named = (error: string, number?: number) => `${error} ${number ?? 'without a number'}`;
const suberror = (name: string) => entraError('invalid_grant', 999999, { body: { suberror: name } });

const said: Said[] = [
  ...lines.flatMap(([error, numbers, reason, causes]) =>
    numbers.map((number): Said => {
      const name = named(error, number);
      const row = [`${traps[name] ?? ''}${name}`, entraError(error, number), reason] as const;
      return causes === undefined ? row : [...row, causes];
    }),
  ),
  ['invalid_grant, suberror consent_required', suberror('consent_required'), 'InteractionRequired', 1],
  ['invalid_grant, suberror bad_token', suberror('bad_token'), 'InteractionRequired', 1],
  ['invalid_grant, suberror user_password_expired', suberror('user_password_expired'), 'CredentialsExpired', 1],
  ['invalid_grant, suberror of tomorrow', suberror('token_of_tomorrow'), 'InteractionRequired', 0],
  ['claims', entraError('invalid_grant', 999999, { body: { claims: '{}' } }), 'InteractionRequired', 1],
  ['trap: 401 says no more than 400', entraError('invalid_request', 90002, { status: 401 }), 'TargetNotFound'],
  ['401 of an error of tomorrow', entraError('error_of_tomorrow', 1, { status: 401 }), 'UnexpectedReply'],
  ["401 that is not the token endpoint's", { status: 401, text: 'no' }, 'UnexpectedReply'],
  ["403 that is not the token endpoint's", { status: 403, json: { odd: true } }, 'UnexpectedReply'],
  ['no token in the reply', { json: { expires_in: 1 } }, 'UnexpectedReply'],
  ['the token endpoint fails', { status: 500 }, 'ServiceUnavailable'],
];

/** What the token endpoint says has not accepted anything, though the reason is one of those that come after that. */
function notAccepted(row: Row): Row {
  const { expect } = row;
  return typeof expect === 'object' && expect.reason === 'PermissionDenied'
    ? { ...row, expect: { ...expect, stage: 'Authenticated' } }
    : row;
}

/** What only a user's grant is told: applications without users have no rows for it. */
const ofUser = /^(trap: locked|claims$|(invalid_grant|interaction_required)(?!.*(53003|530035|8000\d)))/;

/** @param users - whether the platform has a method with the grant of a user */
function rowsOf(users: boolean): Row[] {
  const mine = said.filter(([name]) => users || !ofUser.test(name));
  return [...responded(saying('token', mine)).map(notAccepted), ...slow];
}

const slow: Row[] = [
  {
    name: 'the token endpoint is busy',
    replies: { token: { status: 429, headers: { 'retry-after': '7' } } },
    expect: { reason: 'RateLimited', retryAfterMs: 7_000 },
  },
  { kind: 'timed out', name: 'no token in time', replies: { token: 'never' }, timeoutMs: 400, expect: 'TimedOut' },
];

export const tokenRows = rowsOf(true);
export const applicationRows = rowsOf(false);
