import type { Socket } from 'node:net';
import type { DriverContext } from '../../context.ts';
import type { Plan } from '../../platform.ts';
import { sessionKeysIn } from './encryption.ts';
import { Observer, type Seen } from './observer.ts';
import { openRelay } from './relay.ts';
import type { Scratch } from './scratch.ts';
import type { Settings } from './settings.ts';
import { Smbclient } from './smbclient.ts';

export interface Visit {
  plan: Plan;
  context: DriverContext;
  settings: Settings;
  /** For a probe. */
  scratch: Scratch | undefined;
}

/** One run of smbclient, which talks to the server through a relay that reads along. */
export interface Run {
  client: Smbclient;
  seen: Seen;
  /** Whether smbclient came to the relay. */
  used: () => boolean;
  close(): void;
}

export async function startRun(server: Socket, { plan, context, settings, scratch }: Visit): Promise<Run> {
  const askKeys = () => sessionKeysIn(client.text);
  const observer = new Observer({ settings, progress: context.progress, askKeys });
  const relay = await openRelay(server, observer);
  const password = plan.secret['password'] ?? '';
  const client: Smbclient = new Smbclient({ settings, password, port: relay.port, descriptor: scratch?.descriptor });
  return {
    client,
    seen: observer.seen,
    used: () => relay.used(),
    close() {
      client.close();
      relay.close();
    },
  };
}
