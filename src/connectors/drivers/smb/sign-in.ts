import type { Reason, ReasonDetail } from '../../../api/reasons.ts';
import { failure, type Failure } from '../../failure.ts';
import { hostAndPort } from '../../transport/dial.ts';
import { isTooOld, suffices } from './dialects.ts';
import { isLetIn, type Seen } from './observer.ts';
import type { Settings } from './settings.ts';
import { meaningOfShare, meaningOfSignIn, statusOf } from './statuses.ts';

export interface Visit {
  settings: Settings;
  seen: Seen;
  signal: AbortSignal;
  nowMs: number;
}

const disk = 1;
/** Windows and Samba take answers to a challenge that are half an hour old. */
const mostSkewMs = 20 * 60 * 1000;

/** Why the server has let no account in, whatever smbclient says of it; undefined where it has. */
export function refusalOf(visit: Visit): Failure | undefined {
  const refusal = endless(visit) ?? notSmb(visit) ?? notSignedIn(visit);
  return refusal && (referral(visit) ?? refusal);
}

/** Why the share is not open to the account that was let in. @param open - smbclient has it open */
export function shareRefusalOf(visit: Visit, open: boolean): Failure | undefined {
  return referral(visit) ?? endless(visit) ?? noShare(visit, open);
}

function endless({ seen, settings }: Visit): Failure | undefined {
  return seen.endless && failure('UnexpectedReply', { about: `${hostAndPort(settings)} answers without an end` });
}

function referral({ seen, settings: { share } }: Visit): Failure | undefined {
  if (!seen.referred) return undefined;
  const about = `${share} is a name of DFS that leads to another server: write that server and its share`;
  return failure('InvalidConfiguration', { about });
}

function notSmb(visit: Visit): Failure | undefined {
  const { seen, signal, settings } = visit;
  const about = hostAndPort(settings);
  if (seen.negotiated?.status === 0) {
    return isTooOld(seen.negotiated.dialect, settings) ? noDialect(visit) : undefined;
  }
  if (seen.foreign) return failure('UnexpectedReply', { about: `${about} does not speak SMB` });
  if (signal.aborted) return failure('TimedOut', { about });
  if (seen.smb1) return failure('InvalidConfiguration', { about: `${about} speaks SMB 1 only` });
  if (seen.negotiated) return noDialect(visit);
  return failure('ServiceUnavailable', { about: `${about} closes the connection` });
}

function noDialect({ seen, settings }: Visit): Failure {
  const about = `${hostAndPort(settings)} takes no dialect from ${settings.minDialect} to 3.1.1`;
  const { status } = seen.negotiated ?? { status: 0 };
  if (status === 0 || status === statusOf('NOT_SUPPORTED')) return failure('InvalidConfiguration', { about });
  return failure('UnexpectedReply', { about: `${hostAndPort(settings)} refuses to begin` });
}

function notSignedIn(visit: Visit): Failure | undefined {
  const { seen, signal, settings } = visit;
  const about = hostAndPort(settings);
  const { signedIn, passwordSent, kerberosOnly } = seen;
  if (isLetIn(seen)) return undefined;
  if (kerberosOnly && !passwordSent) return failure('InvalidConfiguration', { about: ntlmWanted });
  if (!signedIn) {
    if (!passwordSent) return beforePassword(visit);
    if (signal.aborted) return failure('TimedOut', { about });
    return failure('ServiceUnavailable', { about: `${about} closes the connection` });
  }
  if (signedIn.status === 0) return passwordSent ? guest() : anyone();
  const meant = meaningOfSignIn(signedIn.status);
  if (!passwordSent && meant && ofAccounts.has(meant.reason)) return unseen(about);
  if (!meant) return failure('UnexpectedReply', { about: `${about} refuses with a status nobody knows` });
  const { reason, ...detail } = meant;
  const others = reason === 'CredentialsRejected' ? otherCauses(visit) : [];
  const causes = others.length === 0 ? undefined : ['the user name or the password is wrong', ...others];
  return failure(reason, { causes, ...detail });
}

