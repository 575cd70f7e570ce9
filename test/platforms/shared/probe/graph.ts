import type { FakeReply, FakeRoute, Received } from '../../../support/fake-platform.ts';
import type { FakedMethod } from '../../../support/http-cases.ts';
import { graphError } from '../entra/fake.ts';
import { faked, permissions } from '../entra/faked.ts';
import { doing, type FakeDisk } from './disk.ts';
import type { ProbeFake } from './fake.ts';

interface Drive {
  platform: string;
  /** Signed in, without anything about files. */
  signedIn: FakedMethod;
  token: string;
  /** https://graph.microsoft.com/v1.0/... */
  drive: string;
  /** Where downloads are redirected to. */
  download: string;
}

/** learn.microsoft.com/graph/api/driveitem-put-content, -get-content, -delete; a folder is named by its id. */
function onGraph({ platform, signedIn, token, drive, download }: Drive): ProbeFake {
  const item = `${drive}/items/01ABC!7:/.connection-test-7d5e9f3a:`;
  const missing = graphError(404, 'itemNotFound');
  const routes = (disk: FakeDisk): Record<string, FakeRoute> => {
    const there = (good: FakeReply) => (disk.content === undefined ? missing : good);
    const put = (step: string, conflict: string) => {
      const query = { '@microsoft.graph.conflictBehavior': conflict };
      const route = { token, on: `PUT ${item}/content`, query, faults: () => [], when: isPut(conflict) };
      return doing(disk, step, route, ({ text }) => {
        if (conflict === 'fail' && disk.content !== undefined) return graphError(409, 'nameAlreadyExists');
        disk.content = text;
        return { status: 201, json: { id: '01ABC!9' } };
      });
    };
    return {
      ...signedIn.routes,
      folder: doing(
        disk,
        'folder',
        { token, on: `GET ${drive}/root:/Finance/Q1%20%23`, query: { $select: 'id,folder' } },
        () => ({
          json: { id: '01ABC!7', folder: { childCount: 0 } },
        }),
      ),
      find: doing(disk, 'find', { token, on: `GET ${item}`, query: { $select: 'id' } }, () =>
        there({ json: { id: '01ABC!9' } }),
      ),
      create: put('create', 'fail'),
      overwrite: put('overwrite', 'replace'),
      read: doing(disk, 'read', { token, on: `GET ${item}/content` }, () =>
        there({ status: 302, headers: { location: download } }),
      ),
      download: doing(disk, 'download', { on: `GET ${download}` }, () => ({ text: disk.content ?? '' })),
      remove: doing(disk, 'remove', { token, on: `DELETE ${item}` }, () => {
        disk.content = undefined;
        return { status: 204 };
      }),
    };
  };
  const { method, config = {}, secret } = signedIn;
  const steps = ['folder', 'find', 'create', 'read', 'download', 'overwrite', 'read', 'download', 'remove', 'read'];
  return { platform, method, config, secret, path: '/Finance/Q1 #', routes, steps };
}

const isPut =
  (conflict: string) =>
  ({ url }: Received): boolean =>
    url.searchParams.get('@microsoft.graph.conflictBehavior') === conflict;

const opaque = 'EwB4A8l6BAAU-canary-opaque-token';
const ofMe = faked(
  'refresh-token',
  {
    on: 'https://graph.microsoft.com/v1.0/me/drive',
    query: { $select: 'id,driveType,owner,quota' },
    good: { json: { id: '7', driveType: 'personal', owner: { user: { id: '42', displayName: 'Ada' } } } },
    claims: {},
    opaque,
  },
  { token: { tenant: 'consumers', scope: 'Files.ReadWrite offline_access' } },
);

export const onedrivePersonal = onGraph({
  platform: 'onedrive-personal',
  signedIn: { ...ofMe, config: { clientId: ofMe.config?.['clientId'] } },
  token: opaque,
  drive: 'https://graph.microsoft.com/v1.0/me/drive',
  download: 'https://public.bn.files.1drv.com/y4m-signed',
});

const site = 'https://graph.microsoft.com/v1.0/sites/contoso.sharepoint.com:/sites/hr';
const ofSite = faked(
  'client-secret',
  {
    on: site,
    query: { $select: 'id,displayName,webUrl' },
    good: {
      json: { id: 'contoso.sharepoint.com,1,2', displayName: 'HR', webUrl: 'https://contoso.sharepoint.com/sites/hr' },
    },
    claims: permissions('client-secret', 'Sites.Selected'),
  },
  { config: { siteUrl: 'https://contoso.sharepoint.com/sites/hr' } },
);

export const sharepointOnline = onGraph({
  platform: 'sharepoint-online',
  signedIn: ofSite,
  token: ofSite.canaries?.[0] ?? '',
  drive: `${site}:/drive`,
  download: 'https://contoso.sharepoint.com/_layouts/15/download.aspx',
});

const owner = 'https://graph.microsoft.com/v1.0/users/ada@contoso.com/drive';
const ofOwner = faked(
  'client-secret',
  {
    on: owner,
    query: { $select: 'id,driveType,owner,quota,webUrl' },
    good: { json: { id: 'b!7', driveType: 'business', owner: { user: { id: '42', displayName: 'Ada' } } } },
    claims: permissions('client-secret', 'Files.ReadWrite.All'),
  },
  { config: { userPrincipalName: 'ada@contoso.com' } },
);

export const onedriveBusiness = onGraph({
  platform: 'onedrive-business',
  signedIn: ofOwner,
  token: ofOwner.canaries?.[0] ?? '',
  drive: owner,
  download: 'https://contoso-my.sharepoint.com/_layouts/15/download.aspx',
});
