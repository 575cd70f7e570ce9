import { expect, it } from '@jest/globals';
import { XdrError, XdrReader, XdrWriter } from '../../../../../src/connectors/drivers/nfs/xdr.ts';

it('pads to units of four bytes', () => {
  const written = new XdrWriter().string('abcde').uint32(7).bytes();

  expect(written.toString('hex')).toBe('00000005616263646500000000000007');
  const reader = new XdrReader(written);
  expect([reader.string(5), reader.uint32()]).toEqual(['abcde', 7]);
});

it.each<[string, string, (reader: XdrReader) => unknown]>([
  ['a number that is cut short', '000000', (reader) => reader.uint32()],
  ['more bytes than are there', '00000008616263', (reader) => reader.opaque(64)],
  ['padding that is missing', '00000001ff', (reader) => reader.opaque(64)],
  ['more bytes than the protocol allows', '0000000861626364', (reader) => reader.opaque(4)],
  ['a length of 4 GB', 'ffffffff', (reader) => reader.opaque(64)],
  ['more entries than the protocol allows', 'ffffffff', (reader) => reader.array(64, () => reader.uint32())],
  ['a list without end', '00000001'.repeat(10), (reader) => reader.linked(3, () => ({}))],
  ['neither true nor false', '00000002', (reader) => reader.bool()],
])('refuses %s', (_name, hex, read) => {
  expect(() => read(new XdrReader(Buffer.from(hex, 'hex')))).toThrow(XdrError);
});
