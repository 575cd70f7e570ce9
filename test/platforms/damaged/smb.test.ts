import { describe, it } from '@jest/globals';
import { registry } from '../../../src/connectors/index.ts';
import { startSmbServer } from '../../../dev/servers/smb-server.ts';
import { skips } from '../../support/not-tested.ts';
import { lacksSmbclient } from '../../support/smbclient.ts';
import { testNow } from '../../support/test-context.ts';
import { password, username } from '../smb/setup.ts';
import { plainDamages, withCodes } from './wire/damages.ts';
import { holdDamaged } from './wire/hold.ts';
import type { Protocol } from './wire/run.ts';

/** NTSTATUS values ([MS-ERREF] 2.3.1) that mean something of a sign-in, a share or a folder; some that nobody sends; warnings. */
const statuses = [
  0x00000103, 0x80000005, 0x80000006, 0xc0000001, 0xc000000d, 0xc000000f, 0xc0000016, 0xc0000022, 0xc0000033,
  0xc0000034, 0xc000003a, 0xc0000064, 0xc000006a, 0xc000006d, 0xc0000071, 0xc0000072, 0xc000009a, 0xc00000ac,
  0xc00000bb, 0xc00000cc, 0xc00000d0, 0xc0000103, 0xc0000193, 0xc0000203, 0xc0000205, 0xc0000224, 0xc0000234,
  0xc0000257, 0xc000035c, 0xdeadbeef,
];

const name = {
  accessDenied: 0xc0000022,
  noSuchUser: 0xc0000064,
  wrongPassword: 0xc000006a,
  logonFailure: 0xc000006d,
  passwordExpired: 0xc0000071,
  accountDisabled: 0xc0000072,
  notSupported: 0xc00000bb,
  badNetworkName: 0xc00000cc,
  notADirectory: 0xc0000103,
  accountExpired: 0xc0000193,
  mustChange: 0xc0000224,
  lockedOut: 0xc0000234,
  nameInvalid: 0xc0000033,
  nameNotFound: 0xc0000034,
  pathNotFound: 0xc000003a,
  pathNotCovered: 0xc0000257,
};
const absent = {
  [name.accessDenied]: 'PermissionDenied',
  [name.nameInvalid]: 'TargetNotFound',
  [name.nameNotFound]: 'TargetNotFound',
  [name.pathNotFound]: 'TargetNotFound',
  [name.notADirectory]: 'TargetNotFound',
};

/** What is definitive of the status of each step, by its number in [MS-SMB2] 2.2.1.2. */
const founded: Readonly<Record<string, Readonly<Record<number, string>>>> = {
  '0': { [name.notSupported]: 'InvalidConfiguration' },
  // No password was shown yet, so nothing is said of it.
  '1, challenge': { [name.accessDenied]: 'AccessRefused', [name.notSupported]: 'InvalidConfiguration' },
  '1, verdict': {
    [name.accessDenied]: 'AccessRefused',
    [name.noSuchUser]: 'CredentialsRejected',
    [name.wrongPassword]: 'CredentialsRejected',
    [name.logonFailure]: 'CredentialsRejected',
    [name.passwordExpired]: 'CredentialsExpired',
    [name.accountDisabled]: 'CredentialsRevoked',
    [name.notSupported]: 'InvalidConfiguration',
    [name.accountExpired]: 'CredentialsExpired',
    [name.mustChange]: 'InteractionRequired',
    [name.lockedOut]: 'AccountLocked',
  },
  '3': {
    [name.accessDenied]: 'PermissionDenied',
    [name.badNetworkName]: 'TargetNotFound',
  },
  '5': absent,
  '14': absent,
};

/** Whether the share leads elsewhere, whether files may be added, and the ends: none of them proves anything. */
const noProof = new Set(['11', '5#2', '6', '6#2']);
/** No such file, no more files: that is what is asked for. */
const listedFully: ReadonlySet<number> = new Set([0xc000000f, 0x80000006]);

const protocol: Protocol = {
  platform: registry.get('smb')!,
  each: { method: 'password', config: { share: 'data' }, secret: { username, password } },
  async start(tap) {
    const server = await startSmbServer({ user: username, password, clock: testNow, maximalAccess: 0x1200a9, tap });
    return {
      config: { host: server.host, port: server.port },
      check() {
        if (server.logins.length > 1) throw new Error(`${server.logins.length} sign-ins`);
      },
      stop: () => server.stop(),
    };
  },
  timeoutMs: 1500,
  damages: () => [...plainDamages(password), ...withCodes(statuses)],
  mayPass: (step, { keeps, code }) =>
    keeps === true || noProof.has(step) || (step === '14' && code !== undefined && listedFully.has(code)),
  founded: (step, { code = 0 }) => [founded[step]?.[code] ?? (isElsewhere(step, code) ? 'InvalidConfiguration' : '')],
};

/** Nothing goes to the other server, whatever the command. */
function isElsewhere(step: string, code: number): boolean {
  return code === name.pathNotCovered && !/^[01]/.test(step.replace(/^1\d/, ''));
}

describe('A damaged reply', () => {
  const run = skips('damaged replies of SMB', lacksSmbclient()) ? it.skip : it;
  run('of SMB', () => holdDamaged(protocol, 0.2, 3), 600_000);
});
