import { createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { onLoopback } from '../../dev/loopback.ts';
import { startSftpServer, type SftpServerOptions } from '../../dev/servers/sftp-server.ts';
import { registry } from '../../src/connectors/index.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { strainOf } from '../support/strain.ts';
import { testContext } from '../support/test-context.ts';

/** Servers of SSH and FTP that keep to the protocol, and say far more than anybody reads. */
const secret = { username: 'svc', password: 'canary-password' };

const stopping: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stopping.splice(0)) await stop();
});

async function comesOf(name: 'sftp' | 'ftp', config: Record<string, unknown>): Promise<string> {
  const { result, cpuMs, pauseMs, memoryMiB } = await strainOf(() =>
    planAndTest({ platform: registry.get(name)!, config, secret }, testContext({ timeoutMs: 20_000 })),
  );
  expect(cpuMs).toBeLessThan(3000);
  expect(pauseMs).toBeLessThan(500);
  expect(memoryMiB).toBeLessThan(150);
  return result.outcome === 'connected' ? 'connected' : result.reason;
}

/** @param speak - is handed each visitor */
async function serve(speak: (socket: Socket) => void): Promise<{ host: string; port: number }> {
  const { host, port, stop } = await onLoopback(createServer((socket) => speak(socket.on('error', () => {}))));
  stopping.push(stop);
  return { host, port };
}

describe('a list of algorithms', () => {
  const trusting = { hostKeyPolicy: 'TrustOnFirstUse' };
  /** RFC 4253, 6 and 7.1 */
  function keyExchange(lists: readonly string[]): Buffer {
    const parts = lists.map((list) => {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(list.length);
      return Buffer.concat([length, Buffer.from(list)]);
    });
    const payload = Buffer.concat([Buffer.from([20]), Buffer.alloc(16, 1), ...parts, Buffer.alloc(5)]);
    const padding = 8 + (8 - ((5 + payload.length) % 8));
    const head = Buffer.alloc(5);
    head.writeUInt32BE(1 + payload.length + padding);
    head[4] = padding;
    return Buffer.concat([head, payload, Buffer.alloc(padding)]);
  }
  const own = 'curve25519-sha256';
  const ten = (first: string) => [first, 'ssh-ed25519', ...Array<string>(8).fill('none')];

  it.each<[string, Buffer]>([
    ['of 3,000 names', keyExchange(ten(Array.from({ length: 3000 }, (_, at) => `a${at}`).join(',')))],
    ['of one name of 30,000 characters', keyExchange(ten('a'.repeat(30_000)))],
    ['of one name of 200,000 characters', keyExchange(ten('a'.repeat(200_000)))],
    ['of commas', keyExchange(ten(','.repeat(30_000)))],
    ['with a length of 4 GiB', Buffer.from(keyExchange(ten(own)).map((byte, at) => (at > 21 && at < 26 ? 255 : byte)))],
    ['in a packet of 4 GiB', Buffer.concat([Buffer.alloc(4, 255), Buffer.alloc(4096)])],
    ['in a packet of none', Buffer.alloc(4096)],
    ['again and again', Buffer.concat(Array<Buffer>(500).fill(keyExchange(ten(own))))],
  ])('%s', async (_kind, bytes) => {
    const at = await serve((socket) => {
      socket.resume().write('SSH-2.0-x\r\n');
      socket.end(bytes);
    });

    expect(await comesOf('sftp', { ...at, ...trusting })).toMatch(
      /^(UnexpectedReply|InvalidConfiguration|ServiceUnavailable)$/,
    );
  });

  it.each([
    ['of 8,000 characters', `SSH-2.0-${'a'.repeat(8000)}\r\n`],
    ['of 15,000 characters that steer', `SSH-2.0-${'\u001b[2J'.repeat(3700)}\r\n`],
    ['of a version that nobody has', 'SSH-99.99-x\r\n'],
    ['twice', 'SSH-2.0-x\r\nSSH-2.0-y\r\n'],
  ])('after a banner %s', async (_kind, banner) => {
    const at = await serve((socket) => {
      socket.resume().write(banner);
      socket.end(keyExchange(ten(own)));
    });

    expect(await comesOf('sftp', { ...at, ...trusting })).toMatch(
      /^(UnexpectedReply|InvalidConfiguration|ServiceUnavailable)$/,
    );
  });
});

