import type { FakeRoute } from '../../support/fake-platform.ts';
import { doing, json, partsOf, type FakeDisk } from '../shared/probe/disk.ts';
import type { ProbeFake } from '../shared/probe/fake.ts';
import { api } from './fake.ts';

const token = 'canary-stored-token-44';
const attributes = { name: '.connection-test-7d5e9f3a', parent: { id: '4711' } };
const inUse = {
  type: 'error',
  status: 409,
  code: 'item_name_in_use',
  context_info: { conflicts: { type: 'file', id: '900' } },
};
const entries = { total_count: 1, entries: [{ type: 'file', id: '900' }] };

/** developer.box.com/guides/uploads/check and /guides/uploads/direct; the attributes come before the file. */
function routes(disk: FakeDisk): Record<string, FakeRoute> {
  const upload = (step: string, path: string) =>
    doing(
      disk,
      step,
      {
        token,
        on: `POST https://upload.box.com/api/2.0/files${path}`,
        faults: (received) => {
          const [first, file, ...more] = partsOf(received, 'form-data');
          return [
            ...(first?.head === 'Content-Disposition: form-data; name="attributes"' ? [] : ['no attributes first']),
            ...(first?.text === JSON.stringify(attributes) ? [] : [`attributes are ${first?.text}`]),
            ...(file?.head.includes('name="file"; filename="') && more.length === 0 ? [] : ['no file second']),
          ];
        },
      },
      (received) => {
        if (step === 'create' && disk.content !== undefined) return { status: 409, json: inUse };
        disk.content = partsOf(received, 'form-data')[1]?.text;
        return { status: 201, json: entries };
      },
    );
  return {
    ...api(token),
    check: doing(
      disk,
      'find',
      { token, on: 'OPTIONS https://api.box.com/2.0/files/content', faults: json(attributes) },
      () =>
        disk.content === undefined
          ? { json: { upload_url: 'https://upload.example.com' } }
          : { status: 409, json: inUse },
    ),
    create: upload('create', '/content'),
    overwrite: upload('overwrite', '/900/content'),
    read: doing(disk, 'read', { token, on: 'GET https://api.box.com/2.0/files/900/content' }, () => ({
      status: 302,
      headers: { location: 'https://dl.boxcloud.com/d/1/signed' },
    })),
    download: doing(disk, 'download', { on: 'GET https://dl.boxcloud.com/d/1/signed' }, () => ({
      text: disk.content ?? '',
    })),
    remove: doing(disk, 'remove', { token, on: 'DELETE https://api.box.com/2.0/files/900' }, () => {
      disk.content = undefined;
      return { status: 204 };
    }),
    purge: doing(disk, 'purge', { token, on: 'DELETE https://api.box.com/2.0/files/900/trash' }, () => ({
      status: 204,
    })),
  };
}

export const box: ProbeFake = {
  platform: 'box',
  method: 'access-token',
  config: {},
  secret: { accessToken: token },
  path: '4711',
  routes,
  steps: ['find', 'create', 'read', 'download', 'overwrite', 'read', 'download', 'remove', 'purge'],
};
