import { accountName, storageError, type FakeService } from '../../../support/fakes/azure-storage.ts';
import { signer, stored } from '../../../support/fakes/azure-storage-routes.ts';
import { methodCases } from '../../../support/http-cases.ts';
import { serviceSas } from '../../../../dev/servers/azure-sas.ts';
import type { PlatformCase } from '../../case.ts';

const path = 'inbox/für alle';

/** Where `requires.path` leads: into the container that is named, or to one that nothing else names. */
export function pathCases(service: FakeService): PlatformCase[] {
  const { dns, noun } = service;
  const encoded = dns === 'file' ? encodeURI(path) : path;
  const gone = dns === 'file' ? 'ResourceNotFound' : 'PathNotFound';
  return [
    ...methodCases(stored(service, 'shared-key', { place: 'archive', path: encoded }), [
      {
        name: 'a folder of the place that is named',
        requires: { path: `/${path}/` },
        hits: { place: 1 },
        expect: 'Verified',
      },
      ...(dns === 'blob'
        ? []
        : [
            {
              name: `${gone}: there is no such folder`,
              requires: { path: `/${path}` },
              replies: { place: storageError(service, 404, gone) },
              expect: { reason: 'TargetNotFound', about: new RegExp(`^${path} in the ${noun} archive$`) } as const,
            },
          ]),
    ]),
    ...methodCases({ ...stored(service, 'shared-key', { path: encoded }) }, [
      {
        name: 'a path whose first part is the place',
        requires: { path: `archive/${path}` },
        hits: { place: 1 },
        expect: 'Verified',
      },
    ]),
    ...(dns === 'dfs' ? inDirectory(service) : []),
  ];
}

/** Directories have rights of their own, and may have a SAS of their own. */
function inDirectory(service: FakeService): PlatformCase[] {
  const sas = serviceSas({
    ...signer,
    permissions: 'rl',
    resource: 'd',
    path: `/blob/${accountName}/archive/inbox/2026`,
  });
  const faked = stored(service, 'sas', { place: 'archive', path: 'inbox/2026', sas });
  return [
    ...methodCases(stored(service, 'client-secret', { place: 'archive', path: 'inbox' }), [
      {
        name: 'rights in the directory',
        requires: { path: '/inbox', access: ['Read', 'Write', 'Delete'] },
        hits: { read: 1, write: 1 },
        expect: 'Verified',
      },
    ]),
    ...methodCases(faked, [
      {
        kind: 'connected',
        name: 'SAS of one directory',
        requires: { path: '/inbox/2026' },
        hits: { place: 1, bare: 1 },
        expect: { reason: 'Verified' },
      },
      {
        name: 'SAS of one directory, and the path is above it',
        requires: { path: '/inbox' },
        offline: true,
        expect: { reason: 'InvalidConfiguration', about: /spec\.requires\.path is missing, or too short/ },
      },
      {
        name: 'SAS of one directory, by its address',
        config: {},
        secret: { sasUrl: `https://${accountName}.dfs.core.windows.net/archive/inbox/2026?${sas}` },
        without: ['sasToken', 'filesystem', 'accountName'],
        hits: { place: 1 },
        expect: 'Verified',
      },
    ]),
  ];
}
