import type { ReasonDetail } from '../../../api/reasons.ts';
import { failure, type Failure } from '../../failure.ts';
import { heldBack } from '../../held-back.ts';
import { hostAndPort } from '../../transport/dial.ts';
import type { Seen } from './observer.ts';
import type { Dialect, Settings } from './settings.ts';
import { statusIn } from './smbclient.ts';
import { meaningOfShare, meaningOfSignIn, statusOf } from './statuses.ts';

export interface Visit {
  settings: Settings;
  seen: Seen;
  /** What smbclient printed; only the name of a status is taken from it. */
  text: string;
  signal: AbortSignal;
  nowMs: number;
}

/** [MS-SMB2] 2.2.6 SessionFlags */
const guestOrNobody = 0x1 | 0x2;
const disk = 1;
const smb3 = 0x300;
/** [MS-SMB2] 2.2.4 DialectRevision */
const revisions: Readonly<Record<Dialect, number>> = {
  '2.0.2': 0x202,
  '2.1': 0x210,
  '3.0': 0x300,
  '3.0.2': 0x302,
  '3.1.1': 0x311,
};
/** Windows and Samba take answers to a challenge that are half an hour old. */
const mostSkewMs = 20 * 60 * 1000;

/** Why the share is not open, whatever smbclient says of it; undefined where the server let a real account in. */
export function refusalOf(visit: Visit, open: boolean): Failure | undefined {
  return referral(visit) ?? notSmb(visit) ?? notSignedIn(visit) ?? noShare(visit, open);
}

function referral({ seen, settings: { share } }: Visit): Failure | undefined {
  if (!seen.referred) return undefined;
  const about = `${share} is a name of DFS that leads to another server: write that server and its share`;
  return failure('Authorized', 'InvalidConfiguration', { about });
}

function notSmb(visit: Visit): Failure | undefined {
  const { seen, signal, settings } = visit;
  const about = hostAndPort(settings);
  if (seen.negotiated?.status === 0) {
    return seen.negotiated.dialect < revisions[settings.minDialect] ? noDialect(visit) : undefined;
  }
  if (seen.foreign) return failure('Reached', 'UnexpectedReply', { about: `${about} does not speak SMB` });
  if (signal.aborted) return failure('Reached', 'TimedOut', { about });
  if (seen.smb1) return failure('Reached', 'InvalidConfiguration', { about: `${about} speaks SMB 1 only` });
  if (seen.negotiated) return noDialect(visit);
  return failure('Reached', 'ServiceUnavailable', { about: `${about} closes the connection` });
}

function noDialect({ seen, settings }: Visit): Failure {
  const about = `${hostAndPort(settings)} takes no dialect from ${settings.minDialect} to 3.1.1`;
  const { status } = seen.negotiated ?? { status: 0 };
  if (status === 0 || status === statusOf('NOT_SUPPORTED'))
    return failure('Reached', 'InvalidConfiguration', { about });
  return failure('Reached', 'UnexpectedReply', { about: `${hostAndPort(settings)} refuses to begin` });
}

function notSignedIn(visit: Visit): Failure | undefined {
  const { seen, signal, settings } = visit;
  const about = hostAndPort(settings);
  const { signedIn, passwordSent, kerberosOnly } = seen;
  if (kerberosOnly && !passwordSent) return failure('Authenticated', 'InvalidConfiguration', { about: ntlmWanted });
  if (!signedIn) {
    if (!passwordSent) return beforePassword(visit);
    const lost = signal.aborted
      ? failure('Authenticated', 'TimedOut', { about })
      : failure('Authenticated', 'ServiceUnavailable', { about: `${about} closes the connection` });
    return heldBack(lost);
  }
  if (signedIn.status === 0) return (signedIn.flags & guestOrNobody) === 0 ? undefined : guest();
  const meant = meaningOfSignIn(signedIn.status);
  if (!meant) {
    return heldBack(
      failure('Authenticated', 'UnexpectedReply', { about: `${about} refuses with a status nobody knows` }),
    );
  }
  const { reason, ...detail } = meant;
  const others = reason === 'CredentialsRejected' ? otherCauses(visit) : [];
  const causes = others.length === 0 ? undefined : ['the user name or the password is wrong', ...others];
  return failure('Authenticated', reason, { causes, ...detail });
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
  return failure('Authenticated', 'CredentialsRejected', detail);
}

function beforePassword({ signal, settings, seen }: Visit): Failure {
  const about = hostAndPort(settings);
  if (signal.aborted) return failure('Authenticated', 'TimedOut', { about });
  if (settings.encrypt && (seen.negotiated?.dialect ?? 0) < smb3) return cannotEncrypt(settings);
  return failure('Authenticated', 'ServiceUnavailable', { about: `${about} closes the connection` });
}

function noShare({ seen, text, settings, signal }: Visit, open: boolean): Failure | undefined {
  const { tree } = seen;
  const about = `the share ${settings.share}`;
  if (tree && tree.status === 0 && tree.type !== disk) {
    return failure('Authorized', 'InvalidConfiguration', { about: `${about} is none of files` });
  }
  if (open) return undefined;
  if (signal.aborted) return failure('Authorized', 'TimedOut', { about });
  const status = tree?.status || statusOf(statusIn(text) ?? '') || 0;
  const meant = meaningOfShare(status);
  if (meant?.reason === 'PermissionDenied')
    return { ...failure('Authorized', meant.reason, { about: `open ${about}` }) };
  if (meant) return failure('Authorized', meant.reason, { about });
  if (settings.encrypt && !seen.encrypted) return cannotEncrypt(settings);
  return failure('Authorized', 'UnexpectedReply', { about: `${hostAndPort(settings)} does not open ${about}` });
}

function cannotEncrypt(settings: Settings): Failure {
  return failure('Reached', 'InvalidConfiguration', {
    about: `${hostAndPort(settings)} cannot encrypt, which encryption: Required asks for`,
  });
}
