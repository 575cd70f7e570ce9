import { decodeJwt } from 'jose';
import type { FakeRoute } from '../../support/fake-platform.ts';
import { assertionToken, minted } from '../shared/google/fake.ts';
import { keyParts } from '../shared/google/key-file.ts';
import { doing, type FakeDisk } from '../shared/probe/disk.ts';
import type { ProbeFake } from '../shared/probe/fake.ts';
import { storageRoutes } from './fake.ts';

const name = 'Finance/Ä (2026)/.connection-test-7d5e9f3a';
const object = `https://storage.googleapis.com/storage/v1/b/archive/o/${encodeURIComponent(name)}`;
const uploads = 'https://storage.googleapis.com/upload/storage/v1/b/archive/o';
const missing = { status: 404, json: { error: { code: 404, errors: [{ reason: 'notFound' }] } } };

/** cloud.google.com/storage/docs/json_api/v1/objects: insert, get, delete; slashes of a name are encoded in a path. */
function routes(disk: FakeDisk): Record<string, FakeRoute> {
  const token = assertionToken({ scope: /devstorage[.]read_(only|write) / });
  let scope = '';
  const there = (answer: object) => (disk.content === undefined ? missing : answer);
  const media = { uploadType: 'media', name };
  const takes = ({ url }: { url: URL }, wanted: boolean) => url.searchParams.has('ifGenerationMatch') === wanted;
  const written = ({ text }: { text: string }) => {
    disk.content = text;
    return { json: { kind: 'storage#object', name } };
  };
  return {
    token: {
      ...token,
      faults(received) {
        scope = String(decodeJwt(received.form['assertion'] ?? '')['scope']);
        return token.faults?.(received) ?? [];
      },
    },
    ...storageRoutes,
    find: doing(
      disk,
      'find',
      { token: minted, on: `GET ${object}`, when: ({ url }) => !url.searchParams.has('alt') },
      () => there({ json: { kind: 'storage#object' } }),
    ),
    create: doing(
      disk,
      'create',
      {
        token: minted,
        on: `POST ${uploads}`,
        query: { ...media, ifGenerationMatch: '0' },
        when: (received) => takes(received, true),
        faults: () => [
          ...(disk.content === undefined ? [] : ['it is there already']),
          ...(scope.includes('devstorage.read_write') ? [] : ['the token is for reading']),
        ],
      },
      written,
    ),
    read: doing(
      disk,
      'read',
      { token: minted, on: `GET ${object}`, query: { alt: 'media' }, when: ({ url }) => url.searchParams.has('alt') },
      () => there({ text: disk.content ?? '' }),
    ),
    overwrite: doing(
      disk,
      'overwrite',
      {
        token: minted,
        on: `POST ${uploads}`,
        query: media,
        when: (received) => takes(received, false),
        faults: () => [],
      },
      written,
    ),
    remove: doing(disk, 'remove', { token: minted, on: `DELETE ${object}` }, () => {
      disk.content = undefined;
      return { status: 204 };
    }),
  };
}

export const googleCloudStorage: ProbeFake = {
  platform: 'google-cloud-storage',
  method: 'service-account',
  config: { bucket: 'archive' },
  secret: keyParts,
  path: '/Finance/Ä (2026)/',
  routes,
  steps: ['find', 'create', 'read', 'overwrite', 'read', 'remove', 'read'],
};
