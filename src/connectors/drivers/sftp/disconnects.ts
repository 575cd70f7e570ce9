import { failure, type Failure } from '../../failure.ts';
import { fromNetworkError } from '../../transport/network-error.ts';
import type { AlgorithmKind } from './algorithms.ts';
import { offeredBy } from './server-offer.ts';

/** How far a connection came before it ended. */
export interface Moment {
  /** `host:port` */
  about: string;
  signal: AbortSignal;
  /** The keys are exchanged: the server speaks SSH, and is the one that is trusted. */
  secured: boolean;
  /** Signing in has begun, with more than the user name. */
  readonly attempted: boolean;
  /** The first bytes of the server, which are not encrypted. */
  readonly greeting: Buffer;
}

/** RFC 4253, 11.1 */
const disconnectReasons: Record<number, 'ServiceUnavailable' | 'CredentialsRejected'> = {
  7: 'ServiceUnavailable', // SERVICE_NOT_AVAILABLE
  12: 'ServiceUnavailable', // TOO_MANY_CONNECTIONS
  // unverified: servers that end the connection instead of answering a wrong password were not tried
  14: 'CredentialsRejected', // NO_MORE_AUTH_METHODS_AVAILABLE
  15: 'CredentialsRejected', // ILLEGAL_USER_NAME
};

const longestMessage = 500;

/** What an error of ssh2 means. Its text is only matched against, never passed on. */
export function explain(error: Error & { level?: string; code?: unknown }, moment: Moment): Failure {
  const { about, signal } = moment;
  if (signal.aborted) return timedOut(moment);
  if (isTooMany(moment)) return tooMany(moment);
  if (error.level === 'client-socket') return fromNetworkError(error, about, signal);
  // In an error of SSH itself the text may be the server's.
  const message = error.message.slice(0, longestMessage).toLowerCase();
  if (message.includes('no matching ') && !message.includes('compression')) return nothingInCommon(message, moment);
  if (message.includes('before handshake')) return disconnected(moment);
  if (error.level === undefined && typeof error.code === 'number') return saidGoodbye(error.code, moment);
  return failure('UnexpectedReply', { about: `${about} does not speak SSH as expected` });
}

/** The server closed the connection without a word. Before its banner that is how a firewall or fail2ban turn a client away. */
export function disconnected(moment: Moment): Failure {
  const { about, secured, greeting, signal } = moment;
  if (signal.aborted) return timedOut(moment);
  if (isTooMany(moment)) return tooMany(moment);
  const foreign = greeting.length > 0 && !secured && !greeting.includes('SSH-');
  if (foreign) return failure('UnexpectedReply', { about: `${about} does not speak SSH` });
  // unverified: that a connection closed before the banner is one of these
  return failure('ServiceUnavailable', { about: `${about} closes the connection` });
}

/** What OpenSSH says instead of its banner (drop_connection in its sshd.c); then the end of the connection, or its reset. */
function isTooMany({ secured, greeting }: Moment): boolean {
  // unverified: what OpenSSH 9.8 and later say to a client that PerSourcePenalties turn away
  return !secured && /Exceeded MaxStartups|Not allowed at this time/.test(greeting.toString('latin1'));
}

function tooMany({ about }: Moment): Failure {
  return failure('ServiceUnavailable', { about: `${about} takes no more connections at the moment` });
}

/** The server asks on and on, and reads no answer. */
export function deaf({ about }: Moment): Failure {
  return failure('UnexpectedReply', { about: `${about} does not read what it is sent` });
}

/** SSH_MSG_DISCONNECT, for example OpenSSH's "Too many authentication failures", which does not say whose. */
function saidGoodbye(code: number, { about, attempted }: Moment): Failure {
  const reason = disconnectReasons[code];
  if (reason === 'CredentialsRejected' && attempted) return failure(reason);
  if (reason === 'ServiceUnavailable') return failure(reason, { about });
  return failure('UnexpectedReply', { about: `${about} ends the connection while signing in` });
}

function timedOut({ about }: Moment): Failure {
  return failure('TimedOut', { about });
}

const kindNames: Readonly<Record<AlgorithmKind, string>> = {
  kex: 'key exchange algorithm',
  hostKey: 'host key algorithm',
  cipher: 'cipher',
  mac: 'MAC',
};

/** Says which of the server's would do if the settings offered it: those left out by default are too old to be safe. */
function nothingInCommon(message: string, { greeting }: Moment): Failure {
  const kind = kindOf(message);
  const theirs = offeredBy(greeting, kind);
  const remedy = theirs?.length
    ? `: it takes ${theirs.join(', ')}, which spec.config.algorithms.${kind} has to list`
    : theirs && ': it takes none that is supported';
  return failure('InvalidConfiguration', {
    about: `the server and the operator have no ${kindNames[kind]} in common${remedy ?? ''}`,
  });
}

function kindOf(message: string): AlgorithmKind {
  if (message.includes('key exchange')) return 'kex';
  if (message.includes('host key')) return 'hostKey';
  return message.includes('mac') ? 'mac' : 'cipher';
}
