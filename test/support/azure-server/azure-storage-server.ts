import type { ServerResponse } from 'node:http';
import type { TestContext } from '../../../src/connectors/index.ts';
import { readRequest, writeReply, type FakeReply, type Received } from '../fake-platform.ts';
import { startFakeTls } from '../fake-tls.ts';
import { accountKey, dateFaults, sasFits, signedWith, storageError, type FakeService } from '../fakes/azure-storage.ts';
import { accessToken, mac } from '../fakes/azure-storage-routes.ts';
import { testNow } from '../test-context.ts';
import { inFileSystem } from './azure-file-system.ts';
import { inShare } from './azure-share.ts';

/** What a request would do, and which letters of a SAS, or rights of a role, let it. */
export interface Operation {
  needs: string;
  run: () => FakeReply;
}

/** Files by their path in the one share or file system, `archive`. */
export interface Disk {
  files: Map<string, string>;
  folders: ReadonlySet<string>;
  /** Bytes that are in a file and not kept yet. */
  pending: Map<string, string>;
}

export interface StorageServerOptions {
  files?: Readonly<Record<string, string>>;
  /** Letters of what the application of the bearer token may do. */
  role?: string;
  /** Cuts the connection at this request that names a file, the first is 1; before or after it was done. */
  cut?: { at: number; after: boolean };
}

export interface StorageServer {
  context: Partial<TestContext>;
  files: Map<string, string>;
  /** `PUT inbox/report.pdf`, of every request that names a file. */
  touched: string[];
  /** Requests that the vendor does not document. */
  violations: string[];
  stop(): Promise<void>;
}

/** Azure Files, or the dfs host of Data Lake Storage, as far as a probe goes: signatures, letters and intents are enforced. */
export async function startStorageServer(
  service: FakeService,
  { files = {}, role = 'rwdlc', cut }: StorageServerOptions = {},
): Promise<StorageServer> {
  const disk: Disk = { files: new Map(Object.entries(files)), folders: new Set(['', 'inbox']), pending: new Map() };
  const touched: string[] = [];
  const violations: string[] = [];
  const answer = async (received: Received, response: ServerResponse): Promise<void> => {
    const name = received.url.pathname.split('/').slice(2).join('/');
    const ofFile = received.url.searchParams.get('restype') === null && name !== '' && !disk.folders.has(name);
    if (ofFile) touched.push(`${received.method} ${name}`);
    const isCut = ofFile && touched.length === cut?.at;
    if (isCut && !cut.after) return void response.destroy();
    const reply = replyTo(received, { service, disk, role, violations });
    if (isCut) return void response.destroy();
    writeReply(response, reply);
  };
  const server = await startFakeTls((request, response) => {
    void readRequest(request).then((received) => answer(received, response));
  });
  return { context: server.context, files: disk.files, touched, violations, stop: server.stop };
}

interface Room {
  service: FakeService;
  disk: Disk;
  role: string;
  violations: string[];
}

function replyTo(received: Received, { service, disk, role, violations }: Room): FakeReply {
  const letters = lettersOf(received, service, role);
  if (typeof letters !== 'string') return letters;
  if (received.headers['x-ms-version'] !== service.version) violations.push('x-ms-version');
  const operation = (service.dns === 'file' ? inShare : inFileSystem)(received, disk, service);
  if (!operation) {
    violations.push(`${received.method} ${received.url.pathname}${received.url.search}`);
    return storageError(service, 400, 'UnsupportedQueryParameter');
  }
  const allowed = operation.needs.split('').some((letter) => letters.includes(letter));
  return allowed ? operation.run() : storageError(service, 403, 'AuthorizationPermissionMismatch');
}

/** What the credential may do, by letters of SAS; or what it is refused with. */
function lettersOf(received: Received, service: FakeService, role: string): string | FakeReply {
  const { headers, url } = received;
  const failed = (detail: string) => storageError(service, 403, 'AuthenticationFailed', { detail });
  if (url.searchParams.has('sig')) {
    if (!sasFits(accountKey, service, received)) return failed('Signature did not match.');
    const end = Date.parse(url.searchParams.get('se') ?? '');
    return end > testNow
      ? (url.searchParams.get('sp') ?? '')
      : failed('Signature not valid in the specified time frame');
  }
  const shown = headers['authorization'] ?? '';
  if (shown.startsWith('Bearer ')) {
    if (shown !== `Bearer ${accessToken}`) return storageError(service, 401, 'InvalidAuthenticationInfo');
    const intended = service.dns !== 'file' || headers['x-ms-file-request-intent'] === 'backup';
    return intended ? role : storageError(service, 400, 'MissingRequiredHeader');
  }
  if (shown === '') return storageError(service, 404, 'ResourceNotFound');
  if (!signedWith(accountKey, received)) return failed(mac);
  return dateFaults(received).length === 0 ? 'rwdlc' : failed('The date header in the request is incorrect');
}
