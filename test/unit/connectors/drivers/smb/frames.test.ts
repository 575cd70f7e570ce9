import { expect, it } from '@jest/globals';
import { FrameSplitter, messagesIn } from '../../../../../src/connectors/drivers/smb/frames.ts';
import { Observer } from '../../../../../src/connectors/drivers/smb/observer.ts';
import { bodyOf, frameOf } from '../../../../support/servers/smb-wire.ts';

const reply = (command: number, status: number, body: Buffer = bodyOf(9, [[0, 2, 9]])) =>
  frameOf({ command, messageId: 1n, session: 1, tree: 1, status, body });

it('puts frames together that come in pieces', () => {
  const bytes = Buffer.concat([reply(0, 1), reply(1, 2), reply(3, 3)]);
  const splitter = new FrameSplitter();

  const frames = [...bytes].flatMap((byte) => splitter.push(Buffer.from([byte])) ?? []);

  expect(frames.flatMap(messagesIn).map(({ status }) => status)).toEqual([1, 2, 3]);
});

it('goes on behind a frame that is too long to be kept', () => {
  const splitter = new FrameSplitter();
  const long = Buffer.concat([Buffer.from([0, 0x20, 0, 0]), Buffer.alloc(0x20_0000)]);

  const frames = [long.subarray(0, 1000), long.subarray(1000), reply(1, 7)].flatMap(
    (part) => splitter.push(part) ?? [],
  );

  expect(frames.flatMap(messagesIn).map(({ status }) => status)).toEqual([7]);
});

it('reads the messages that are chained in one frame, and stops where a chain is broken', () => {
  const first = reply(5, 1).subarray(4);
  const padded = Buffer.concat([first, Buffer.alloc(128 - first.length)]);
  padded.writeUInt32LE(128, 20);
  const last = Buffer.from(reply(6, 2).subarray(4));
  last.writeUInt32LE(0xffffff, 20);

  expect(messagesIn(Buffer.concat([padded, last])).map(({ command }) => command)).toEqual([5, 6]);
});

it.each([
  ['HTTP', Buffer.from('HTTP/1.1 200 OK\r\n\r\n')],
  ['TLS', Buffer.from([0x15, 3, 1, 0, 2, 2, 40])],
])('lets nothing through that is %s', (_name, bytes) => {
  const observer = new Observer();

  expect(observer.fromServer(bytes)).toBe(false);
  expect(observer.seen.foreign).toBe(true);
});

it.each([
  ['a frame of nothing', Buffer.alloc(4)],
  ['a challenge that points behind its end', reply(1, 0xc0000016, Buffer.concat([bodyOf(8, []), challenge(0xffff)]))],
  ['a body that is cut off', reply(0, 0, Buffer.alloc(1))],
])('takes %s', (_name, bytes) => {
  const observer = new Observer();

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
