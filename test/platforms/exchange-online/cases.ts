import { clouds, accountOf, faked, permissions, type Asked } from '../shared/entra/faked.ts';
import { graphError, type Method } from '../shared/entra/fake.ts';
import { methodCases, saying, type Row } from '../../support/http-cases.ts';
import type { PlatformCases } from '../case.ts';
import { tokenRows } from '../shared/entra/token-rows.ts';
import { secretRows } from '../shared/entra/secret-rows.ts';
import { signedInRows } from '../shared/graph/rows.ts';

const mailbox = 'archive@contoso.com';
const inbox = { id: 'AAMk=', displayName: 'Inbox', totalItemCount: 0 };

/** learn.microsoft.com/graph/api/mailfolder-get */
const of = (method: Method, names: string[], graph = 'graph.microsoft.com'): Asked => ({
  on: `https://${graph}/v1.0/${method === 'refresh-token' ? 'me' : `users/${mailbox}`}/mailFolders/inbox`,
  query: { $select: 'id,displayName,totalItemCount' },
  good: { json: inbox },
  claims: permissions(method, ...names),
});
const configOf = (method: Method) => (method === 'refresh-token' ? {} : { mailbox });

const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' } as const;
const readOnly = { read: 'Granted', write: 'Denied', update: 'Denied', delete: 'Denied' } as const;
const untold = { read: 'NotTestable', write: 'NotTestable', update: 'NotTestable', delete: 'NotTestable' } as const;

const mailboxRows = saying('test', [
  ['403 ErrorAccessDenied', graphError(403, 'ErrorAccessDenied'), 'PermissionDenied', 2],
  ['403 extensionError', graphError(403, 'extensionError'), 'PermissionDenied', 2],
  ['404 MailboxNotEnabledForRESTAPI', graphError(404, 'MailboxNotEnabledForRESTAPI'), 'TargetNotFound', 2],
  ['404 MailboxNotSupportedForRESTAPI', graphError(404, 'MailboxNotSupportedForRESTAPI'), 'TargetNotFound', 2],
  [
    'trap: the same inside a 403',
    graphError(403, 'accessDenied', { inner: 'MailboxNotEnabledForRESTAPI' }),
    'TargetNotFound',
    2,
  ],
  ['404 ResourceNotFound', graphError(404, 'ResourceNotFound'), 'TargetNotFound', 1],
  ['404 ErrorInvalidUser', graphError(404, 'ErrorInvalidUser'), 'TargetNotFound', 1],
  ['no folder', { json: { totalItemCount: 1 } }, 'UnexpectedReply'],
  ['trap: a folder whose id is null', { json: { ...inbox, id: null } }, 'UnexpectedReply'],
  ['a folder that counts nothing', { json: { ...inbox, totalItemCount: null } }, 'UnexpectedReply'],
]);

/** Method, permissions of the token → access */
const rights: [Method, string, object][] = [
  ['client-secret', 'Mail.ReadWrite', all],
  ['certificate', 'Mail.Read', { ...untold, read: 'Granted' }],
  ['client-secret', 'Mail.ReadBasic.All', untold],
  ['refresh-token', 'Mail.ReadWrite', all],
  ['refresh-token', 'Mail.Read', readOnly],
  ['refresh-token', 'Mail.ReadBasic', { ...readOnly, read: 'Denied' }],
];

const offline = (name: string, row: Partial<Row>): Row => ({
  name,
  offline: true,
  ...row,
  expect: { reason: 'InvalidConfiguration', about: /mailbox/ },
});
const configRows: Record<Method, Row[]> = {
  'client-secret': [
    offline('no mailbox', { without: ['mailbox'] }),
    offline('no address', { config: { mailbox: 'archive' } }),
    offline('an address with a path', { config: { mailbox: 'a@contoso.com/messages' } }),
  ],
  certificate: [offline('no mailbox', { without: ['mailbox'] })],
  'workload-identity': [offline('no mailbox', { without: ['mailbox'] })],
  'refresh-token': [offline("another's mailbox", { config: { mailbox } })],
};
const methods = ['client-secret', 'certificate', 'workload-identity', 'refresh-token'] as const;

export const cases: PlatformCases = [
  ...methods.flatMap((method) => {
    const asked = of(method, ['Mail.ReadWrite']);
    const account = method === 'refresh-token' ? accountOf(method) : { ...accountOf(method), email: mailbox };
    return methodCases(faked(method, asked, { config: configOf(method) }), [
      ...signedInRows(asked, { reason: 'Verified', account, access: all }),
      ...secretRows[method],
      ...(method === 'client-secret' ? tokenRows : []),
      ...mailboxRows,
      ...configRows[method],
    ]);
  }),
  ...rights.flatMap(([method, name, access]) =>
    methodCases(faked(method, of(method, [name]), { config: configOf(method) }), [
      { name: `rights of ${name}`, expect: { reason: 'Verified', access } },
    ]),
  ),
  ...clouds.flatMap(([cloud, authority, graph]) =>
    methodCases(
      faked('client-secret', of('client-secret', [], graph), {
        config: { cloud, mailbox },
        token: { authority, resource: `https://${graph}` },
      }),
      [{ kind: 'connected', name: cloud, expect: 'Verified' }],
    ),
  ),
];
