import type { DriverContext } from '../../context.ts';
import type { Opened, Driver } from '../../driver.ts';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { dial } from '../../transport/dial.ts';
import { OpenedShare } from './opened-share.ts';
import { startRun, type Run, type Visit } from './run.ts';
import { openScratch } from './scratch.ts';
import { settingsOf } from './settings.ts';
import { refusalOf } from './sign-in.ts';

/** Signs in with Samba's smbclient, through a relay that reads along, and lists the folder. */
// unverified: that Windows servers answer as [MS-SMB2] says and Samba does; it was tried with Samba only, alone, as domain controller and as member of a domain
export const smb: Driver = { inspect, open, probes: true };

function inspect(plan: Plan): Failure | undefined {
  const settings = settingsOf(plan);
  return isFailure(settings) ? settings : undefined;
}

async function open(plan: Plan, context: DriverContext): Promise<Opened | Failure> {
  const settings = settingsOf(plan);
  if (isFailure(settings)) return settings;
  const scratch = plan.proof && openScratch();
  if (plan.proof && !scratch) return unable('nothing can be written to /dev/shm, which a probe needs');
  let opened: Opened | Failure | undefined;
  try {
    opened = await signIn({ plan, context, settings, scratch });
    return opened;
  } finally {
    if (!opened || isFailure(opened)) scratch?.close();
  }
}

async function signIn(visit: Visit): Promise<Opened | Failure> {
  const { plan, context, settings } = visit;
  const server = await dial(settings, { context, hosts: plan.hosts });
  if (isFailure(server)) return server;
  const run = await startRun(server, visit);
  const atPrompt = await run.client.prompted(context.signal);
  const refusal = helpless(run, atPrompt, context.signal) ?? refusedBy(run, visit);
  if (!refusal) return new OpenedShare(run, visit, atPrompt);
  run.close();
  return refusal;
}

function refusedBy({ seen }: Run, { settings, context }: Visit): Failure | undefined {
  const { signal, now } = context;
  return refusalOf({ settings, seen, signal, nowMs: now() });
}

/** Why the smbclient that is here, or is not, can do nothing. */
function helpless({ client, seen, used }: Run, atPrompt: boolean, signal: AbortSignal): Failure | undefined {
  if (client.missing) return unable('the package smbclient (of Samba) is not installed where the operator runs');
  if (!atPrompt && !used() && !signal.aborted) {
    return unable('the smbclient that is installed does not start: Samba 4.15 or later is needed');
  }
  if (seen.keyless) return unable('the smbclient that is installed does not tell the keys of an encrypted session');
  return undefined;
}

/** What is missing is missing where the operator runs, and says nothing of the connection. */
function unable(cause: string): Failure {
  return failure('InternalError', { causes: [cause] });
}
