import { userInfo } from 'node:os';
import type { TestContext } from '../../context.ts';
import type { Driver } from '../../driver.ts';
import { isSetback, setback, type Finding, type Setback } from '../../finding.ts';
import type { Plan } from '../../platform.ts';
import { proveAccess } from '../../proof/prove.ts';
import type { Access, Account } from '../../verdict.ts';
import { confine } from './confine.ts';
import { look } from './look.ts';
import { hold, proofFile } from './proof-file.ts';
import { directoryOf, pathProblem } from './settings.ts';

/** Looks at a directory of the operator's own machine. There is no credential, so nobody is authenticated. */
export const localFilesystem: Driver = { inspect, probe, proof: true };

function inspect(plan: Plan): Setback | undefined {
  const about = pathProblem(plan);
  return about === undefined ? undefined : setback('Resolved', 'InvalidConfiguration', { about });
}

async function probe(plan: Plan, context: TestContext): Promise<Finding> {
  const authenticated = 'NotTestable';
  const account = operatorsUser();
  const path = await confine(directoryOf(plan), context.localRoots);
  const access = typeof path === 'string' ? await rightsIn(path, plan, context) : path;
  if (!isSetback(access)) return { kind: 'proof', account, access, authenticated };
  return { ...access, authenticated, ...(access.rung === 'Authorized' ? { account } : {}) };
}

async function rightsIn(path: string, plan: Plan, { signal }: TestContext): Promise<Access | Setback> {
  const looked = await look(path);
  if (isSetback(looked)) return looked;
  const access = plan.proof ? await proved(path, { fileName: plan.proof.fileName, looked, signal }) : looked;
  if (isSetback(access)) return access;
  const reads = plan.requires.access === undefined || plan.requires.access.includes('Read');
  if (access.read !== 'Denied' || !reads) return access;
  return { ...setback('Authorized', 'PermissionDenied', { about: `read the directory ${path}` }), access };
}

interface Probing {
  fileName: string;
  looked: Access;
  signal: AbortSignal;
}

async function proved(path: string, { fileName, looked, signal }: Probing): Promise<Access | Setback> {
  const held = await hold(path);
  if (isSetback(held)) return held;
  try {
    return await proveAccess(proofFile(held.path, fileName), looked, signal);
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
