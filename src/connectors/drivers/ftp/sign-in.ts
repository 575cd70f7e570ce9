import { isFailure, failure, type Failure } from '../../failure.ts';
import { saidOfAccount } from '../../engine/said.ts';
import { commonRefusal, demandsTls, unexpected, useFtps, type Moment } from './refusals.ts';
import type { Reply } from './reply.ts';
import { momentOf, type Session } from './session.ts';

export interface Login {
  username: string;
  password: string | undefined;
  anonymous: boolean;
  /** A certificate was shown in the TLS handshake. */
  certificate: boolean;
}

/** Signed in by what TLS has shown (RFC 2228); 230 (RFC 959) may be for anyone. */
const byTls = 232;
const signedIn: ReadonlySet<number> = new Set([230, byTls]);
const askForPassword = 331;
const askForAccount = 332;
/** Besides 530: a password that is no fit parameter, and a plain refusal. */
const refusals: ReadonlySet<number> = new Set([501, 550]);
/** ProFTPD and others, those that descend from BSD, and Pure-FTPd. */
const nobody = /anonymous|guest login|any password will work/i;
/** IIS: "530 User cannot log in, home directory inaccessible." */
const homeless = /home (directory|folder)/i;

/** Signs in with one attempt. @returns why not; undefined if the server took the user. */
export async function signIn(session: Session, login: Login): Promise<Failure | undefined> {
  const refused = await attempt(session, login);
  if (refused) return refused;
  session.signedIn = true;
  return retracted(session);
}

async function attempt(session: Session, login: Login): Promise<Failure | undefined> {
  const { control, context } = session;
  const { signal, progress } = context;
  const moment = momentOf(session);
  const toUser = await control.ask(`USER ${login.username}`, signal);
  if (isFailure(toUser)) return toUser;
  if (toUser.code !== askForPassword) return afterUser(toUser, login, moment);
  if (demandsTls(toUser, moment)) return useFtps(moment);
  if (login.password === undefined) {
    return failure('SecretKeyMissing', {
      about: 'password, which the server asks for besides the certificate',
    });
  }
  const toPassword = await control.ask(`PASS ${login.password}`, signal, () => {
    control.passwordSent = true;
    progress.credentialSent();
  });
  if (isFailure(toPassword)) return toPassword;
  control.passwordSent = false;
  return afterPassword(toPassword, login, moment);
}

/** Whether the server asks for the sign-in after all. What else it may say of PWD is no matter of the sign-in. */
async function retracted(session: Session): Promise<Failure | undefined> {
  const { control, context } = session;
  const moment = momentOf(session);
  const home = await control.ask('PWD', context.signal);
  session.home = home;
  if (isFailure(home) || home.code !== 530 || commonRefusal(home, moment)) return undefined;
  return unexpected(moment, 'signs the user in, and then asks for the sign-in');
}

/** No password was sent yet, so nothing is said of one. */
function afterUser(reply: Reply, login: Login, moment: Moment): Failure | undefined {
  const { code } = reply;
  if (signedIn.has(code)) {
    if (login.anonymous || (login.certificate && code === byTls)) return asAnonymous(reply, login, moment);
    return unexpected(
      moment,
      login.certificate
        ? 'lets this user in without a password, and does not say (232) that it is for the certificate'
        : 'lets this user in without a password, which proves nothing about the one in the Secret',
    );
  }
  if (code === askForAccount) return wantsAccount();
  const common = commonRefusal(reply, moment);
  if (common) return common;
  if (code !== 530 && code !== 550) return unexpected(moment, 'answers USER in an unknown way');
  if (login.anonymous) return noAnonymous();
  return failure('AccessRefused', {
    causes: [
      'the user name is wrong, or not on the list of those who may sign in',
      'this network address is not allowed',
      'the server takes no users of its own at this port',
    ],
  });
}

function afterPassword(reply: Reply, login: Login, moment: Moment): Failure | undefined {
  const { code, text } = reply;
  if (signedIn.has(code)) return asAnonymous(reply, login, moment);
  if (code === askForAccount) return wantsAccount();
  const common = commonRefusal(reply, moment);
  if (common) return common;
  if (code === 530 && homeless.test(text)) return withoutHome();
  if (code === 530) return login.anonymous ? noAnonymous() : (ofAccount(reply, login) ?? rejected(reply, login));
  // vsftpd says so of a home directory that is missing or writable where it must not be: the password was right then.
  if (code === 500)
    return unexpected(moment, 'cannot open a session for this user, for example for want of a home directory');
  if (refusals.has(code) || isAboutAccounts(code))
    return login.anonymous ? noAnonymous() : ambiguous(['this user may not sign in here']);
  return unexpected(moment, 'answers the password in an unknown way');
}

/** "Authentication and accounting" (RFC 959, 4.2.1). */
function isAboutAccounts(code: number): boolean {
  return code >= 530 && code < 540;
}

/** That the account is disabled, or its password has expired: a user may be called anything. */
function ofAccount({ text }: Reply, { username }: Login): Failure | undefined {
  return saidOfAccount(text.replaceAll(username, 'svc'));
}

function rejected({ text }: Reply, login: Login): Failure {
  if (/[^ -~]/.test(`${login.username}${login.password ?? ''}`)) {
    return ambiguous(['the server reads characters beyond ASCII in another encoding than UTF-8']);
  }
  if (/certificate/i.test(text)) return ambiguous(['the server does not take the certificate, or wants one']);
  return failure('CredentialsRejected');
}

function ambiguous(others: string[]): Failure {
  return failure('AccessRefused', { causes: ['the user name or the password is wrong', ...others] });
}

function noAnonymous(): Failure {
  return failure('AccessRefused', {
    causes: ['the server lets nobody in anonymously', 'this network address is not allowed'],
  });
}

/** It looks for the directory after the password was right, but says so by the code of a wrong one. */
function withoutHome(): Failure {
  return failure('AccessRefused', {
    causes: [
      'the account has no home directory on the server, or may not open it',
      'the rules of the server (FTP Authorization Rules of IIS) do not let the account in',
    ],
  });
}

function wantsAccount(): Failure {
  return failure('InvalidConfiguration', {
    about: 'the server asks for an account besides the user (ACCT), which is not supported',
  });
}

/** Some servers let those in anonymously whom they do not know. */
function asAnonymous({ text }: Reply, login: Login, moment: Moment): Failure | undefined {
  if (login.anonymous || !nobody.test(text.replaceAll(login.username, ''))) return undefined;
  return unexpected(moment, 'lets this user in as anonymous, which proves nothing about the password');
}
