import type { Access, AccessAnswer } from '../../verdict.ts';

/** The bits of ACCESS, the same in NFS 3 and 4 (RFC 1813, 3.3.4; RFC 7530, 16.1). */
const read = 0x01;
const lookup = 0x02;
const modify = 0x04;
const extend = 0x08;
const remove = 0x10;

export const allBits = read | lookup | modify | extend | remove;

/**
 * What a directory's bits mean: entries can be listed and entered; added; changed; removed. The server's answer is
 * advisory, and speaks of the directory, not of each file in it.
 * @param supported - bits that the server can tell; NFS 3 tells all.
 */
export function accessOf(granted: number, supported = allBits): Access {
  const answer = (bits: number): AccessAnswer => {
    if ((granted & bits) === bits) return 'Granted';
    return (supported & bits) === bits ? 'Denied' : 'NotTestable';
  };
  return { read: answer(read | lookup), write: answer(extend), update: answer(modify), delete: answer(remove) };
}
