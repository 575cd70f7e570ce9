import { failure, type Failure } from '../../failure.ts';
import type { Reply } from './reply.ts';

/** Of whom and where a reply came. */
export interface Moment {
  /** `host:port` */
  about: string;
  /** Whether the control connection is encrypted. */
  secure: boolean;
  /** Whether the server has taken the user. */
  signedIn: boolean;
  /** User name and path, which a server may repeat. */
  names: readonly string[];
}

/** Servers tell it by 331, 421, 530, 534, 550 and others, so that only the words are common to them. */
const tlsWords = /(?<![a-z])(ssl|tls|ftps(?![a-z]))|encrypt|secure connection|clear ?text/i;
/** vsftpd and ProFTPD tell a limit of connections by these words. */
const fullWords = /too many|maximum/i;

/**
 * These count passwords and not connections: "Too many failed login attempts", "Too many login failures", "Account locked".
 * Each run of letters and spaces has a limit, so that no reply takes longer than it is long.
 */
const lockedWords =
  /(fail|bad|invalid|wrong|incorrect|unsuccessful)\w{0,8}\s{1,4}(log-?[io]n|sign-?in|auth|password|attempt)|(log-?in|auth\w{0,12}|password)\s{1,4}(attempt|fail|error|tries)|account\b.{0,20}\blocked|locked out/i;

/** Whether the server says that too many sign-ins have failed. */
function isLocked({ code, text }: Reply): boolean {
  const counts = code === 421 || code >= 500;
  return counts && lockedWords.test(text) && (fullWords.test(text) || /lock/i.test(text));
}

/** Whether the server wants TLS first. A user may be called svc-tls, and a directory ssl. */
export function demandsTls({ text }: Reply, { secure, names }: Moment): boolean {
  return !secure && tlsWords.test(names.reduce((rest, name) => rest.replaceAll(name, ''), text));
}

/** The server wants a connection that is encrypted. */
export function useFtps({ signedIn }: Moment): Failure {
  const about = 'the server wants TLS; use platform ftps';
  return failure('InvalidConfiguration', { about: signedIn ? about : `${about}. The password was not judged` });
}

/** What a refusal means whatever was asked; undefined where that depends. */
export function commonRefusal(reply: Reply, moment: Moment): Failure | undefined {
  const { code, text } = reply;
  if (code < 400) return undefined;
  if (demandsTls(reply, moment)) return useFtps(moment);
  if (!moment.signedIn && isLocked(reply)) return failure('AccountLocked');
  if ((code === 530 || code === 421) && fullWords.test(text)) return failure('RateLimited');
  if (code === 421) return failure('ServiceUnavailable', { about: moment.about });
  return undefined;
}

/** @param what - what the server answered, as the end of a sentence */
export function unexpected({ about }: Pick<Moment, 'about'>, what: string): Failure {
  return failure('UnexpectedReply', { about: `${about} ${what}` });
}
