import { isFailure, type Failure } from '../../failure.ts';
import { exportsOf, mount, mountProgram, unmount } from './mount.ts';
import { access, lookup, nfs3, typeOf, type Attributes } from './nfs3.ts';
import { portsOf } from './portmap.ts';
import type { RpcConnection } from './rpc.ts';
import type { Server } from './server.ts';
import { describe, type Settings } from './settings.ts';
import { addressCause, explainStatus, isUnserved, kerberosWanted, linked, refused, type Asked } from './statuses.ts';
import { link, type Looked, type OpenedExport } from './looked.ts';
import { trimEnd } from '../../language/trim-end.ts';

const authNone = 0;
const authSys = 1;
const [notPermitted, accessDenied, notDirectory] = [1, 13, 20];

/** rpcbind, MNT and GETATTR of the root; then LOOKUP of each name, GETATTR and ACCESS; UMNT. */
export async function openByNfs3(server: Server, settings: Settings): Promise<OpenedExport | Failure> {
  const ports = await portsFor(server, settings);
  if (isFailure(ports)) return ports;
  const mountd = await server.connect(ports.mount);
  if (isFailure(mountd)) return mountd;
  const mounted = await mount(mountd, settings.export);
  if (isFailure(mounted)) return mounted;
  const asked = { about: describe(settings, 0), reserved: mountd.reserved };
  const { status, handle, flavors } = mounted;
  if (isUnserved(status)) return explainStatus(status, asked);
  if (status !== 0) return { look: () => notMounted(mountd, status, { asked, settings }), end: async () => {} };
  const end = () => unmount(mountd, settings.export);
  if (!takesSys(flavors)) return { look: async () => kerberosWanted(asked), end };
  const root = await openRoot(server, { port: ports.nfs, handle, asked });
  if (!isFailure(root)) return { look: () => lookBelow(root, settings), end };
  await end();
  return root;
}

async function portsFor(server: Server, settings: Settings): Promise<{ nfs: number; mount: number } | Failure> {
  const { port, mountPort } = settings;
  const wanted = [...(mountPort === undefined ? [mountProgram] : []), ...(port === undefined ? [nfs3] : [])];
  if (wanted.length === 0) return { mount: mountPort ?? 0, nfs: port ?? 0 };
  const found = await portsOf(server, wanted);
  if (isFailure(found)) return found;
  return { mount: mountPort ?? found[0] ?? 0, nfs: port ?? found.at(-1) ?? 0 };
}

function takesSys(flavors: readonly number[]): boolean {
  return flavors.length === 0 || flavors.includes(authSys) || flavors.includes(authNone);
}

async function notMounted(
  mountd: RpcConnection,
  status: number,
  { asked, settings }: { asked: Asked; settings: Settings },
): Promise<Failure> {
  if (status !== notPermitted && status !== accessDenied) return explainStatus(status, asked);
  const listed = await exportsOf(mountd);
  const known = listed?.some((path) => `${settings.export}/`.startsWith(`${trimEnd(path, '/')}/`)) ?? true;
  return refused(asked, [...(known ? [] : ['the server does not list this export']), addressCause]);
}

interface Root {
  rpc: RpcConnection;
  handle: Buffer;
  attributes: Attributes;
}

/** The first call to the NFS server itself; rpcbind and the mount protocol are programs of their own. */
async function openRoot(
  server: Server,
  { port, handle, asked }: { port: number; handle: Buffer; asked: Asked },
): Promise<Root | Failure> {
  const rpc = await server.connect(port);
  if (isFailure(rpc)) return rpc;
  const attributes = await typeOf(rpc, handle);
  if (isFailure(attributes)) return attributes;
  return isUnserved(attributes.status) ? explainStatus(attributes.status, asked) : { rpc, handle, attributes };
}

async function lookBelow({ rpc, ...root }: Root, settings: Settings): Promise<Looked | Failure> {
  const { reserved } = rpc;
  let { handle } = root;
  for (const [index, name] of settings.path.entries()) {
    const found = await lookup(rpc, handle, name);
    if (isFailure(found)) return found;
    if (found.status === notDirectory && (await isLink(rpc, handle))) {
      return linked({ about: describe(settings, index + 1), reserved });
    }
    if (found.status !== 0) return explainStatus(found.status, { about: describe(settings, index + 1), reserved });
    handle = found.handle;
  }
  const asked = { about: describe(settings, settings.path.length), reserved };
  const attributes = handle === root.handle ? root.attributes : await typeOf(rpc, handle);
  if (isFailure(attributes)) return attributes;
  if (attributes.status !== 0) return explainStatus(attributes.status, asked);
  const rights = await access(rpc, handle);
  if (isFailure(rights)) return rights;
  if (rights.status !== 0) return explainStatus(rights.status, asked);
  return { type: attributes.type, granted: rights.granted, asked };
}

/** Version 4 says that it stands before a link; version 3 only that it is no directory. */
async function isLink(rpc: RpcConnection, handle: Buffer): Promise<boolean> {
  const found = await typeOf(rpc, handle);
  return !isFailure(found) && found.type === link;
}
