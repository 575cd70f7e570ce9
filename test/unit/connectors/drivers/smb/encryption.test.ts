import { createCipheriv, randomBytes, type CipherGCMTypes } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { cipherIn, decrypted, sessionKeysIn } from '../../../../../src/connectors/drivers/smb/encryption.ts';
import { messagesIn } from '../../../../../src/connectors/drivers/smb/frames.ts';
import { bodyOf, frameOf } from '../../../../../dev/servers/smb-wire.ts';

const contents = Buffer.from('what is in the frame');

function encrypted(name: string, key: Buffer, nonceBytes: number): Buffer {
  const head = Buffer.alloc(52);
  head.writeUInt32BE(0xfd534d42);
  randomBytes(nonceBytes).copy(head, 20);
  head.writeUInt32LE(contents.length, 36);
  const cipher = createCipheriv(name as CipherGCMTypes, key, head.subarray(20, 20 + nonceBytes), { authTagLength: 16 });
  cipher.setAAD(head.subarray(20), { plaintextLength: contents.length });
  const body = Buffer.concat([cipher.update(contents), cipher.final()]);
  cipher.getAuthTag().copy(head, 4);
  return Buffer.concat([head, body]);
}

it.each([
  [1, 'aes-128-ccm', 16, 11],
  [2, 'aes-128-gcm', 16, 12],
  [3, 'aes-256-ccm', 32, 11],
  [4, 'aes-256-gcm', 32, 12],
])('decrypts cipher %i, %s, and nothing that was changed', (id, name, keyBytes, nonceBytes) => {
  const key = randomBytes(keyBytes);
  const frame = encrypted(name, key, nonceBytes);
  const changed = Buffer.from(frame);
  changed.writeUInt8(changed.readUInt8(60) ^ 1, 60);

  expect(decrypted(frame, key, id)).toEqual(contents);
  expect(decrypted(changed, key, id)).toBeUndefined();
  expect(decrypted(Buffer.concat([frame, contents]), key, id)).toBeUndefined();
  expect(decrypted(frame, randomBytes(keyBytes), id)).toBeUndefined();
  expect(decrypted(frame, key.subarray(1), id)).toBeUndefined();
  expect(decrypted(frame.subarray(0, 50), key, id)).toBeUndefined();
  expect(decrypted(frame, key, 9)).toBeUndefined();
});

const dump = `debug encryption: dumping generated session keys
Session Id    [0000] 92 B0 22 1A 00 00 00 00                             ..".....
Session Key   [0000] 76 3E C9 21 88 1B 59 B8   71 C5 31 9E 75 AB F0 45   v>.!..Y. q.1.u..E
ServerIn Key  [0000] 7C 65 1F E0 D5 00 90 EF   06 C0 DD E6 94 4E 2E 27   |e...... .....N.'
`;
const last = `ServerOut Key [0000] 57 11 E5 25 F0 52 9C 93   53 CB A7 CE 1D 3C 8D 44   W..%.R.. S....<.D
`;

it('reads the keys that Samba 4.17 prints', () => {
  expect(sessionKeysIn(`${dump}${last}Try "help" to get a list of possible commands.\nsmb: \\> `)).toEqual({
    serverIn: Buffer.from('7c651fe0d50090ef06c0dde6944e2e27', 'hex'),
    serverOut: Buffer.from('5711e525f0529c9353cba7ce1d3c8d44', 'hex'),
  });
});

it('reads keys of 256 bits, which take two lines', () => {
  const second = '[0010] 41 42 43 44 45 46 30 31   32 33 34 35 36 37 38 39   ABCDEF01 23456789\n';

  expect(sessionKeysIn(dump + second + last + second)).toEqual({
    serverIn: Buffer.from('7c651fe0d50090ef06c0dde6944e2e2741424344454630313233343536373839', 'hex'),
    serverOut: Buffer.from('5711e525f0529c9353cba7ce1d3c8d4441424344454630313233343536373839', 'hex'),
  });
});

it.each(['', dump, dump + last.trimEnd().slice(0, 40)])('has no keys where there are not both: %#', (text) => {
  expect(sessionKeysIn(text)).toBeUndefined();
});

/** [MS-SMB2] 2.2.4, with contexts of integrity (1) and encryption (2). */
function negotiated(dialect: number, ...contexts: readonly Buffer[]): number {
  const fields = [[4, 2, dialect] as const, [6, 2, contexts.length] as const, [60, 4, 128] as const];
  const body = bodyOf(64, fields, Buffer.concat(contexts));
  const frame = frameOf({ command: 0, messageId: 0n, session: 0, tree: 0, status: 0, body });
  return cipherIn(messagesIn(frame.subarray(4))![0]!);
}

const integrity = bodyOf(48, [
  [0, 2, 1],
  [2, 2, 38],
]);
const encryption = bodyOf(16, [
  [0, 2, 2],
  [2, 2, 4],
  [8, 2, 1],
  [10, 2, 4],
]);

it.each([
  ['SMB 3.0 has one', 0x300, [], 1],
  ['SMB 3.1.1 agrees on one', 0x311, [integrity, encryption], 4],
  ['SMB 3.1.1 without encryption has none', 0x311, [integrity], 0],
  ['a context that is cut off is none', 0x311, [integrity, encryption.subarray(0, 8)], 0],
])('knows the cipher: %s', (_name, dialect, contexts, cipher) => {
  expect(negotiated(dialect, ...contexts)).toBe(cipher);
});
