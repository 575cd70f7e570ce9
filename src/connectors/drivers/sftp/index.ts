import type { ParsedKey } from 'ssh2';
import type { DriverContext } from '../../context.ts';
import type { Driver } from '../../driver.ts';
import { isFailure, failure, type Finding, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { hostProblem } from '../../transport/host-setting.ts';
import { probeAccess } from '../../probe/probe-file.ts';
import type { Access } from '../../verdict.ts';
import { lookAt } from './directory.ts';
import { HostKeyTrust } from './host-key-trust.ts';
import { readSshKey } from './private-key.ts';
import { SftpProofFile } from './proof-file.ts';
import { openSubsystem } from './requests.ts';
import { openSession, type Session, type Visit } from './session.ts';
import { settingsOf } from './settings.ts';

/** Signs in over SSH with one attempt, opens the directory by SFTP, and proves access there where it is asked to. */
export const sftp: Driver = { inspect, probe, proof: true };

/** Keys that `inspect` has read: decrypting one twice would take twice as long. */
const keys = new WeakMap<Plan, ParsedKey>();

const control = /[\u0000-\u001f\u007f]/;
const tilde = 'begins with ~, which SFTP does not know: a path without / before it begins in the home directory';

function inspect(plan: Plan): Failure | undefined {
  const about = settingProblem(plan);
  if (about !== undefined) return failure('Resolved', 'InvalidConfiguration', { about });
  const key = keyOf(plan);
  return key !== undefined && isFailure(key) ? key : undefined;
}

function settingProblem(plan: Plan): string | undefined {
  const settings = settingsOf(plan);
  const host = hostProblem(settings.host);
  if (host !== undefined) return `host ${host}`;
  if (settings.path.startsWith('~'))
    return `${plan.requires.path === undefined ? 'path' : 'spec.requires.path'} ${tilde}`;
  // Of config.path the schema says so.
  if (control.test(settings.path))
    return 'spec.requires.path has a line break or another control character: write it without';
  const trust = HostKeyTrust.of(settings);
  return typeof trust === 'string' ? trust : undefined;
}

function keyOf(plan: Plan): ParsedKey | Failure | undefined {
  const { privateKey, passphrase } = plan.secret;
  if (plan.method.name === 'password' || privateKey === undefined) return undefined;
  const known = keys.get(plan);
  if (known) return known;
  const key = readSshKey(privateKey, passphrase);
  if (typeof key === 'string') return failure('Resolved', 'SecretInvalid', { about: `privateKey ${key}` });
  keys.set(plan, key);
  return key;
}

async function probe(plan: Plan, context: DriverContext): Promise<Finding> {
  const settings = settingsOf(plan);
  const trust = HostKeyTrust.of(settings, context.trustedHostKey);
  if (typeof trust === 'string') return failure('Resolved', 'InvalidConfiguration', { about: trust });
  const key = keyOf(plan);
  if (key !== undefined && isFailure(key)) return key;
  const { username = '', password } = plan.secret;
  // A Secret may hold more than its method sends.
  const login = { username, key, password: plan.method.name === 'private-key' ? undefined : password };
  const found = await signInAndLook(plan, context, { settings, trust, login });
  // From the sign-in on the server has proved that it holds the key: whoever refuses there is who is trusted from now on.
  const proved = !isFailure(found) || found.rung === 'Authenticated' || found.rung === 'Authorized';
  return proved ? { ...found, hostKey: trust.learned } : found;
}

async function signInAndLook(
  plan: Plan,
  context: DriverContext,
  visit: Pick<Visit, 'settings' | 'trust' | 'login'>,
): Promise<Finding> {
  const session = await openSession({ plan, context, ...visit });
  if (isFailure(session)) return session;
  try {
    const { username } = visit.login;
    const account = { id: username, name: username, tenant: session.fingerprint };
    const access = await accessTo(plan, context, session);
    return isFailure(access) ? { ...access, account } : { kind: 'proof', account, access };
  } finally {
    session.client.end();
    session.close();
  }
}

async function accessTo(plan: Plan, context: DriverContext, session: Session): Promise<Access | Failure> {
  const files = await openSubsystem(session);
  if (isFailure(files)) return files;
  const { path } = settingsOf(plan);
  const found = await lookAt(session, files, { path, username: plan.secret['username'] ?? '' });
  const looked =
    isFailure(found) && isDropBox(found, plan) ? { ...found.access, write: 'NotTestable' as const } : found;
  if (isFailure(looked) || !plan.proof) return looked;
  session.linger();
  const file = new SftpProofFile(session, files, { directory: path, name: plan.proof.fileName });
  return probeAccess(file, looked, context.signal);
}

/** A directory that takes files and does not list them is good enough for those who asked for rights other than reading. */
function isDropBox({ access }: Failure, { requires }: Plan): boolean {
  return access?.read === 'Denied' && requires.access !== undefined && !requires.access.includes('Read');
}
