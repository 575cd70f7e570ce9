import type { DriverContext } from '../../context.ts';
import type { Opened, Driver } from '../../driver.ts';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { identityOf, identityProblem, type Identity } from './client-certificate.ts';
import { lookAt } from './directory.ts';
import { probeFile } from './probe-file.ts';
import { openSession, type Session } from './session.ts';
import { settingsOf, settingsProblem, type Settings } from './settings.ts';
import { signIn, type Login } from './sign-in.ts';

/** Signs in by FTP, with or without TLS, with one attempt, and looks at one directory. */
export const ftp: Driver = { inspect, open, probes: true };

/** The names that stand for nobody (RFC 1635, and what servers make of it). */
const nobody = /^(anonymous|ftp)$/i;
/** RFC 1635 asks for an address; this one is nobody's (RFC 2606). */
const anonymousPassword = 'anonymous@example.com';

function inspect(plan: Plan, now: number): Failure | undefined {
  const problem = settingsProblem(plan);
  if (problem !== undefined) return failure('InvalidConfiguration', { about: problem });
  const { username = '' } = plan.secret;
  if (plan.method.name !== 'anonymous' && nobody.test(username.trim())) {
    return failure('SecretInvalid', {
      about: `username is ${username.trim()}, which stands for nobody in FTP; to sign in as nobody there is method anonymous`,
    });
  }
  return identityProblem(plan, now);
}

async function open(plan: Plan, context: DriverContext): Promise<Opened | Failure> {
  const identity = await identityOf(plan, context);
  if (identity && isFailure(identity)) return identity;
  const settings = settingsOf(plan);
  const session = await openSession({ plan, context, settings, identity });
  if (isFailure(session)) return session;
  const login = loginOf(plan);
  const refused = await signIn(session, login);
  if (!refused) return opened(session, { login, settings, identity });
  await session.control.leave(context.signal);
  return refused;
}

interface SignedIn {
  login: Login;
  settings: Settings;
  identity: Identity | undefined;
}

function opened(session: Session, { login, settings, identity }: SignedIn): Opened {
  return {
    facts: { account: { id: login.username, name: login.username }, expiresAt: identity?.notAfter },
    async look() {
      const access = await lookAt(session, settings.path);
      return isFailure(access) ? access : { access };
    },
    probeFile: (name) => probeFile(session, name),
    close: () => session.control.leave(session.context.signal),
  };
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
