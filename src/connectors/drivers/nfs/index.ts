import type { DriverContext } from '../../context.ts';
import type { Opened, Driver } from '../../driver.ts';
import { isFailure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { openByNfs3 } from './export3.ts';
import { openByNfs4 } from './export4.ts';
import { inspect } from './inspect.ts';
import { rightsIn } from './looked.ts';
import { Server } from './server.ts';
import { settingsOf } from './settings.ts';

/**
 * Looks an export up as the client of an NFS server would. AUTH_SYS has no credential: the server believes the user id
 * that it is told, so what is proved is that the export can be reached from here and what that id may do in it.
 */
export const nfs: Driver = { inspect, open, anonymous: true };

async function open(plan: Plan, context: DriverContext): Promise<Opened | Failure> {
  const settings = settingsOf(plan);
  const server = new Server({ context, hosts: plan.hosts }, settings);
  const exported = await (settings.version === '3' ? openByNfs3 : openByNfs4)(server, settings);
  if (isFailure(exported)) {
    server.close();
    return exported;
  }
  const { uid } = settings.claim;
  return {
    facts: { account: { id: String(uid), name: `uid ${uid} (AUTH_SYS)` } },
    async look() {
      const access = rightsIn(await exported.look(), plan);
      return isFailure(access) ? access : { access };
    },
    async close() {
      await exported.end();
      server.close();
    },
  };
}
