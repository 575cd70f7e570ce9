import type { Reason } from '../../../src/api/reasons.ts';
import type { PlatformCase } from '../case.ts';
import { reply, server, untold, written } from './setup.ts';

/** After the server has let the account in. */
const lateOn = (reason: Reason): PlatformCase['expect'] => ({ reason, stage: 'Authorized', credential: 'Accepted' });
const allDenied = { write: 'Denied', update: 'Denied', delete: 'Denied' } as const;

export const shareRows: PlatformCase[] = [
  reply('share: BAD_NETWORK_NAME', server({ status: { tree: 0xc00000cc } }), {
    reason: 'TargetNotFound',
    about: /the share data/,
    account: { id: 'svc' },
  }),
  reply('share: ACCESS_DENIED', server({ status: { tree: 0xc0000022 } }), {
    reason: 'PermissionDenied',
    about: /open the share data/,
    account: { id: 'svc' },
  }),
  reply('share: REQUEST_NOT_ACCEPTED', server({ status: { tree: 0xc00000d0 } }), lateOn('RateLimited')),
  reply('share: INSUFF_SERVER_RESOURCES', server({ status: { tree: 0xc0000205 } }), lateOn('ServiceUnavailable')),
  reply('share: USER_SESSION_DELETED', server({ status: { tree: 0xc0000203 } }), lateOn('ServiceUnavailable')),
  reply('share: a status that nobody knows', server({ status: { tree: 0xc0dec0de } }), lateOn('UnexpectedReply')),
  reply('a share of a printer', server({ shareType: 3 }), {
    ...lateOn('InvalidConfiguration'),
    about: /none of files/,
  }),
  reply('a share that leads to another server', server({ refers: true }), {
    ...lateOn('InvalidConfiguration'),
    about: /DFS that leads to another server/,
  }),
  reply('a share that is read only', server({ maximalAccess: 0x1f00a9 }), {
    reason: 'Verified',
    access: { read: 'Granted', ...allDenied },
  }),
  reply('a share that may be changed', server({ maximalAccess: 0x1301bf }), {
    reason: 'Verified',
    access: written,
  }),
  reply(
    'a share that is read only, and writing is required',
    server({ maximalAccess: 0x1f00a9 }),
    { reason: 'PermissionDenied', about: /write/ },
    { requires: { access: ['Write'] } },
  ),
];

const below = { config: { share: 'data', path: '2026/invoices' } };

export const folderRows: PlatformCase[] = [
  reply('folder: OBJECT_NAME_NOT_FOUND', server({ status: { list: 0xc0000034 } }), notFound(), below),
  reply('folder: OBJECT_PATH_NOT_FOUND', server({ status: { list: 0xc000003a } }), notFound(), below),
  reply('folder: NOT_A_DIRECTORY', server({ status: { list: 0xc0000103 } }), notFound(), below),
  reply(
    'folder: ACCESS_DENIED',
    server({ status: { list: 0xc0000022 } }),
    { reason: 'PermissionDenied', about: /list the folder 2026\\invoices/, access: { read: 'Denied', ...untold } },
    below,
  ),
  reply(
    'a folder that takes files is good enough for who does not read',
    server({ status: { list: 0xc0000022 } }),
    { reason: 'Verified', stage: 'Authorized', access: { read: 'Denied', ...untold } },
    { ...below, requires: { access: ['Write'] } },
  ),
  reply(
    'folder: a status that nobody knows',
    server({ status: { list: 0xc0000022 + 7 } }),
    lateOn('UnexpectedReply'),
    below,
  ),
  reply(
    'a folder that may not be written to',
    server({ status: { openToAdd: 0xc0000022 } }),
    { reason: 'Verified', access: { ...written, write: 'Denied' } },
    below,
  ),
  reply(
    'a folder that may not be written to, and writing is required',
    server({ status: { openToAdd: 0xc0000022 } }),
    { reason: 'PermissionDenied', about: /write/, access: { ...written, write: 'Denied' } },
    { ...below, requires: { access: ['Read', 'Write'] } },
  ),
  reply(
    'a folder on a medium that takes nothing',
    server({ status: { openToAdd: 0xc00000a2 } }),
    { reason: 'Verified', access: { ...written, write: 'Denied' } },
    below,
  ),
  reply(
    'a folder that another holds open, which says nothing of rights',
    server({ status: { openToAdd: 0xc0000043 } }),
    { reason: 'Verified', access: { ...written, write: 'NotTestable' } },
    below,
  ),
  reply(
    'closed while it is asked whether the folder takes files',
    server({ closesAt: 'open' }),
    lateOn('ServiceUnavailable'),
    below,
  ),
  reply('closed while the folder is opened', server({ closesAt: 'list' }), lateOn('ServiceUnavailable'), below),
  reply(
    'requires.path wins over config.path',
    server({ status: { list: 0xc0000034 } }),
    { reason: 'TargetNotFound', about: /the folder other/ },
    { ...below, requires: { path: '/other/' } },
  ),
];

function notFound(): PlatformCase['expect'] {
  return { reason: 'TargetNotFound', about: /the folder 2026\\invoices/, account: { id: 'svc' } };
}
