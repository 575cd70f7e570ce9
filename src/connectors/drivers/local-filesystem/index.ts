import { userInfo } from 'node:os';
import type { DriverContext } from '../../context.ts';
import type { Driver } from '../../driver.ts';
import { isFailure, failure, type Finding, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { probeAccess } from '../../probe/probe-file.ts';
import type { Access, Account } from '../../verdict.ts';
import { confine } from './confine.ts';
import { look } from './look.ts';
import { hold, proofFile } from './proof-file.ts';
import { directoryOf, pathProblem } from './settings.ts';

/** Looks at a directory of the operator's own machine. There is no credential, so nobody is authenticated. */
export const localFilesystem: Driver = { inspect, probe, proof: true };

function inspect(plan: Plan): Failure | undefined {
  const about = pathProblem(plan);
  return about === undefined ? undefined : failure('Resolved', 'InvalidConfiguration', { about });
}

async function probe(plan: Plan, context: DriverContext): Promise<Finding> {
  const authenticated = 'NotTestable';
  const account = operatorsUser();
  const path = await confine(directoryOf(plan), context.localRoots);
  const access = typeof path === 'string' ? await rightsIn(path, plan, context) : path;
  if (!isFailure(access)) return { kind: 'proof', account, access, authenticated };
  return { ...access, authenticated, ...(access.rung === 'Authorized' ? { account } : {}) };
}

async function rightsIn(path: string, plan: Plan, { signal }: DriverContext): Promise<Access | Failure> {
  const looked = await look(path);
  if (isFailure(looked)) return looked;
  const access = plan.proof ? await proved(path, { fileName: plan.proof.fileName, looked, signal }) : looked;
  if (isFailure(access)) return access;
  const reads = plan.requires.access === undefined || plan.requires.access.includes('Read');
  if (access.read !== 'Denied' || !reads) return access;
  return { ...failure('Authorized', 'PermissionDenied', { about: `read the directory ${path}` }), access };
}

interface Probing {
  fileName: string;
  looked: Access;
  signal: AbortSignal;
}

async function proved(path: string, { fileName, looked, signal }: Probing): Promise<Access | Failure> {
  const held = await hold(path);
  if (isFailure(held)) return held;
  try {
    return await probeAccess(proofFile(held.path, fileName), looked, signal);
  } finally {
    await held.release();
  }
}

/** A user id that has no name, as containers like to have, is an error of userInfo. */
function operatorsUser(): Account {
  const uid = process.getuid?.();
  try {
    const { username } = userInfo();
    return { id: uid === undefined ? username : String(uid), name: username };
  } catch {
    return { id: String(uid), name: `uid ${String(uid)}` };
  }
}
