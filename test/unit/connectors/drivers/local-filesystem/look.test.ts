import type { Stats } from 'node:fs';
import { expect, it } from '@jest/globals';
import { look } from '../../../../../src/connectors/drivers/local-filesystem/look.ts';

const failing = (code: string) => Object.assign(new Error(code), { code });
const directory = async () => ({ isDirectory: () => true }) as Stats;
const [mayWrite, mayRead] = [2, 4];

/** A directory where asking for one of these rights fails. */
function lacking(bits: number, code: string) {
  return {
    stat: directory as never,
    access: async (_path: unknown, mode = 0) => {
      if ((mode & bits) !== 0) throw failing(code);
    },
  };
}

it.each<[string, number, string, object]>([
  ['all', 0, '', { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' }],
  ['no right to write', mayWrite, 'EACCES', { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' }],
  [
    'a disk that is read only',
    mayWrite,
    'EROFS',
    { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' },
  ],
  ['a drop box', mayRead, 'EACCES', { read: 'Denied', write: 'Granted', update: 'Granted', delete: 'Granted' }],
])('%s', async (_name, bits, code, expected) => {
  expect(await look('/data', lacking(bits, code))).toEqual(expected);
});

it.each([
  ['EIO', 'ServiceUnavailable'],
  ['ESTALE', 'ServiceUnavailable'],
  ['ENOENT', 'TargetNotFound'],
  ['EACCES', 'PermissionDenied'],
  ['EWHATEVER', 'UnexpectedReply'],
])('a disk that answers %s', async (code, reason) => {
  const stat = async () => {
    throw failing(code);
  };

  expect(await look('/data', { ...lacking(0, ''), stat })).toMatchObject({ reason });
});
