import type { ParsedKey } from 'ssh2';
import type { TestContext } from '../../context.ts';
import type { Driver } from '../../driver.ts';
import { isSetback, setback, type Finding, type Setback } from '../../finding.ts';
import type { Plan } from '../../platform.ts';
import { hostAndPort } from '../../transport/dial.ts';
import { hostProblem } from '../../transport/host-setting.ts';
import { openDirectory } from './directory.ts';
import { HostKeyTrust } from './host-key-trust.ts';
import { readSshKey } from './private-key.ts';
import { openSession } from './session.ts';
import { settingsOf } from './settings.ts';

/** Signs in over SSH with one attempt and opens the directory by SFTP. */
export const sftp: Driver = { inspect, probe };

/** Keys that `inspect` has read: decrypting one twice would take twice as long. */
const keys = new WeakMap<Plan, ParsedKey>();

function inspect(plan: Plan): Setback | undefined {
  const settings = settingsOf(plan);
  const problem = hostProblem(settings.host);
  if (problem) return setback('Resolved', 'InvalidConfiguration', { about: `host ${problem}` });
  const trust = HostKeyTrust.of(settings);
  if (typeof trust === 'string') return setback('Resolved', 'InvalidConfiguration', { about: trust });
  const key = keyOf(plan);
  return key !== undefined && isSetback(key) ? key : undefined;
}

function keyOf(plan: Plan): ParsedKey | Setback | undefined {
  const { privateKey, passphrase } = plan.secret;
  if (plan.method.name === 'password' || privateKey === undefined) return undefined;
  const known = keys.get(plan);
  if (known) return known;
  const key = readSshKey(privateKey, passphrase);
  if (typeof key === 'string') return setback('Resolved', 'SecretInvalid', { about: `privateKey ${key}` });
  keys.set(plan, key);
  return key;
}

async function probe(plan: Plan, context: TestContext): Promise<Finding> {
  const settings = settingsOf(plan);
  const trust = HostKeyTrust.of(settings, context.trustedHostKey);
  if (typeof trust === 'string') return setback('Resolved', 'InvalidConfiguration', { about: trust });
  const key = keyOf(plan);
  if (key !== undefined && isSetback(key)) return key;
  const { username = '', password } = plan.secret;
  // A Secret may hold more than its method sends.
  const login = { username, key, password: plan.method.name === 'private-key' ? undefined : password };
  const session = await openSession({ plan, context, settings, trust, login });
  if (isSetback(session)) return session;
  try {
    const { fingerprint } = session;
    const account = { id: username, name: username, tenant: fingerprint };
    const access = await openDirectory(session, settings.path);
    const hostKey = trust.learning ? { host: hostAndPort(settings), fingerprint } : undefined;
    if (!isSetback(access)) return { kind: 'proof', account, access, hostKey };
    return isDropBox(access, plan)
      ? { kind: 'proof', account, access: { ...access.access, write: 'NotTestable' }, hostKey }
      : { ...access, account };
  } finally {
    session.client.end();
    session.close();
  }
}

/** A directory that takes files and does not list them is good enough for those who asked for rights other than reading. */
function isDropBox({ access }: Setback, { requires }: Plan): boolean {
  return access?.read === 'Denied' && requires.access !== undefined && !requires.access.includes('Read');
}
