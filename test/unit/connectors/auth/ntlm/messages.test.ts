import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { readAvPairs } from '../../../../../src/connectors/auth/ntlm/av-pairs.ts';
import {
  authenticateMessage,
  fileTime,
  lmV2Response,
  negotiateMessage,
  ntResponse,
  readChallenge,
  responseKey,
  type ServerChallenge,
} from '../../../../../src/connectors/auth/ntlm/messages.ts';

/** MS-NLMP, 4.2.1 and 4.2.4 */
const login = { user: 'User', domain: 'Domain', password: 'Password', workstation: 'COMPUTER' };
const challenge = Buffer.from('0123456789abcdef', 'hex');
const clientChallenge = Buffer.alloc(8, 0xaa);
const targetInfo = '02000c0044006f006d00610069006e0001000c0053006500720076006500720000000000';
const challengeMessage =
  '4e544c4d53535000020000000c000c003800000033828ae20123456789abcdef00000000000000002400240044000000' +
  `06007017000000 0f53006500720076006500720`.replaceAll(' ', '') +
  `0${targetInfo}`;
const now = Date.UTC(2026, 10, 23, 12);
const at = { clientChallenge, now, binding: undefined, target: 'HTTP/sp.example.com' };

describe('the example of the specification', () => {
  it('has its key, its response and that of LMv2', () => {
    const key = responseKey(login);
    const pairs = readAvPairs(Buffer.from(targetInfo, 'hex'))!;
    const response = ntResponse(key, challenge, { time: 0n, clientChallenge, pairs });

    expect(key.toString('hex')).toBe('0c868a403bfd7a93a3001ef22ef02e3f');
    expect(response.subarray(0, 16).toString('hex')).toBe('68cd0ab851e51c96aabc927bebef6a1c');
    expect(response.subarray(16).toString('hex')).toBe(
      `01010000000000000000000000000000aaaaaaaaaaaaaaaa00000000${targetInfo}00000000`,
    );
    expect(createHmac('md5', key).update(response.subarray(0, 16)).digest('hex')).toBe(
      '8de40ccadbc14a82f15cb0ad0de95ca3',
    );
    expect(lmV2Response(key, challenge, clientChallenge).toString('hex')).toBe(
      '86c35097ac9cec102554764a57cccc19aaaaaaaaaaaaaaaa',
    );
  });

  it('has a challenge that is read', () => {
    const read = readChallenge(Buffer.from(challengeMessage, 'hex'));

    expect(read).toMatchObject({ challenge, timestamp: undefined });
    expect(read?.pairs.map(({ id, value }) => [id, value.toString('utf16le')])).toEqual([
      [2, 'Domain'],
      [1, 'Server'],
    ]);
  });
});

describe('the last message', () => {
  it('has the time of the server, a MIC and no LM response where the server tells its time', () => {
    const time = fileTime(now);
    const server = serverChallenge(time);
    const message = authenticateMessage(negotiateMessage(), server, login, { ...at, binding: Buffer.alloc(16, 7) });
    const response = field(message, 1);
    const pairs = readAvPairs(response.subarray(44))!;

    expect(field(message, 0)).toEqual(Buffer.alloc(24));
    expect(response.readBigUInt64LE(24)).toBe(time);
    expect(valueOf(pairs, 6)).toBe('02000000');
    expect(valueOf(pairs, 10)).toBe('07'.repeat(16));
    expect(Buffer.from(valueOf(pairs, 9), 'hex').toString('utf16le')).toBe('HTTP/sp.example.com');
    expect([2, 3, 4].map((index) => field(message, index).toString('utf16le'))).toEqual(['Domain', 'User', 'COMPUTER']);
    expect(micOf(message, server)).toEqual(message.subarray(72, 88));
  });

  it('has our time and LMv2 where the server tells none', () => {
    const message = authenticateMessage(negotiateMessage(), serverChallenge(), login, at);

    expect(field(message, 1).readBigUInt64LE(24)).toBe(fileTime(now));
    expect(field(message, 0)).toEqual(lmV2Response(responseKey(login), challenge, clientChallenge));
    expect(valueOf(readAvPairs(field(message, 1).subarray(44))!, 10)).toBe('00'.repeat(16));
  });

  it('has no response of version 1, whatever the server would like', () => {
    const message = authenticateMessage(negotiateMessage(), { ...serverChallenge(), flags: 0x203 }, login, at);

    expect(field(message, 1).length).toBeGreaterThan(24);
  });
});

it('names nobody in the first message', () => {
  expect(negotiateMessage()).toHaveLength(40);
  expect(negotiateMessage().subarray(16, 32)).toEqual(Buffer.alloc(16));
});

it.each([
  ['nothing', ''],
  ['another message', '4e544c4d535350000300000000000000000000000000000000000000000000000000000000000000'],
  ['a list that is cut off', challengeMessage.slice(0, -16)],
  ['a list that lies elsewhere', challengeMessage.replace('2400240044000000', '24002400ff000000')],
  ['no Unicode', challengeMessage.replace('33828ae2', '32828ae2')],
])('reads no challenge from %s', (_, hex) => {
  expect(readChallenge(Buffer.from(hex, 'hex'))).toBeUndefined();
});

it.each([
  ['user', 'USER'],
  ['straße', 'STRAßE'],
  ['ärger', 'ÄRGER'],
])('takes %s for %s', (user, other) => {
  expect(responseKey({ ...login, user })).toEqual(responseKey({ ...login, user: other }));
});

function serverChallenge(timestamp?: bigint): ServerChallenge {
  const message = Buffer.from(challengeMessage, 'hex');
  const { pairs, flags } = readChallenge(message)!;
  if (timestamp === undefined) return { message, flags, challenge, pairs, timestamp };
  const value = Buffer.alloc(8);
  value.writeBigUInt64LE(timestamp);
  return { message, flags, challenge, pairs: [...pairs, { id: 7, value }], timestamp };
}

function field(message: Buffer, index: number): Buffer {
  const offset = message.readUInt32LE(16 + 8 * index);
  return message.subarray(offset, offset + message.readUInt16LE(12 + 8 * index));
}

function valueOf(pairs: readonly { id: number; value: Buffer }[], id: number): string {
  return pairs.find((pair) => pair.id === id)?.value.toString('hex') ?? '';
}

function micOf(message: Buffer, server: ServerChallenge): Buffer {
  const key = responseKey(login);
  const sessionKey = createHmac('md5', key).update(field(message, 1).subarray(0, 16)).digest();
  const bare = Buffer.from(message);
  bare.fill(0, 72, 88);
  return createHmac('md5', sessionKey).update(negotiateMessage()).update(server.message).update(bare).digest();
}
