import { isFailure, type Failure } from '../../failure.ts';
import { exportsOf, mount, mountProgram, unmount } from './mount.ts';
import { access, lookup, nfs3, typeOf } from './nfs3.ts';
import { portsOf } from './portmap.ts';
import type { RpcConnection } from './rpc.ts';
import type { Server } from './server.ts';
import { describe, type Settings } from './settings.ts';
import { addressCause, explainStatus, kerberosWanted, linked, refused } from './statuses.ts';
import { link, type Looked } from './looked.ts';

const authNone = 0;
const authSys = 1;
const [notPermitted, accessDenied, notDirectory] = [1, 13, 20];

/** rpcbind, MNT, LOOKUP of each name, GETATTR and ACCESS, UMNT. */
export async function lookByNfs3(server: Server, settings: Settings): Promise<Looked | Failure> {
  const ports = await portsFor(server, settings);
  if (isFailure(ports)) return ports;
  const mountd = await server.connect(ports.mount);
  if (isFailure(mountd)) return mountd;
  const mounted = await mount(mountd, settings.export);
  if (isFailure(mounted)) return mounted;
  if (mounted.status !== 0) return notMounted(mountd, mounted.status, settings);
  try {
    if (!takesSys(mounted.flavors)) return kerberosWanted({ about: describe(settings, 0), reserved: mountd.reserved });
    return await lookBelow(server, { port: ports.nfs, root: mounted.handle, settings });
  } finally {
    await unmount(mountd, settings.export);
  }
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

async function notMounted(mountd: RpcConnection, status: number, settings: Settings): Promise<Failure> {
  const asked = { about: describe(settings, 0), reserved: mountd.reserved };
  if (status !== notPermitted && status !== accessDenied) return explainStatus(status, asked);
  const listed = await exportsOf(mountd);
  const known = listed?.some((path) => `${settings.export}/`.startsWith(path.replace(/\/*$/, '/'))) ?? true;
  return refused(asked, [...(known ? [] : ['the server does not list this export']), addressCause]);
}

interface Below {
  port: number;
  root: Buffer;
  settings: Settings;
}

async function lookBelow(server: Server, { port, root, settings }: Below): Promise<Looked | Failure> {
  const rpc = await server.connect(port);
  if (isFailure(rpc)) return rpc;
  const { reserved } = rpc;
  let handle = root;
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
  const attributes = await typeOf(rpc, handle);
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
