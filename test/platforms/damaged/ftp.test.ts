import { describe, it } from '@jest/globals';
import { registry } from '../../../src/connectors/index.ts';
import { startFtpServer } from '../../../dev/servers/ftp-server.ts';
import { account, authority, password, tls, username } from '../ftp/setup.ts';
import { plainDamages, withCodes, type WireDamage } from './wire/damages.ts';
import { holdDamaged } from './wire/hold.ts';
import type { Protocol } from './wire/run.ts';

/** Every class of RFC 959 (4.2), and every code of RFC 959, 2228, 2389 and 3659 besides. */
const classes = [1, 2, 3, 4, 5].flatMap((first) => [0, 1, 2, 3, 4, 5, 6, 9].map((second) => first * 100 + second * 10));
const known = [
  120, 125, 150, 202, 211, 212, 213, 214, 215, 221, 225, 226, 227, 228, 229, 232, 234, 235, 250, 257, 331, 332, 334,
  336, 421, 425, 426, 431, 434, 450, 451, 452, 500, 501, 502, 503, 504, 522, 530, 532, 533, 534, 535, 536, 537, 551,
  552, 553,
];
const codes = [...new Set([...classes, ...known, 599, 600, 0])];

/** What the replies to each command have to be for the test to go on; any other command tells no more than rights. */
const needed: Readonly<Record<string, (code: number) => boolean>> = {
  greeting: (code) => code === 220,
  AUTH: (code) => code === 234,
  USER: (code) => code === 331,
  PASS: (code) => code === 230 || code === 232,
  CWD: (code) => [200, 240, 250, 260, 290].includes(code),
};

/** What is definitive of the reply to each command. */
const founded: Readonly<Record<string, (code: number) => string[]>> = {
  AUTH: (code) => ([500, 502, 503, 504, 530, 534].includes(code) ? ['InvalidConfiguration'] : []),
  USER: (code) => (code === 332 ? ['InvalidConfiguration'] : [530, 550].includes(code) ? ['AccessRefused'] : []),
  PASS: (code) => {
    if (code === 332) return ['InvalidConfiguration'];
    if (code === 530) return ['CredentialsRejected'];
    // "Authentication and accounting" (RFC 959, 4.2.1); syntax of the parameter; and what servers say besides.
    return code === 501 || (code > 530 && code < 540) || code === 550 ? ['AccessRefused'] : [];
  },
  CWD: (code) => ([550, 553].includes(code) ? ['PermissionDenied'] : []),
};

function protocolOf(name: 'ftp' | 'ftps'): Protocol {
  const secure = name === 'ftps';
  const damages = [...plainDamages(`530 ${password} of ${username}`), ...withCodes(codes)];
  return {
    platform: registry.get(name)!,
    each: {
      method: 'password',
      config: secure ? {} : { allowInsecure: true },
      secret: { username, password },
      requires: { path: '/upload' },
    },
    async start(tap) {
      const server = await startFtpServer({
        accounts: [{ ...account, write: false }],
        directories: ['/upload'],
        ...(secure ? { tls } : {}),
        tap,
      });
      return {
        config: { host: server.host, port: server.port },
        context: { ca: authority.certificate },
        check() {
          if (server.loginCount() > 1) throw new Error(`${server.loginCount()} sign-ins`);
        },
        stop: () => server.stop(),
      };
    },
    timeoutMs: secure ? 500 : 250,
    damages: () => damages,
    ignores: (step) => step === 'QUIT',
    mayPass(step, damage) {
      const check = needed[step];
      return check === undefined || damage.keeps === true || (damage.code !== undefined && check(damage.code));
    },
    founded: (step, damage) => foundedOf(step, damage),
  };
}

function foundedOf(step: string, { code, name }: WireDamage): string[] {
  // That one is a reply of its own: 530.
  return founded[step]?.(name === 'the credential' ? 530 : (code ?? 0)) ?? [];
}

describe('A damaged reply', () => {
  it('of FTP', () => holdDamaged(protocolOf('ftp'), 0.34), 120_000);
  it('of FTPS', () => holdDamaged(protocolOf('ftps'), 0.2), 120_000);
});
