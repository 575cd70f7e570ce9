import type { DriverContext } from '../../context.ts';
import type { Driver } from '../../driver.ts';
import { isFailure, failure, type Finding, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { probeAccess } from '../../probe/probe-file.ts';
import { identityOf } from './client-certificate.ts';
import { lookAt } from './directory.ts';
import { proofFile } from './proof-file.ts';
import { openSession, type Session } from './session.ts';
import { settingsOf, settingsProblem } from './settings.ts';
import { signIn, type Login } from './sign-in.ts';

/** Signs in by FTP, with or without TLS, with one attempt, and looks at one directory. */
export const ftp: Driver = { inspect, probe, proof: true };

/** The names that stand for nobody (RFC 1635, and what servers make of it). */
const nobody = /^(anonymous|ftp)$/i;
/** RFC 1635 asks for an address; this one is nobody's (RFC 2606). */
const anonymousPassword = 'anonymous@example.com';

function inspect(plan: Plan, now: number): Failure | undefined {
  const problem = settingsProblem(plan);
  if (problem !== undefined) return failure('Resolved', 'InvalidConfiguration', { about: problem });
  const { username = '' } = plan.secret;
  if (plan.method.name !== 'anonymous' && nobody.test(username.trim())) {
    return failure('Resolved', 'SecretInvalid', {
      about: `username ${username.trim()} stands for nobody in FTP; to sign in as nobody there is method anonymous`,
    });
  }
  const identity = identityOf(plan);
  if (!identity || isFailure(identity)) return identity;
  return identity.notAfter.getTime() < now
    ? failure('Resolved', 'CredentialsExpired', { about: 'certificate' })
    : undefined;
}

async function probe(plan: Plan, context: DriverContext): Promise<Finding> {
  const identity = identityOf(plan);
  if (identity && isFailure(identity)) return identity;
  const settings = settingsOf(plan);
  const session = await openSession({ plan, context, settings, identity });
  if (isFailure(session)) return session;
  try {
    const login = loginOf(plan);
    const refused = await signIn(session.control, login, { secure: settings.tls !== 'none', signal: context.signal });
    if (refused) return refused;
    const account = { id: login.username, name: login.username };
    const access = await accessOf(session, plan);
    const expiresAt = identity?.notAfter;
    return isFailure(access) ? { ...access, account, expiresAt } : { kind: 'proof', account, access, expiresAt };
  } finally {
    await session.control.leave(context.signal);
  }
}

async function accessOf(session: Session, plan: Plan) {
  const looked = await lookAt(session, settingsOf(plan).path);
  if (!plan.proof || isFailure(looked)) return looked;
  return probeAccess(proofFile(session, plan.proof.fileName), looked, session.context.signal);
}

function loginOf({ method, secret }: Plan): Login {
  const anonymous = method.name === 'anonymous';
  return {
    username: anonymous ? 'anonymous' : (secret['username'] ?? ''),
    password: anonymous ? anonymousPassword : secret['password'],
    anonymous,
    certificate: method.name === 'client-certificate',
  };
}
