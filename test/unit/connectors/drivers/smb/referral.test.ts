import { expect, it } from '@jest/globals';
import { bodyOf, frameOf } from '../../../../../dev/servers/smb-wire.ts';
import { newObserver } from './new-observer.ts';

const getDfsReferrals = 0x60194;
const utf16 = (text: string) => Buffer.from(`${text}\0`, 'utf16le');
const frame = (command: number, status: number, body: Buffer, messageId = 7n) =>
  frameOf({ command, messageId, session: 1, tree: 1, status, body });

/** [MS-SMB2] 2.2.31, with [MS-DFSC] 2.2.2 in it: 3 is the highest version asked for. */
const name = Buffer.concat([Buffer.from([3, 0]), utf16('\\files\\data')]);
const request = frame(
  11,
  0,
  bodyOf(
    56,
    [
      [4, 4, getDfsReferrals],
      [24, 4, 120],
      [28, 4, name.length],
    ],
    name,
  ),
);

/** [MS-SMB2] 2.2.32, with [MS-DFSC] 2.2.4 in it: one entry, and the address behind it. */
function answer({ address = '\\files\\data', status = 0, version = 3, count = 1, offset = 34, cut = 0 }): Buffer {
  const referral = bodyOf(
    42,
    [
      [2, 2, count],
      [8, 2, version],
      [10, 2, 34],
      [24, 2, offset],
    ],
    utf16(address),
  );
  const fields = [[4, 4, getDfsReferrals] as const, [32, 4, 112] as const, [36, 4, referral.length - cut] as const];
  return frame(11, status, bodyOf(48, fields, referral));
}

it.each([
  ['that the share is here', true, [answer({})]],
  ['that the share is here, in other letters', true, [answer({ address: '\\FILES\\Data' })]],
  ['that there is none', true, [frame(11, 0xc0000225, bodyOf(9, []))]],
  ['to wait', true, [answer({ address: '\\10.0.0.1\\data', status: 0x103 })]],
  ['that the share is at another server', false, [answer({ address: '\\10.0.0.1\\data' })]],
  ['that it is another share', false, [answer({ address: '\\files\\data2' })]],
  ['where it is after having said to wait', false, [answer({ status: 0x103 }), answer({ address: '\\other\\data' })]],
  ['more than fits', false, [answer({ address: '\\other\\data', status: 0x80000005 })]],
  ['two places', false, [answer({ count: 2 })]],
  ['no place', false, [answer({ count: 0 })]],
  ['it in another version', false, [answer({ version: 4 })]],
  ['a place behind the end', false, [answer({ offset: 60_000 })]],
  ['a place that is cut off', false, [answer({ cut: 4 })]],
  ['too little', false, [frame(11, 0, Buffer.alloc(0))]],
])('lets a referral through that stays here, and no other: the server says %s', (_name, passes, answers) => {
  const observer = newObserver();

  expect(observer.fromClient(request)).toBe(true);
  expect(answers.map((bytes) => observer.fromServer(bytes)).at(-1)).toBe(passes);
  expect(observer.seen.referred).toBe(passes ? undefined : true);
});

it.each([3, 5, 16])('does not let smbclient ask where a path is that is elsewhere (command %i)', (command) => {
  const observer = newObserver();
  observer.fromClient(frame(command, 0, Buffer.alloc(64)));

  expect(observer.fromServer(frame(command, 0xc0000257, bodyOf(9, [[0, 2, 9]])))).toBe(false);
  expect(observer.seen.referred).toBe(true);
});

it('lets nothing through that was not asked for, such as a referral that comes early', () => {
  const observer = newObserver();

  expect(observer.fromServer(answer({ address: '\\other\\data' }))).toBe(false);
  expect(observer.seen.foreign).toBe(true);
});

it('lets a server say that it takes a lock back', () => {
  const lock = frame(18, 0, bodyOf(24, [[0, 2, 24]]), 2n ** 64n - 1n);

  expect(newObserver().fromServer(lock)).toBe(true);
});

it('finds a referral that is chained to something else', () => {
  const observer = newObserver();
  const first = Buffer.alloc(128);
  frame(13, 0, bodyOf(4, []), 6n).copy(first, 0, 4);
  first.writeUInt32LE(128, 20);
  const contents = Buffer.concat([first, answer({ address: '\\other\\data' }).subarray(4)]);

  observer.fromClient(frame(13, 0, bodyOf(4, []), 6n));
  observer.fromClient(request);

  expect(
    observer.fromServer(Buffer.concat([Buffer.from([0, 0, contents.length >> 8, contents.length & 0xff]), contents])),
  ).toBe(false);
  expect(observer.seen.referred).toBe(true);
});