describe('questions of SSH', () => {
  const asking = (...questions: string[][]): SftpServerOptions => ({
    ...secret,
    methods: ['keyboard-interactive'],
    questions: questions.map((round) => round.map((prompt) => ({ prompt, echo: false }))),
  });

  it.each<[string, SftpServerOptions, string]>([
    ['one, as it should be', asking(['Password: ']), 'connected'],
    ['2,000 at once', asking(Array<string>(2000).fill('Password: ')), 'InteractionRequired'],
    ['of 30,000 characters', asking(['Password: '.repeat(3000)]), 'InteractionRequired'],
    ['that steer a terminal', asking(['\u001b[2J\u202ePassword: ', '\0']), 'InteractionRequired'],
    ['without words', asking([...Array<string>(2000).fill('')]), 'InteractionRequired'],
    [
      'round after round',
      asking(['Password: '], ...Array.from({ length: 500 }, () => ['Password: '])),
      'InteractionRequired',
    ],
  ])('%s', async (_kind, options, wanted) => {
    const server = await startSftpServer(options);
    stopping.push(() => server.stop());

    expect(await comesOf('sftp', { host: server.host, port: server.port, hostKeys: server.fingerprints })).toBe(wanted);
    // Whatever is asked, the password is said once at most.
    expect(server.loginCount()).toBeLessThan(2);
  });
});

describe('replies of FTP', () => {
  const lines = (code: number, count: number, line = ' MLST type*;perm*;') =>
    `${code}-begin\r\n${`${line}\r\n`.repeat(count)}${code} end\r\n`;
  const usual: Record<string, string> = {
    USER: '331 password\r\n',
    PASS: '230 in\r\n',
    PWD: '257 "/"\r\n',
    QUIT: '221 bye\r\n',
  };

  async function ftp({ greeting = '220 ready\r\n', ...replies }: Record<string, string>): Promise<string> {
    const at = await serve((socket) => {
      socket.write(greeting);
      socket.on('data', (chunk: Buffer) => {
        for (const line of chunk.toString('latin1').split('\r\n').filter(Boolean)) {
          const [command = ''] = line.split(' ');
          socket.write({ ...usual, ...replies }[command.toUpperCase()] ?? '200 ok\r\n');
        }
      });
    });
    return comesOf('ftp', { ...at, allowInsecure: true });
  }

  it.each<[string, Record<string, string>, string]>([
    ['as they should be', {}, 'connected'],
    ['FEAT of 2,000 lines', { FEAT: lines(211, 2000) }, 'connected'],
    ['FEAT of 1 MiB', { FEAT: lines(211, 50_000) }, 'UnexpectedReply'],
    ['FEAT of 1 MiB in one line', { FEAT: `211 ${'a'.repeat(2 ** 20)}\r\n` }, 'UnexpectedReply'],
    ['FEAT that does not end', { FEAT: '211-begin\r\n'.repeat(10_000) }, 'UnexpectedReply'],
    ['a greeting of 1 MiB', { greeting: lines(220, 50_000) }, 'UnexpectedReply'],
    ['PASS that is answered ten thousand times', { PASS: '230 in\r\n'.repeat(10_000) }, 'UnexpectedReply'],
    [
      'USER that is answered with each code',
      { USER: [100, 200, 300, 400, 500].map((code) => `${code} x\r\n`).join('') },
      'UnexpectedReply',
    ],
    ['PASS with a NUL and what steers', { PASS: '230 \0\u001b[2J\u009b\r\n' }, 'connected'],
    ['PASS that is preliminary for ever', { PASS: '150 wait\r\n'.repeat(5000) }, 'UnexpectedReply'],
    ['a code that there is none of', { USER: '999 x\r\n' }, 'UnexpectedReply'],
    ['a line end of one byte', { PASS: '230 in\n', PWD: '257 "/"\n' }, 'connected'],
  ])('%s', async (_kind, replies, wanted) => {
    expect(await ftp(replies)).toBe(wanted);
  });
});
