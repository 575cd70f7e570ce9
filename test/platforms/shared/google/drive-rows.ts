import type { FakeReply } from '../../../support/fake-platform.ts';
import { generalRows, saying, type Row } from '../../../support/http-cases.ts';
import { responded } from '../../../support/responded.ts';
import { about, apiError, capabilities } from './fake.ts';
import { answers } from './rows.ts';

export const account = { id: '0123', name: 'Ada', email: 'admin@example.com', tenant: 'example.com' };
export const own = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'NotTestable' } as const;
const inFolder = { requires: { path: '1AbC' } };

const user = (more: object): FakeReply => ({
  json: { user: { displayName: null, emailAddress: 'admin@example.com', permissionId: '0123', ...more } },
});

/** What holds for every platform that asks drive/v3/about who we are. */
export const aboutRows: Row[] = responded([
  {
    kind: 'connected',
    name: 'a user without name',
    replies: { about: user({}) },
    expect: { reason: 'Verified', account: { id: '0123', email: 'admin@example.com' } },
  },
  ...saying('about', answers),
  ...saying('about', [
    ['no user', { json: { storageQuota: {} } }, 'UnexpectedReply'],
    ['a user without id', user({ permissionId: null }), 'UnexpectedReply'],
    ['a user without address', user({ emailAddress: null }), 'UnexpectedReply'],
    ['trap: no fields asked for', apiError(400, 'required'), 'InvalidConfiguration', 1],
  ]),
  ...generalRows('about'),
]);

/** Rights in one folder. */
export const folderRows: Row[] = [
  {
    kind: 'connected',
    name: 'rights in a folder',
    ...inFolder,
    expect: { reason: 'Verified', access: { ...own, update: 'Denied', delete: 'Denied' } },
  },
  {
    kind: 'connected',
    name: 'rights in the root of a shared drive',
    ...inFolder,
    replies: { folder: capabilities({ canTrashChildren: true }) },
    expect: { reason: 'Verified', access: { ...own, delete: 'Granted' } },
  },
  {
    name: 'requires a right that is denied',
    requires: { path: '1AbC', access: ['Update'] },
    expect: { reason: 'PermissionDenied', about: /^update$/ },
  },
  { name: 'item not found', ...inFolder, replies: { folder: apiError(404, 'notFound') }, expect: 'TargetNotFound' },
  {
    name: 'item out of scope',
    ...inFolder,
    replies: { folder: apiError(403, 'insufficientPermissions') },
    expect: 'ScopeMissing',
  },
];

/** Rights in My Drive, where no path is given. */
export const rootRow: Row = {
  kind: 'connected',
  name: 'rights in My Drive',
  requires: { access: ['Read', 'Delete'] },
  hits: { root: 1 },
  expect: { reason: 'Verified', stage: 'Authorized', access: own },
};

/** Checks of the user that a Workspace platform makes with every method. */
export const domainRows: Row[] = [
  {
    name: 'another user than subject',
    config: { subject: 'admin@example.com' },
    replies: { about: about('someone@example.com') },
    expect: { reason: 'IdentityMismatch', causes: 1, account: { email: 'someone@example.com' } },
  },
  { kind: 'connected', name: 'the domain that is expected', config: { domain: 'Example.com' }, expect: 'Verified' },
  { name: 'another domain', config: { domain: 'example.org' }, expect: { reason: 'IdentityMismatch', causes: 1 } },
  {
    name: 'scopes with a comma',
    config: { scopes: ['a,b'] },
    offline: true,
    expect: 'InvalidConfiguration',
  },
  {
    name: 'an administrator is required and the scope to tell is not there',
    requires: { role: 'Administrator' },
    expect: { reason: 'Verified', stage: 'Authorized' },
  },
];

const directory = 'https://www.googleapis.com/auth/admin.directory.user.readonly';
const asked = (scope: string): Pick<Row, 'config' | 'requires'> => ({
  config: { scopes: [scope, directory] },
  requires: { role: 'Administrator' },
});

/** Where the scopes let the administrator be told; `scope` is the platform's own. */
export function administratorRows(scope: string): Row[] {
  const granted = { json: { access_token: 'canary-minted-token-62', scope: `${scope} ${directory}` } };
  return [
    {
      kind: 'connected',
      name: 'a delegated administrator',
      ...asked(scope),
      replies: { token: granted },
      expect: { reason: 'Verified', account: { administrator: true } },
    },
    {
      name: 'no administrator',
      ...asked(scope),
      replies: { token: granted, administrator: { json: { isAdmin: false, isDelegatedAdmin: false } } },
      expect: { reason: 'PermissionDenied', about: /administrator/ },
    },
    {
      name: 'the Directory API refuses',
      ...asked(scope),
      replies: { token: granted, administrator: apiError(403, 'forbidden') },
      expect: 'PermissionDenied',
    },
  ];
}

/** Scopes that a refresh token must have. */
export const grantedScopes: Row[] = [
  {
    kind: 'connected',
    name: 'the user granted scopes',
    config: { scopes: ['https://www.googleapis.com/auth/drive.metadata.readonly'] },
    expect: 'Verified',
  },
  {
    name: 'the user did not grant all of scopes',
    config: {
      scopes: ['https://www.googleapis.com/auth/drive.metadata.readonly', 'https://www.googleapis.com/auth/drive'],
    },
    expect: { reason: 'ScopeMissing', causes: 1 },
  },
];
