import type { FakeReply, Received } from '../fake-platform.ts';
import { storageError, type FakeService } from '../fakes/azure-storage.ts';
import type { Disk, Operation } from './azure-storage-server.ts';

/** learn.microsoft.com/rest/api/storageservices/operations-on-files: what is asked of a share and the files in it. */
export function inShare(received: Received, disk: Disk, service: FakeService): Operation | undefined {
  const { method, url, headers } = received;
  const [share, ...parts] = url.pathname.split('/').filter(Boolean);
  const path = parts.join('/');
  const query = Object.fromEntries([...url.searchParams].filter(([name]) => ['restype', 'comp'].includes(name)));
  if (share === undefined)
    return method === 'GET' && query['comp'] === 'list' ? { needs: 'l', run: () => service.good } : undefined;
  if (share !== 'archive') return { needs: 'rwdlc', run: () => storageError(service, 404, 'ShareNotFound') };
  if (query['restype'] === 'directory') {
    const there = disk.folders.has(path);
    return { needs: 'l', run: () => (there ? service.goodList : storageError(service, 404, 'ResourceNotFound')) };
  }
  const found = disk.files.get(path);
  const parent = parts.slice(0, -1).join('/');
  if (method === 'PUT' && headers['x-ms-type'] === 'file') {
    return { needs: found === undefined ? 'wc' : 'w', run: () => created(path, parent, { received, disk, service }) };
  }
  if (found === undefined) return { needs: 'rwd', run: () => storageError(service, 404, 'ResourceNotFound') };
  if (method === 'PUT' && query['comp'] === 'range') {
    return { needs: 'w', run: () => ranged(path, found, { received, disk, service }) };
  }
  if (method === 'GET' || method === 'HEAD') return { needs: 'r', run: () => ok(200, method === 'GET' ? found : '') };
  if (method !== 'DELETE') return undefined;
  return {
    needs: 'd',
    run: () => {
      disk.files.delete(path);
      return ok(202);
    },
  };
}

interface Room {
  received: Received;
  disk: Disk;
  service: FakeService;
}

/** "Create File": a new file of that length, all zero, in place of one that was there. */
function created(path: string, parent: string, { received, disk, service }: Room): FakeReply {
  const length = Number(received.headers['x-ms-content-length']);
  if (!Number.isInteger(length) || received.text !== '') return storageError(service, 400, 'MissingRequiredHeader');
  if (!disk.folders.has(parent)) return storageError(service, 404, 'ParentNotFound');
  disk.files.set(path, '\0'.repeat(length));
  return ok(201);
}

/** "Put Range": never beyond the length that the file has. */
function ranged(path: string, found: string, { received, disk, service }: Room): FakeReply {
  const { headers, text } = received;
  const [, from = '', to = ''] = /^bytes=(\d+)-(\d+)$/.exec(headers['x-ms-range'] ?? headers['range'] ?? '') ?? [];
  const length = Number(to) - Number(from) + 1;
  const fits = headers['x-ms-write'] === 'update' && length === Buffer.byteLength(text) && Number(to) < found.length;
  if (!fits) return storageError(service, 416, 'InvalidRange');
  disk.files.set(path, found.slice(0, Number(from)) + text + found.slice(Number(to) + 1));
  return ok(201);
}

function ok(status: number, text = ''): FakeReply {
  return { status, text, headers: { 'x-ms-version': '2022-11-02' } };
}
