import { createServer, connect, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { registry } from '../../src/connectors/index.ts';
import { FrameSplitter } from '../../src/connectors/drivers/smb/frames.ts';
import { onLoopback, type Loopback } from '../../dev/loopback.ts';
import { startSmbServer } from '../../dev/servers/smb-server.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { skips } from '../support/not-tested.ts';
import { lacksSmbclient } from '../support/smbclient.ts';
import { testContext } from '../support/test-context.ts';

const account = { username: 'svc', password: 'made up, and right' };
const running: { stop(): Promise<void> }[] = [];
const withSmbclient = skips('mistakes with SMB', lacksSmbclient()) ? describe.skip : describe;
const command = { signIn: 1, tree: 3, create: 5, list: 14 };

afterEach(async () => {
  for (const server of running.splice(0)) await server.stop();
});

/** What becomes of each response on the way: header and body of one message. */
type Change = (message: Buffer, status: number, code: number) => void;

async function listening(serve: (socket: Socket) => void): Promise<Loopback> {
  const front = await onLoopback(createServer((socket) => serve(socket.on('error', () => {}))));
  running.push(front);
  return front;
}

async function changed(change: Change): Promise<Loopback> {
  const server = await startSmbServer({ user: account.username, password: account.password });
  running.push(server);
  return listening((socket) => {
    const on = connect(server.port, '127.0.0.1').on('error', () => socket.destroy());
    const frames = new FrameSplitter();
    socket.pipe(on);
    on.on('close', () => socket.destroy()).on('data', (chunk: Buffer) => {
      for (const frame of frames.push(chunk) ?? []) {
        change(frame, frame.readUInt32LE(8), frame.readUInt16LE(12));
        const length = Buffer.alloc(4);
        length.writeUInt32BE(frame.length);
        socket.write(Buffer.concat([length, frame]));
      }
    });
  });
}

function verdictOn({ port }: { port: number }) {
  const config = { host: '127.0.0.1', port, share: 'data' };
  const asked = { platform: registry.get('smb')!, config, secret: account };
  return planAndTest(asked, testContext({ timeoutMs: 20_000 }));
}

/** Another signature than the one that was made with the key of the session. */
const forge = (message: Buffer) => void message.fill(0x5a, 48, 64);

withSmbclient('What smbclient says by itself', () => {
  it.each<[string, Change]>([
    [
      'the response to the sign-in',
      (message, status, code) => void (code === command.signIn && status === 0 && forge(message)),
    ],
    ['the response about the share', (message, _status, code) => void (code === command.tree && forge(message))],
  ])('is no refusal of the share: a wrong signature of %s', async (_name, change) => {
    const verdict = await verdictOn(await changed(change));

    expect(verdict).toMatchObject({
      reason: 'UnexpectedReply',
      about: expect.stringMatching(/smbclient does not accept/),
    });
  });

  it.each([
    ['the folder that is opened', command.create],
    ['its listing', command.list],
  ])('is no refusal of the folder: a wrong signature of %s', async (_name, forged) => {
    const verdict = await verdictOn(
      await changed((message, _status, code) => void (code === forged && forge(message))),
    );

    expect(verdict).toMatchObject({ outcome: 'inconclusive', credential: 'Accepted' });
    expect(verdict).not.toHaveProperty('access');
  });

  it('and a server that signs nothing is said to be such: it sees no password', async () => {
    const unsigned: Change = (message) => {
      const at = message.indexOf('NTLMSSP\0\u0002', 0, 'latin1');
      if (at > 0) message.writeUInt32LE((message.readUInt32LE(at + 20) & ~0x10) >>> 0, at + 20);
    };

    const verdict = await verdictOn(await changed(unsigned));

    expect(verdict).toMatchObject({
      reason: 'InvalidConfiguration',
      about: expect.stringMatching(/does not sign SMB/),
      credential: 'NotSent',
    });
  });

  it('is nothing where the server ends the connection before it speaks of the share', async () => {
    const server = await startSmbServer({ user: account.username, password: account.password, closesAt: 'tree' });
    running.push(server);

    expect(await verdictOn(server)).toMatchObject({ reason: 'ServiceUnavailable' });
  });

  it.each([
    [0xc0000022, 'PermissionDenied'],
    [0xc00000cc, 'TargetNotFound'],
    [0xc00000d0, 'RateLimited'],
  ])('and a refusal of the share is one: %i', async (tree, reason) => {
    const server = await startSmbServer({ user: account.username, password: account.password, status: { tree } });
    running.push(server);

    expect(await verdictOn(server)).toMatchObject({ reason });
  });
});

withSmbclient('An account', () => {
  it.each([
    [0xc0000193, 'CredentialsExpired', /^Have an administrator extend the account/],
    [0xc0000071, 'CredentialsExpired', undefined],
  ])('that has ended takes no new password: %i', async (signIn, reason, fix) => {
    const server = await startSmbServer({ user: account.username, password: account.password, status: { signIn } });
    running.push(server);

    const verdict = await verdictOn(server);

    expect(verdict).toMatchObject({ reason });
    expect(verdict).toHaveProperty('fix', fix && expect.stringMatching(fix));
  });
});

withSmbclient('A server that does not speak SMB', () => {
  it.each<[string, (socket: Socket) => void]>([
    ['echoes', (socket) => void socket.pipe(socket)],
    ['echoes once', (socket) => void socket.once('data', (chunk) => socket.end(chunk))],
    ['echoes two bytes at a time', (socket) => void socket.on('data', (chunk) => trickle(socket, chunk))],
    ['speaks FTP', (socket) => void socket.resume().write('220 ready\r\n')],
    ['speaks HTTP', (socket) => void socket.resume().end('HTTP/1.1 400 Bad Request\r\n\r\n')],
  ])('but %s', async (_name, serve) => {
    const verdict = await verdictOn(await listening(serve));

    expect(verdict).toMatchObject({
      reason: 'UnexpectedReply',
      about: expect.stringMatching(/does not speak SMB/),
      credential: 'NotSent',
    });
  });

  it('sends requests back with another status', async () => {
    const front = await changed((message) => message.writeUInt32LE(message.readUInt32LE(16) & ~1, 16));

    expect(await verdictOn(front)).toMatchObject({ reason: 'UnexpectedReply' });
  });
});

function trickle(socket: Socket, chunk: Buffer): void {
  for (let at = 0; at < chunk.length; at += 2) socket.write(chunk.subarray(at, at + 2));
}
