import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { closing } from '../../../../../src/connectors/drivers/sftp/closing.ts';
import type { Moment } from '../../../../../src/connectors/drivers/sftp/disconnects.ts';
import type { Failure } from '../../../../../src/connectors/failure.ts';
import { until } from '../../../../support/until.ts';

/** More than the buffers of the system take. */
const much = Buffer.alloc(32 * 1024 * 1024);
let server: Server;
let socket: Socket;
let theirs: Socket;

beforeEach(async () => {
  const { promise: came, resolve } = Promise.withResolvers<Socket>();
  // It never reads.
  server = createServer({ pauseOnConnect: true }, resolve);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  socket = connect({ host: '127.0.0.1', port: (server.address() as AddressInfo).port });
  socket.on('error', () => {});
  theirs = await came;
  theirs.on('error', () => {});
});

afterEach(() => {
  socket.destroy();
  theirs.destroy();
  server.close();
});

function moment(): Moment {
  const { signal } = new AbortController();
  return { about: 'sftp.example.com:22', signal, secured: true, attempted: true, greeting: Buffer.alloc(0) };
}

it('lets go of a server that goes on asking and reads no answer', async () => {
  const lost: Failure[] = [];
  closing(socket, moment(), (found) => lost.push(found));

  socket.write(much);
  theirs.write('one more question');
  await until(() => lost.length > 0);

  expect(lost).toEqual([
    expect.objectContaining({ reason: 'UnexpectedReply', about: 'sftp.example.com:22 does not read what it is sent' }),
  ]);
  expect(socket.destroyed).toBe(true);
});

it('waits only a moment for a server to read what is left', async () => {
  const ending = closing(socket, moment(), () => {});

  socket.write(much);
  ending.close();

  expect(socket.destroyed).toBe(false);
  await until(() => socket.destroyed);
});
