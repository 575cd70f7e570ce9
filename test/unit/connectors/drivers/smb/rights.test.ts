import { expect, it } from '@jest/globals';
import { rightsOnShare } from '../../../../../src/connectors/drivers/smb/rights.ts';

const open = 'NotTestable';

it.each([
  ['Full Control of Windows', 0x001f01ff, { write: open, update: open, delete: open }],
  [
    'Change of Windows, which deletes by the right to the file',
    0x001301bf,
    { write: open, update: open, delete: open },
  ],
  ['Read of Windows', 0x001200a9, { write: 'Denied', update: 'Denied', delete: 'Denied' }],
  [
    'read only of Samba, which leaves the standard rights',
    0x001f00a9,
    { write: 'Denied', update: 'Denied', delete: 'Denied' },
  ],
  ['Change without the right to delete', 0x001201bf, { write: open, update: open, delete: 'Denied' }],
  ['Read with the right to delete', 0x001300a9, { write: 'Denied', update: 'Denied', delete: open }],
  ['the right to delete what is in a folder alone', 0x00120069, { write: 'Denied', update: 'Denied', delete: open }],
  ['a share that does not say', 0, { write: open, update: open, delete: open }],
  ['a share whose answer was not seen', undefined, { write: open, update: open, delete: open }],
])('reads what a share lets a user do: %s', (_name, mask, rights) => {
  expect(rightsOnShare(mask)).toEqual(rights);
});
