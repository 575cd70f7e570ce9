import { expect, it } from '@jest/globals';
import { RecordReader, recordOf } from '../../../../../src/connectors/drivers/nfs/records.ts';

const bytes = (...values: number[]) => Buffer.from(values);

it('frames a message as one last fragment', () => {
  expect(recordOf(bytes(1, 2, 3))).toEqual(bytes(0x80, 0, 0, 3, 1, 2, 3));
});

it('puts fragments together, wherever the stream is cut', () => {
  const stream = Buffer.concat([bytes(0, 0, 0, 2, 1, 2), recordOf(bytes(3)), recordOf(bytes(4, 5))]);

  for (let cut = 0; cut <= stream.length; cut += 1) {
    const reader = new RecordReader();
    const records = [stream.subarray(0, cut), stream.subarray(cut)].flatMap((chunk): unknown => reader.push(chunk));

    expect(records).toEqual([bytes(1, 2, 3), bytes(4, 5)]);
  }
});

it.each([
  ['one length', bytes(0x80, 0xff, 0xff, 0xff)],
  [
    'fragments together',
    Buffer.concat(Array.from({ length: 5 }, () => Buffer.concat([bytes(0, 0, 0x40, 0), Buffer.alloc(0x4000)]))),
  ],
  ['empty fragments', Buffer.alloc(4 * 65)],
])('refuses more than a reply can have: %s', (_name, stream) => {
  expect(new RecordReader().push(stream)).toBe('malformed');
});
