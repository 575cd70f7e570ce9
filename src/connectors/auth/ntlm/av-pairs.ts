/** MS-NLMP, 2.2.2.1 */
export const avId = { eol: 0, flags: 6, timestamp: 7, targetName: 9, channelBindings: 10 } as const;

export interface AvPair {
  id: number;
  value: Buffer;
}

/** The list of a challenge, without its end; undefined where it is cut off. */
export function readAvPairs(bytes: Buffer): AvPair[] | undefined {
  const pairs: AvPair[] = [];
  for (let at = 0; at + 4 <= bytes.length;) {
    const [id, end] = [bytes.readUInt16LE(at), at + 4 + bytes.readUInt16LE(at + 2)];
    if (id === avId.eol) return pairs;
    if (end > bytes.length) return undefined;
    pairs.push({ id, value: bytes.subarray(at + 4, end) });
    at = end;
  }
  return bytes.length === 0 ? pairs : undefined;
}

export function writeAvPairs(pairs: readonly AvPair[]): Buffer {
  return Buffer.concat(
    [...pairs, { id: avId.eol, value: Buffer.alloc(0) }].flatMap(({ id, value }) => {
      const head = Buffer.alloc(4);
      head.writeUInt16LE(id, 0);
      head.writeUInt16LE(value.length, 2);
      return [head, value];
    }),
  );
}
