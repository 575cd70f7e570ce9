import type { DriverContext } from '../../context.ts';
import type { Driver } from '../../driver.ts';
import { isFailure, failure, type Finding, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { probeAccess } from '../../probe/probe-file.ts';
import { dial } from '../../transport/dial.ts';
import type { Access } from '../../verdict.ts';
import { sessionKeysIn } from './encryption.ts';
import { lookAt } from './folder.ts';
import { Observer } from './observer.ts';
import { SmbProofFile } from './proof-file.ts';
import { openRelay, type Relay } from './relay.ts';
import { openScratch, type Scratch } from './scratch.ts';
import { nameOf, settingsOf, type Settings } from './settings.ts';
import { refusalOf } from './sign-in.ts';
import { Smbclient } from './smbclient.ts';

/** Signs in with Samba's smbclient, through a relay that reads along, and lists the folder. */
// unverified: that Windows servers answer as [MS-SMB2] says and Samba does; it was tried with Samba only, alone, as domain controller and as member of a domain
export const smb: Driver = { inspect, probe, proof: true };

function inspect(plan: Plan): Failure | undefined {
  const settings = settingsOf(plan);
  return isFailure(settings) ? settings : undefined;
}

async function probe(plan: Plan, context: DriverContext): Promise<Finding> {
  const settings = settingsOf(plan);
  if (isFailure(settings)) return settings;
  const scratch = plan.proof && openScratch();
  if (plan.proof && !scratch) return unable('nothing can be written to /dev/shm, which a probe needs');
  try {
    return await visit({ plan, context, settings, scratch });
  } finally {
    scratch?.close();
  }
}

interface Stay {
  plan: Plan;
  context: DriverContext;
  settings: Settings;
  scratch: Scratch | undefined;
}

async function visit(stay: Stay): Promise<Finding> {
  const { plan, context, settings, scratch } = stay;
  const server = await dial(settings, { context, hosts: plan.hosts });
  if (isFailure(server)) return server;
  const observer: Observer = new Observer(() => sessionKeysIn(client.text));
  const relay = await openRelay(server, observer);
  const password = plan.secret['password'] ?? '';
  const client: Smbclient = new Smbclient({ settings, password, port: relay.port, descriptor: scratch?.descriptor });
  try {
    return await signedIn(stay, { client, relay, observer });
  } finally {
    client.close();
    relay.close();
  }
}

interface Run {
  client: Smbclient;
  relay: Relay;
  observer: Observer;
}

async function signedIn(stay: Stay, { client, relay, observer: { seen } }: Run): Promise<Finding> {
  const { context, settings } = stay;
  const { signal } = context;
  const open = await client.prompted(signal);
  if (client.missing) return unable('the package smbclient (of Samba) is not installed where the operator runs');
  if (!open && !relay.used() && !signal.aborted) {
    return unable('the smbclient that is installed does not start: Samba 4.15 or later is needed');
  }
  if (seen.keyless) return unable('the smbclient that is installed does not tell the keys of an encrypted session');
  const refusal = refusalOf({ settings, seen, text: client.text, signal, nowMs: context.now() }, open);
  const name = nameOf(settings.account);
  const account = { id: name, name, ...(seen.domain === undefined ? {} : { tenant: seen.domain }) };
  if (refusal) return refusal.rung === 'Authorized' ? { ...refusal, account } : refusal;
  const access = await accessTo(stay, client, seen);
  return isFailure(access) ? { ...access, account } : { kind: 'proof', account, access };
}

async function accessTo({ plan, context, settings, scratch }: Stay, client: Smbclient, seen: Observer['seen']) {
  const found = await lookAt(client, { settings, seen }, context.signal);
  const looked: Access | Failure =
    isFailure(found) && isDropBox(found, plan) ? { ...found.access, read: 'Denied' } : found;
  if (isFailure(looked) || !plan.proof || !scratch) return looked;
  const place = { folder: settings.path, name: plan.proof.fileName, mayList: looked.read === 'Granted' };
  const file = new SmbProofFile(client, scratch, place);
  return probeAccess(file, looked, context.signal);
}

/** A folder that takes files and does not list them is good enough for those who asked for rights other than reading. */
function isDropBox({ access }: Failure, { requires }: Plan): boolean {
  return access?.read === 'Denied' && requires.access !== undefined && !requires.access.includes('Read');
}

/** Nothing was sent: what is missing is missing where the operator runs, and says nothing of the connection. */
function unable(cause: string): Failure {
  return failure('Resolved', 'InternalError', { causes: [cause] });
}
