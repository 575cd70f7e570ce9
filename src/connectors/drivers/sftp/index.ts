import type { ParsedKey } from 'ssh2';
import type { DriverContext } from '../../context.ts';
import type { Opened, Driver } from '../../driver.ts';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { hostProblem } from '../../transport/host-setting.ts';
import { HostKeyTrust } from './host-key-trust.ts';
import { OpenedSession } from './opened-session.ts';
import { readSshKey } from './private-key.ts';
import { openSession } from './session.ts';
import { settingsOf } from './settings.ts';

/** Signs in over SSH with one attempt, opens the directory by SFTP, and proves access there where it is asked to. */
export const sftp: Driver = { inspect, open, probes: true };

/** Keys that `inspect` has read: decrypting one twice would take twice as long. */
const keys = new WeakMap<Plan, ParsedKey>();

const control = /[\u0000-\u001f\u007f]/;
const tilde = 'begins with ~, which SFTP does not know: a path without / before it begins in the home directory';

function inspect(plan: Plan): Failure | undefined {
  const about = settingProblem(plan);
  if (about !== undefined) return failure('InvalidConfiguration', { about });
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
  if (typeof key === 'string') return failure('SecretInvalid', { about: `privateKey ${key}` });
  keys.set(plan, key);
  return key;
}

async function open(plan: Plan, context: DriverContext): Promise<Opened | Failure> {
  const settings = settingsOf(plan);
  const trust = HostKeyTrust.of(settings, context.trustedHostKey);
  if (typeof trust === 'string') return failure('InvalidConfiguration', { about: trust });
  const key = keyOf(plan);
  if (key !== undefined && isFailure(key)) return key;
  const { username = '', password } = plan.secret;
  // A Secret may hold more than its method sends.
  const login = { username, key, password: plan.method.name === 'private-key' ? undefined : password };
  const visit = { plan, context, settings, trust, login };
  const session = await openSession(visit);
  // Whoever refuses, and has proved to hold the key, is who is trusted from now on.
  return isFailure(session) ? { ...session, hostKey: trust.learned } : new OpenedSession(session, visit);
}
