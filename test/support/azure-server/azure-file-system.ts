import type { FakeReply, Received } from '../fake-platform.ts';
import { storageError, type FakeService } from '../fakes/azure-storage.ts';
import type { Disk, Operation } from './azure-storage-server.ts';

/** learn.microsoft.com/rest/api/storageservices/data-lake-storage-gen2: what is asked of a file system and its files. */
export function inFileSystem(received: Received, disk: Disk, service: FakeService): Operation | undefined {
  const { method, url } = received;
  const [fileSystem, ...parts] = url.pathname.split('/').filter(Boolean);
  const path = parts.join('/');
  const query = Object.fromEntries(url.searchParams);
  if (fileSystem === undefined)
    return method === 'GET' && query['resource'] === 'account' ? { needs: 'l', run: () => service.good } : undefined;
  if (fileSystem !== 'archive') return { needs: 'rwdlc', run: () => storageError(service, 404, 'FilesystemNotFound') };
  if (query['resource'] === 'filesystem') {
    const there = disk.folders.has(query['directory'] ?? '');
    return { needs: 'l', run: () => (there ? service.goodList : storageError(service, 404, 'PathNotFound')) };
  }
  if (query['action'] === 'checkAccess') {
    return { needs: query['fsAction']?.includes('w') === true ? 'w' : 'r', run: () => ok(200) };
  }
  return ofFile(path, { received, disk, service });
}

interface Room {
  received: Received;
  disk: Disk;
  service: FakeService;
}

function ofFile(path: string, room: Room): Operation | undefined {
  const { received, disk, service } = room;
  const { method } = received;
  const query = Object.fromEntries(received.url.searchParams);
  const found = disk.files.get(path);
  if (method === 'PUT' && query['resource'] === 'file') {
    return { needs: found === undefined ? 'wc' : 'w', run: () => created(path, room) };
  }
  if (found === undefined) return { needs: 'rwd', run: () => storageError(service, 404, 'PathNotFound') };
  if (method === 'PATCH' && query['action'] === 'append') return { needs: 'w', run: () => appended(path, room) };
  if (method === 'PATCH' && query['action'] === 'flush') return { needs: 'w', run: () => flushed(path, room) };
  if (method === 'GET' || method === 'HEAD') return { needs: 'r', run: () => ok(200, method === 'GET' ? found : '') };
  if (method !== 'DELETE') return undefined;
  return {
    needs: 'd',
    run: () => {
      disk.files.delete(path);
      return ok(200);
    },
  };
}

/** "Path - Create": an empty file, in place of one that was there unless a condition forbids it. */
function created(path: string, { received, disk, service }: Room): FakeReply {
  const { headers } = received;
  const there = disk.files.has(path);
  if (there && headers['if-none-match'] === '*') return storageError(service, 409, 'PathAlreadyExists');
  if (!there && headers['if-match'] === '*') return storageError(service, 412, 'ConditionNotMet');
  disk.files.set(path, '');
  disk.pending.delete(path);
  return ok(201);
}

/** "Path - Update", append: the position must be where the bytes so far end. */
function appended(path: string, { received, disk, service }: Room): FakeReply {
  const so = disk.pending.get(path) ?? '';
  const position = Number(received.url.searchParams.get('position'));
  if (position !== Buffer.byteLength(so)) return storageError(service, 400, 'InvalidInput');
  disk.pending.set(path, so + received.text);
  return ok(202);
}

/** "Path - Update", flush: the position must be the length of all bytes, and there is no body. */
function flushed(path: string, { received, disk, service }: Room): FakeReply {
  const so = disk.pending.get(path) ?? '';
  const position = Number(received.url.searchParams.get('position'));
  if (position !== Buffer.byteLength(so) || received.headers['content-length'] !== '0')
    return storageError(service, 400, 'InvalidFlushPosition');
  disk.files.set(path, so);
  disk.pending.delete(path);
  return ok(200);
}

function ok(status: number, text = ''): FakeReply {
  return { status, text, headers: { 'x-ms-version': '2021-12-02' } };
}
