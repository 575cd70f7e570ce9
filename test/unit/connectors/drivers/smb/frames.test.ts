import { expect, it } from '@jest/globals';
import { FrameSplitter, messagesIn } from '../../../../../src/connectors/drivers/smb/frames.ts';
import { bodyOf, frameOf } from '../../../../../dev/servers/smb-wire.ts';
import { newObserver } from './new-observer.ts';

const reply = (command: number, status: number, body: Buffer = bodyOf(9, [[0, 2, 9]])) =>
  frameOf({ command, messageId: 1n, session: 1, tree: 1, status, body });

it('puts frames together that come in pieces', () => {
  const bytes = Buffer.concat([reply(0, 1), reply(1, 2), reply(3, 3)]);
  const splitter = new FrameSplitter();

  const frames = [...bytes].flatMap((byte) => splitter.push(Buffer.from([byte])) ?? []);

  expect(frames.flatMap((frame) => messagesIn(frame) ?? []).map(({ status }) => status)).toEqual([1, 2, 3]);
});

it('takes no frame that is too long to be kept', () => {
  expect(new FrameSplitter().push(Buffer.from([0, 0x20, 0, 0]))).toBeUndefined();
});

const chained = (command: number, next: number): Buffer => {
  const message = Buffer.alloc(128);
  reply(command, 0).copy(message, 0, 4);
  message.writeUInt32LE(next, 20);
  return message;
};

it('reads the messages that are chained in one frame', () => {
  expect(messagesIn(Buffer.concat([chained(5, 128), chained(6, 0)]))?.map(({ command }) => command)).toEqual([5, 6]);
});

it.each([
  ['a chain that leads behind its end', chained(6, 0xffffff)],
  ['a chain that ends at the frame', chained(6, 128)],
  ['a chain that goes round', chained(6, 8)],
  [
    'something behind a message that says what is there is its own',
    Buffer.concat([chained(5, 128), Buffer.alloc(128)]),
  ],
])('reads nothing of %s, which could hide a message', (_name, frame) => {
  expect(messagesIn(frame)).toBeUndefined();
});

it.each([
  ['HTTP', Buffer.from('HTTP/1.1 200 OK\r\n\r\n')],
  ['TLS', Buffer.from([0x15, 3, 1, 0, 2, 2, 40])],
  ['a frame of something else', Buffer.concat([Buffer.from([0, 0, 0, 80]), Buffer.alloc(80)])],
  ['a frame with something behind its message', frameAround(Buffer.concat([chained(1, 128), Buffer.alloc(9)]))],
])('lets nothing through that is %s', (_name, bytes) => {
  const observer = newObserver();

  expect(observer.fromServer(bytes)).toBe(false);
  expect(observer.seen.foreign).toBe(true);
});

it.each([
  ['a frame of nothing', Buffer.alloc(4)],
  ['a challenge that points behind its end', reply(1, 0xc0000016, Buffer.concat([bodyOf(8, []), challenge(0xffff)]))],
  ['a body that is cut off', reply(0, 0, Buffer.alloc(1))],
])('takes %s', (_name, bytes) => {
  const observer = newObserver();
  for (const command of [0, 1]) observer.fromClient(reply(command, 0));

  expect(observer.fromServer(bytes)).toBe(true);
  expect(observer.seen.domain).toBeUndefined();
});

function challenge(length: number): Buffer {
  const message = Buffer.alloc(56);
  message.write('NTLMSSP\0', 'latin1');
  message.writeUInt32LE(2, 8);
  message.writeUInt16LE(length, 40);
  message.writeUInt32LE(50, 44);
  return message;
}

function frameAround(contents: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0, 0, contents.length >> 8, contents.length & 0xff]), contents]);
}
