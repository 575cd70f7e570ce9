import { isFailure, type Failure } from '../../failure.ts';
import type { Looked, OpenedExport } from './looked.ts';
import { inspectHandle, openNfs4, walk, type Run } from './nfs4.ts';
import type { RpcConnection } from './rpc.ts';
import type { Server } from './server.ts';
import { describe, namesIn, type Settings } from './settings.ts';
import { addressCause, explainStatus, portCause } from './statuses.ts';

const nfsPort = 2049;

/** PUTROOTFH; then LOOKUP of each name from the root of all exports, GETATTR and ACCESS. */
export async function openByNfs4(server: Server, settings: Settings): Promise<OpenedExport | Failure> {
  const rpc = await server.connect(settings.port ?? nfsPort);
  if (isFailure(rpc)) return rpc;
  const opened = await openNfs4(rpc, { about: describe(settings, 0), reserved: rpc.reserved });
  if (isFailure(opened)) return opened;
  const { run, session } = opened;
  return { look: () => lookBelow(rpc, run, settings), end: async () => session?.end() };
}

async function lookBelow(rpc: RpcConnection, run: Run, settings: Settings): Promise<Looked | Failure> {
  const { reserved } = rpc;
  const root = namesIn(settings.export);
  const walked = await walk(run, [...root, ...settings.path]);
  if (isFailure(walked)) return walked;
  if (walked.status !== 0) {
    const below = Math.max(0, walked.depth + 1 - root.length);
    const found = explainStatus(walked.status, { about: describe(settings, below), reserved });
    return below === 0 ? orHidden(found, reserved) : found;
  }
  const asked = { about: describe(settings, settings.path.length), reserved };
  const inspected = await inspectHandle(run, walked.handle);
  if (isFailure(inspected)) return inspected;
  const { status, type, granted, supported } = inspected;
  if (status !== 0 || type === undefined) return explainStatus(status, asked);
  return { type, granted, supported, asked };
}

/** In version 4 an export that is not for this client is not there for it. */
function orHidden(found: Failure, reserved: boolean): Failure {
  if (found.reason !== 'TargetNotFound') return found;
  return { ...found, causes: ['there is no such export', addressCause, portCause(reserved)] };
}
