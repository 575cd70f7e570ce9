import { bodyOf } from './smb-wire.ts';

/** Bodies of answers, [MS-SMB2] 2.2; each begins with its size. */
export const errorBody = bodyOf(9, [[0, 2, 9]]);
export const closed = bodyOf(60, [[0, 2, 60]]);
/** Of the commands that answer nothing: logoff, disconnect, echo. */
export const done = bodyOf(4, [[0, 2, 4]]);
export const opened = bodyOf(
  88,
  [
    [0, 2, 89],
    [64, 4, 7],
  ],
  Buffer.alloc(1),
);

export const getDfsReferrals = 0x60194;
export const referral = bodyOf(
  48,
  [
    [0, 2, 49],
    [4, 4, getDfsReferrals],
  ],
  Buffer.alloc(64),
);

/** [MS-FSCC] 2.4.18: a file as a listing has it. */
function listed(name: string, next: number): Buffer {
  const text = Buffer.from(name, 'utf16le');
  const file = bodyOf(
    104,
    [
      [0, 4, next],
      [56, 4, 0x80],
      [60, 4, text.length],
    ],
    text,
  );
  return Buffer.concat([file, Buffer.alloc(next === 0 ? 0 : next - file.length)]);
}

const files = Array.from({ length: 300 }, (_, index) =>
  listed(`f${String(index).padStart(7, '0')}`, index < 299 ? 120 : 0),
);

/** Some files, whatever was asked for. */
export const listing = bodyOf(
  8,
  [
    [0, 2, 9],
    [2, 2, 72],
    [4, 4, 299 * 120 + 120],
  ],
  Buffer.concat(files),
);

/** A whole frame, of SMB 1. */
export const ancientFrame = Buffer.concat([
  Buffer.from([0, 0, 0, 36]),
  Buffer.from('ff534d4272', 'hex'),
  Buffer.alloc(31),
]);

/** Dialect 2.0.2; `clock` in milliseconds since 1970. */
export function negotiated({ clock, dfs, offer }: { clock: number; dfs: boolean; offer: Buffer }): Buffer {
  const body = bodyOf(
    64,
    [
      [0, 2, 65],
      [2, 2, 1],
      [4, 2, 0x202],
      [24, 4, dfs ? 1 : 0],
      [28, 4, 65536],
      [32, 4, 65536],
      [36, 4, 65536],
      [56, 2, 128],
      [58, 2, offer.length],
    ],
    offer,
  );
  body.writeBigUInt64LE((BigInt(clock) + 11_644_473_600_000n) * 10_000n, 40);
  return body;
}

export function sessionSetup(flags: number, token: Buffer): Buffer {
  return bodyOf(
    8,
    [
      [0, 2, 9],
      [2, 2, flags],
      [4, 2, 72],
      [6, 2, token.length],
    ],
    token,
  );
}

export function connectedTo(shareType: number, maximalAccess: number): Buffer {
  return bodyOf(16, [
    [0, 2, 16],
    [2, 1, shareType],
    [12, 4, maximalAccess],
  ]);
}
