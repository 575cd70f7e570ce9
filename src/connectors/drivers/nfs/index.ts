import type { DriverContext } from '../../context.ts';
import type { Driver } from '../../driver.ts';
import { isFailure, type Finding } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { inspect } from './inspect.ts';
import { lookByNfs3 } from './look3.ts';
import { lookByNfs4 } from './look4.ts';
import { rightsIn } from './looked.ts';
import { Server } from './server.ts';
import { settingsOf } from './settings.ts';

/**
 * Looks an export up as the client of an NFS server would. AUTH_SYS has no credential: the server believes the user id
 * that it is told, so what is proved is that the export can be reached from here and what that id may do in it.
 */
export const nfs: Driver = { inspect, probe };

async function probe(plan: Plan, context: DriverContext): Promise<Finding> {
  const settings = settingsOf(plan);
  const server = new Server({ context, hosts: plan.hosts }, settings);
  const look = settings.version === '3' ? lookByNfs3 : lookByNfs4;
  try {
    const access = rightsIn(await look(server, settings), plan);
    const { uid } = settings.claim;
    const account = { id: String(uid), name: `uid ${uid} (AUTH_SYS)` };
    const authenticated = 'NotTestable';
    if (!isFailure(access)) return { kind: 'proof', account, access, authenticated };
    return { ...access, authenticated, ...(access.rung === 'Authorized' ? { account } : {}) };
  } finally {
    server.close();
  }
}
