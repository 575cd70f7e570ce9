import type { ParsedKey } from 'ssh2';
import type { DriverContext } from '../../context.ts';
import type { Opened, Driver } from '../../driver.ts';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { hostProblem } from '../../transport/host-setting.ts';
import { HostKeyTrust } from './host-key-trust.ts';
import { OpenedSession } from './opened-session.ts';
import { inspectSshKey, readSshKey } from './private-key.ts';
import { openSession } from './session.ts';
import { settingsOf } from './settings.ts';

/** Signs in over SSH with one attempt, opens the directory by SFTP, and proves access there where it is asked to. */
export const sftp: Driver = { inspect, open, learns, probes: true };

const control = /[\u0000-\u001f\u007f]/;
const tilde = 'begins with ~, which SFTP does not know: a path without / before it begins in the home directory';

function inspect(plan: Plan): Failure | undefined {
  const about = settingProblem(plan);
  if (about !== undefined) return failure('InvalidConfiguration', { about });
  const pasted = pastedKey(plan);
  const key = pasted && inspectSshKey(...pasted);
  return typeof key === 'string' ? wrongKey(key) : undefined;
}

function learns(plan: Plan, trusted: DriverContext['trustedHostKey']): boolean {
  const trust = HostKeyTrust.of(settingsOf(plan), trusted);
  return typeof trust !== 'string' && trust.learns;
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

/** The key of the Secret and its passphrase, if the method sends one. */
function pastedKey({ method, secret }: Plan): [key: string, passphrase: string | undefined] | undefined {
  const { privateKey, passphrase } = secret;
  return method.name === 'password' || privateKey === undefined ? undefined : [privateKey, passphrase];
}

function wrongKey(problem: string): Failure {
  return failure('SecretInvalid', { about: `privateKey ${problem}` });
}

async function keyOf(plan: Plan, { signal }: DriverContext): Promise<ParsedKey | Failure | undefined> {
  const pasted = pastedKey(plan);
  if (!pasted) return undefined;
  try {
    const key = await readSshKey(...pasted, signal);
    return typeof key === 'string' ? wrongKey(key) : key;
  } catch (error) {
    if (!signal.aborted) throw error;
    return failure('TimedOut', { about: 'the decryption of privateKey' });
  }
}

async function open(plan: Plan, context: DriverContext): Promise<Opened | Failure> {
  const settings = settingsOf(plan);
  const trust = HostKeyTrust.of(settings, context.trustedHostKey);
  if (typeof trust === 'string') return failure('InvalidConfiguration', { about: trust });
  const key = await keyOf(plan, context);
  if (key !== undefined && isFailure(key)) return key;
  const { username = '', password } = plan.secret;
  // A Secret may hold more than its method sends.
  const login = { username, key, password: plan.method.name === 'private-key' ? undefined : password };
  const visit = { plan, context, settings, trust, login };
  const session = await openSession(visit);
  // Whoever refuses, and has proved to hold the key, is who is trusted from now on.
  return isFailure(session) ? { ...session, hostKey: trust.learned } : new OpenedSession(session, visit);
}