/** Reasons that say something of an account, which takes having seen its password. */
const ofAccounts: ReadonlySet<Reason> = new Set<Reason>([
  'CredentialsRejected',
  'CredentialsExpired',
  'CredentialsRevoked',
  'AccountLocked',
  'InteractionRequired',
  'PermissionDenied',
]);

function unseen(about: string): Failure {
  return failure('UnexpectedReply', { about: `${about} refuses the account before it has seen the password` });
}

const ntlmWanted = 'the server takes Kerberos only, and this method has NTLM only: allow NTLM on this server';

/** What a rejected password can come from, besides itself. */
function otherCauses({ seen, settings: { account }, nowMs }: Visit): string[] {
  const skewed = Math.abs(nowMs - (seen.negotiated?.serverTimeMs ?? nowMs)) > mostSkewMs;
  const noDomain = seen.inDomain && account.domain === undefined && !account.user.includes('@');
  return [
    ...(skewed ? ["the server's clock is more than 20 minutes from the operator's"] : []),
    ...(noDomain ? ['the user is one of a domain, which has to be named: DOMAIN\\user, user@domain, or domain'] : []),
  ];
}

function guest(): Failure {
  const detail: ReasonDetail = { causes: ['the server does not know this user and lets anyone in as a guest'] };
  return failure('CredentialsRejected', detail);
}

function anyone(): Failure {
  return failure('UnexpectedReply', { about: 'the server lets anyone in; no credential was asked for' });
}

function beforePassword({ signal, settings, seen }: Visit): Failure {
  const about = hostAndPort(settings);
  if (signal.aborted) return failure('TimedOut', { about });
  if (!suffices(seen.negotiated?.dialect ?? 0, settings)) return cannotEncrypt(settings);
  if (seen.unsigned) return cannotSign(about);
  return failure('ServiceUnavailable', { about: `${about} closes the connection` });
}

function noShare({ seen, settings, signal }: Visit, open: boolean): Failure | undefined {
  const { tree } = seen;
  const about = `the share ${settings.share}`;
  if (tree && tree.status === 0 && tree.type !== disk) {
    return failure('InvalidConfiguration', { about: `${about} is none of files` });
  }
  if (open) return undefined;
  if (signal.aborted) return failure('TimedOut', { about });
  // What smbclient prints may be its own, in the words of a server: that of the server was seen on the way.
  const meant = meaningOfShare(tree?.status ?? 0);
  if (meant?.reason === 'PermissionDenied') return failure(meant.reason, { about: `open ${about}` });
  if (meant) return failure(meant.reason, { about });
  return unopened(seen, settings);
}

/** No refusal of the share was seen, and it is not open. */
function unopened({ encrypted, treeAsked, tree }: Seen, settings: Settings): Failure {
  if (settings.encrypt && !encrypted) return cannotEncrypt(settings);
  if (!treeAsked || tree?.status === 0) return unfinished(settings);
  const host = hostAndPort(settings);
  if (!tree) return failure('ServiceUnavailable', { about: `${host} closes the connection` });
  return failure('UnexpectedReply', { about: `${host} does not open the share ${settings.share}` });
}

/** The server let the account in, and smbclient does not take its response, such as one whose signature does not fit. */
function unfinished(settings: Settings): Failure {
  const about = `${hostAndPort(settings)} lets the account in with a response that smbclient does not accept`;
  return failure('UnexpectedReply', { about });
}

function cannotEncrypt(settings: Settings): Failure {
  return failure('InvalidConfiguration', {
    about: `${hostAndPort(settings)} cannot encrypt, which encryption: Required asks for`,
  });
}

/** smbclient shows no password to a server that could be anybody in between. */
function cannotSign(host: string): Failure {
  return failure('InvalidConfiguration', {
    about: `${host} does not sign SMB, without which no password is sent: turn on SMB signing on this server`,
  });
}
