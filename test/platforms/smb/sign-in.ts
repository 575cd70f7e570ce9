import type { Reason } from '../../../src/api/reasons.ts';
import { statusOf } from '../../../src/connectors/drivers/smb/statuses.ts';
import { testNow } from '../../support/test-context.ts';
import type { PlatformCase } from '../case.ts';
import { reply, server, username } from './setup.ts';

/** [MS-ERREF] 2.3.1 */
const refusals: [string, number, Reason][] = [
  ['WRONG_PASSWORD', 0xc000006a, 'CredentialsRejected'],
  ['NO_SUCH_USER', 0xc0000064, 'CredentialsRejected'],
  ['NOT_FOUND', 0xc0000225, 'CredentialsRejected'],
  ['ACCOUNT_DISABLED', 0xc0000072, 'CredentialsRevoked'],
  ['ACCOUNT_EXPIRED', 0xc0000193, 'CredentialsExpired'],
  ['PASSWORD_EXPIRED', 0xc0000071, 'CredentialsExpired'],
  ['PASSWORD_MUST_CHANGE', 0xc0000224, 'InteractionRequired'],
  ['ACCOUNT_LOCKED_OUT', 0xc0000234, 'AccountLocked'],
  ['ACCOUNT_RESTRICTION', 0xc000006e, 'PermissionDenied'],
  ['INVALID_LOGON_HOURS', 0xc000006f, 'PermissionDenied'],
  ['INVALID_WORKSTATION', 0xc0000070, 'PermissionDenied'],
  ['LOGON_TYPE_NOT_GRANTED', 0xc000015b, 'PermissionDenied'],
  ['NETWORK_ACCESS_DENIED', 0xc00000ca, 'PermissionDenied'],
  ['SMARTCARD_LOGON_REQUIRED', 0xc00002fa, 'PermissionDenied'],
  ['AUTHENTICATION_FIREWALL_FAILED', 0xc0000413, 'PermissionDenied'],
  ['NO_SUCH_DOMAIN', 0xc00000df, 'InvalidConfiguration'],
  ['NO_LOGON_SERVERS', 0xc000005e, 'ServiceUnavailable'],
  ['NETLOGON_NOT_STARTED', 0xc0000192, 'ServiceUnavailable'],
  ['DOMAIN_CONTROLLER_NOT_FOUND', 0xc0000233, 'ServiceUnavailable'],
  ['NO_TRUST_SAM_ACCOUNT', 0xc000018b, 'ServiceUnavailable'],
  ['TRUSTED_DOMAIN_FAILURE', 0xc000018c, 'ServiceUnavailable'],
  ['TRUSTED_RELATIONSHIP_FAILURE', 0xc000018d, 'ServiceUnavailable'],
  ['TIME_DIFFERENCE_AT_DC', 0xc0000133, 'ClockSkew'],
  ['INSUFF_SERVER_RESOURCES', 0xc0000205, 'ServiceUnavailable'],
  ['REQUEST_NOT_ACCEPTED', 0xc00000d0, 'RateLimited'],
  ['NTLM_BLOCKED', 0xc0000418, 'InvalidConfiguration'],
];

export const signInRows: PlatformCase[] = [
  ...refusals.map(([name, signIn, reason]) => {
    if (statusOf(name) !== signIn) throw new Error(`${name} is another status`);
    return reply(`sign-in: ${name}`, server({ status: { signIn } }), {
      reason,
      stage: 'Authenticated',
      credential: 'NotAccepted',
    });
  }),
  reply('sign-in: ACCESS_DENIED', server({ status: { signIn: 0xc0000022 } }), { reason: 'AccessRefused', causes: 3 }),
  reply('sign-in: a status that nobody knows', server({ status: { signIn: 0xc0dec0de } }), {
    reason: 'UnexpectedReply',
    credential: 'NotAccepted',
  }),
  reply('let in as a guest', server({ sessionFlags: 1 }), {
    reason: 'CredentialsRejected',
    causes: 1,
    credential: 'NotAccepted',
  }),
  reply('let in as nobody', server({ sessionFlags: 2 }), { reason: 'CredentialsRejected', causes: 1 }),
  reply(
    'rejected by a server whose clock is off',
    server({ password: 'another', clock: testNow + 25 * 60_000 }, wrong()),
    {
      reason: 'CredentialsRejected',
      causes: 2,
    },
  ),
  reply('a user without a domain, on a server of one', server({ password: 'another', computer: 'FILES' }, wrong()), {
    reason: 'CredentialsRejected',
    causes: 2,
  }),
  ...['CORP\\svc', 'svc@corp.example'].map((name) =>
    reply(
      `wrong password of ${name}, on a server of a domain`,
      server({ user: name.split('\\').at(-1)!, password: 'another', computer: 'FILES' }, wrong(name)),
      { reason: 'CredentialsRejected', causes: 0 },
      { secret: { username: name, password: 'canary-smb-password' } },
    ),
  ),
  reply('closed instead of an answer to the password', server({ closesAt: 'sign-in' }), {
    reason: 'ServiceUnavailable',
    stage: 'Authenticated',
    credential: 'NotAccepted',
  }),
  reply('closed before the challenge', server({ closesAt: 'challenge' }, []), {
    reason: 'ServiceUnavailable',
    stage: 'Authenticated',
    credential: 'NotSent',
  }),
  reply('closed at once', server({ closesAt: 'negotiate' }, []), { reason: 'ServiceUnavailable' }),
  reply('Kerberos only', server({ offers: 'Kerberos' }, []), {
    reason: 'InvalidConfiguration',
    stage: 'Authenticated',
    credential: 'NotSent',
    about: /takes Kerberos only/,
  }),
  reply('SMB 1 only', server({ ancient: true }, []), {
    reason: 'InvalidConfiguration',
    stage: 'Reached',
    about: /speaks SMB 1 only/,
  }),
  reply('no dialect in common', server({ status: { negotiate: 0xc00000bb } }, []), {
    reason: 'InvalidConfiguration',
    stage: 'Reached',
    about: /no dialect from 2\.0\.2 to 3\.1\.1/,
  }),
  reply(
    'a dialect below the lowest',
    server({}, []),
    { reason: 'InvalidConfiguration', stage: 'Reached', about: /no dialect from 3\.0 / },
    { config: { share: 'data', minDialect: '3.0' } },
  ),
  reply(
    'encryption that the server cannot do',
    server({}, []),
    { reason: 'InvalidConfiguration', stage: 'Reached', about: /cannot encrypt/ },
    { config: { share: 'data', encryption: 'Required' } },
  ),
  reply(
    'a domain in the settings',
    server({}, [`CORP\\${username}: taken`]),
    { reason: 'Verified', account: { id: `CORP\\${username}`, tenant: 'corp.example' } },
    { config: { share: 'data', domain: 'CORP' } },
  ),
];

export const nameRows: PlatformCase[] = ['CORP\\svc', 'svc@corp.example', 'jörg müller'].map((name) =>
  reply(
    `user name ${name}`,
    server({ user: name.split('\\').at(-1)! }, [`${name}: taken`]),
    { reason: 'Verified', account: { id: name, name } },
    { secret: { username: name, password: 'canary-smb-password' } },
  ),
);

export const passwordRows: PlatformCase[] = [
  ' begins with a blank',
  'ends with one ',
  'pä$s%w=ör;d"\'\\`!',
  'x'.repeat(200),
].map((password) =>
  reply(
    `password ${password.slice(0, 30)}`,
    server({ password }),
    { reason: 'Verified' },
    { secret: { username, password } },
  ),
);

export function wrong(name: string = username): string[] {
  return [`${name}: wrong password`];
}
