import type { FakeRoute } from '../../support/fake-platform.ts';
import { driveRoutes } from '../shared/google/fake.ts';
import { doing, json, partsOf, type FakeDisk } from '../shared/probe/disk.ts';
import type { ProbeFake } from '../shared/probe/fake.ts';

const token = 'canary-stored-token-44';
const api = 'https://www.googleapis.com/drive/v3/files';
const uploads = 'https://www.googleapis.com/upload/drive/v3/files';
const drives = { supportsAllDrives: 'true' };
const name = '.connection-test-7d5e9f3a';

/** developers.google.com/workspace/drive/api/guides/manage-uploads#multipart and #simple; names need not be unique there. */
function routes(disk: FakeDisk): Record<string, FakeRoute> {
  const list = { ...drives, includeItemsFromAllDrives: 'true', fields: 'files(id)' };
  const q = `name = '${name}' and '1AbC' in parents and trashed = false`;
  return {
    ...driveRoutes(token),
    find: doing(disk, 'find', { token, on: `GET ${api}`, query: { ...list, q } }, () => ({
      json: { files: disk.content === undefined ? [] : [{ id: '1Xyz' }] },
    })),
    create: doing(
      disk,
      'create',
      {
        token,
        on: `POST ${uploads}`,
        query: { ...drives, uploadType: 'multipart', fields: 'id' },
        faults: (received) => {
          const [about, file] = partsOf(received, 'related');
          const wanted = JSON.stringify({ name, parents: ['1AbC'] });
          return [
            ...(about?.head === 'Content-Type: application/json; charset=UTF-8' ? [] : ['no metadata first']),
            ...(about?.text === wanted ? [] : [`metadata is ${about?.text}`]),
            ...(file ? [] : ['no file second']),
          ];
        },
      },
      (received) => {
        disk.content = partsOf(received, 'related')[1]?.text;
        return { json: { id: '1Xyz' } };
      },
    ),
    read: doing(disk, 'read', { token, on: `GET ${api}/1Xyz`, query: { ...drives, alt: 'media' } }, () => ({
      text: disk.content ?? '',
    })),
    overwrite: doing(
      disk,
      'overwrite',
      { token, on: `PATCH ${uploads}/1Xyz`, query: { ...drives, uploadType: 'media', fields: 'id' }, faults: () => [] },
      ({ text }) => {
        disk.content = text;
        return { json: { id: '1Xyz' } };
      },
    ),
    remove: doing(
      disk,
      'remove',
      { token, on: `PATCH ${api}/1Xyz`, query: drives, faults: json({ trashed: true }) },
      () => {
        disk.content = undefined;
        return { json: { id: '1Xyz' } };
      },
    ),
    purge: doing(disk, 'purge', { token, on: `DELETE ${api}/1Xyz`, query: drives }, () => ({ status: 204 })),
  };
}

export const googleDrive: ProbeFake = {
  platform: 'google-drive',
  method: 'access-token',
  config: {},
  secret: { accessToken: token },
  path: '1AbC',
  routes,
  steps: ['find', 'create', 'read', 'overwrite', 'read', 'remove', 'purge'],
};
