import { describe, it } from '@jest/globals';
import { registry } from '../../../src/connectors/index.ts';
import { startSftpServer } from '../../../dev/servers/sftp-server.ts';
import { both, hostKeys, pair, password, username, withBoth } from '../sftp/setup.ts';
import { plainDamages, withCodes, type WireDamage } from './wire/damages.ts';
import { holdDamaged } from './wire/hold.ts';
import type { Protocol } from './wire/run.ts';

/** Numbers of messages (RFC 4250, 4.1.2) and of SFTP packets. */
const codes = [
  0, 1, 2, 3, 4, 5, 6, 20, 21, 30, 31, 50, 51, 52, 53, 60, 61, 80, 81, 82, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100,
  101, 102, 103, 104, 105, 127, 200, 201, 255,
];
const messages = { refused: 51, accepted: 52, closed: 97, failed: 100, status: 101, data: 103 };

type Method = 'password' | 'private-key' | 'private-key-and-password';

function protocolOf(method: Method): Protocol {
  const shown = {
    password: { secret: { username, password }, server: { password } },
    'private-key': { secret: { username, privateKey: pair.private }, server: { publicKey: pair.public } },
    'private-key-and-password': {
      secret: withBoth.secret,
      server: { ...both, inTurn: ['publickey' as const, 'password' as const] },
    },
  }[method];
  return {
    platform: registry.get('sftp')!,
    each: { method, secret: shown.secret, requires: { path: '/upload' } },
    async start(tap) {
      const server = await startSftpServer({ username, hostKeys, ...shown.server, tap });
      return {
        config: { host: server.host, port: server.port, hostKeys: [server.fingerprints[0]] },
        check() {
          const seen = server.logins().join();
          if (!atMostOne[method].join().startsWith(seen)) throw new Error(`signs in with ${seen}`);
        },
        stop: () => server.stop(),
      };
    },
    timeoutMs: 600,
    damages: ({ withCode }) => [...plainDamages(password), ...(withCode ? withCodes(codes) : [])],
    mayPass: (step, damage) => damage.keeps === true || isHarmless(step, damage),
    founded: foundedOf,
  };
}

/**
 * EXT_INFO is only an offer; STAT tells of the mode, and OPENDIR whether there is a directory; the last STATUS is that
 * of CLOSE. A message more that has no meaning there is to be ignored (RFC 4253, 11.4), unless it stands before the
 * last word on the sign-in.
 */
function isHarmless(step: string, { name, code }: WireDamage): boolean {
  // DATA has the form of HANDLE, and ssh2 makes the same of both.
  if (step === 'SFTP 102' && code === messages.data) return true;
  if (['message 7', 'SFTP 105', 'SFTP 101'].includes(step)) return true;
  return name === 'after the one before it' && /^(message|SFTP)/.test(step) && step !== 'message 52';
}

function foundedOf(step: string, { code, name }: WireDamage): string[] {
  // What was said before it is a refusal too, or that one thing more is needed.
  const isRepeated = ['message 51#2', 'message 52', 'message 60'].includes(step) && name.includes('the one before it');
  if (code === messages.refused || isRepeated) return ['CredentialsRejected', 'InteractionRequired'];
  // The channel is closed, or the subsystem refused; a STATUS that happens to say "permission denied".
  const closed = code === messages.closed || code === messages.failed;
  // The server itself has not let in whom it says that it has.
  if (
    closed ||
    (step === 'message 51#2' && code === messages.accepted) ||
    (step === 'SFTP 102' && code === messages.status)
  )
    return ['PermissionDenied'];
  return [];
}

const atMostOne: Readonly<Record<Method, string[]>> = {
  password: ['password'],
  'private-key': ['publickey'],
  'private-key-and-password': ['publickey', 'password'],
};

describe('A damaged reply of SFTP', () => {
  it('to a password', () => holdDamaged(protocolOf('password'), 0.12), 240_000);
  it('to a key', () => holdDamaged(protocolOf('private-key'), 0.08), 240_000);
  it('to a key and a password', () => holdDamaged(protocolOf('private-key-and-password'), 0.08), 240_000);
});
