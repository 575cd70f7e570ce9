import type { DriverContext } from '../../context.ts';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { dial, hostAndPort } from '../../transport/dial.ts';
import type { Identity } from './client-certificate.ts';
import { Control } from './control.ts';
import { commonRefusal, unexpected, type Moment } from './refusals.ts';
import type { Reply } from './reply.ts';
import type { Settings } from './settings.ts';
import { TlsWay } from './tls-way.ts';

/** A control connection, and what is known of the server. */
export interface Session {
  control: Control;
  context: DriverContext;
  /** User name and path, which the server may repeat; none of them is empty. */
  names: readonly string[];
  /** Set once the control connection is encrypted. */
  tls: TlsWay | undefined;
  /** Set once the server has taken the user. */
  signedIn: boolean;
  /** What it says of the directory that it puts the user into (PWD); set once it has taken the user. */
  home: Reply | Failure | undefined;
  /** Whether the server takes encrypted data connections (PROT P). */
  privateData: boolean;
  /** Whether MLST can be asked. */
  mlst: boolean;
  /** Set once the server has refused EPSV. */
  pasv: boolean;
}

export function momentOf({ control, tls, signedIn, names }: Session): Moment {
  return { about: control.about, secure: tls !== undefined, signedIn, names };
}

interface Visit {
  plan: Plan;
  context: DriverContext;
  settings: Settings;
  identity: Identity | undefined;
}

/** Connects, and comes as far as the server listens to a user. The caller leaves by `control.leave`. */
export async function openSession({ plan, context, settings, identity }: Visit): Promise<Session | Failure> {
  const socket = await dial(settings, { context, hosts: plan.hosts });
  if (isFailure(socket)) return socket;
  const about = hostAndPort(settings);
  const control = new Control(socket, about);
  const session: Session = {
    control,
    context,
    names: [plan.secret['username'] ?? '', settings.path ?? ''].filter((name) => name !== ''),
    tls: undefined,
    signedIn: false,
    home: undefined,
    privateData: false,
    mlst: false,
    pasv: false,
  };
  const way = settings.tls === 'none' ? undefined : new TlsWay(settings.host, about, context, identity);
  const failed = (await greet(session, settings, way)) ?? (await arrived(session));
  if (!failed) return session;
  await control.leave(context.signal);
  return failed;
}

/** The server itself has spoken: FTP, and over TLS where that is wanted. */
async function arrived(session: Session): Promise<Failure | undefined> {
  session.context.progress.reached();
  return session.tls ? protectData(session) : undefined;
}

async function greet(session: Session, settings: Settings, way: TlsWay | undefined): Promise<Failure | undefined> {
  const { signal } = session.context;
  if (way && settings.tls === 'implicit') {
    const failed = await encrypt(session, way, signal);
    if (failed) return failed;
  }
  const unwelcome = await greeting(session, settings);
  if (unwelcome) return unwelcome;
  if (way && settings.tls === 'explicit') {
    return (await askForTls(session, signal)) ?? encrypt(session, way, signal);
  }
  return undefined;
}

async function greeting(session: Session, settings: Settings): Promise<Failure | undefined> {
  const { control, context } = session;
  const reply = await control.reply(context.signal);
  if (isFailure(reply)) {
    const implicit = reply.reason === 'TimedOut' && settings.tls !== 'implicit' && settings.port === 990;
    return implicit
      ? { ...reply, about: `${control.about} says nothing; a server at port 990 mostly wants tls: implicit` }
      : reply;
  }
  const moment = momentOf(session);
  if (reply.code === 120) return failure('ServiceUnavailable', { about: control.about });
  if (reply.code === 220) return undefined;
  return commonRefusal(reply, moment) ?? unexpected(moment, 'refuses the connection');
}

/** AUTH TLS of RFC 4217; codes of RFC 2228, 3. vsftpd without TLS says 530 to it, as to every command before the sign-in. */
async function askForTls({ control }: Session, signal: AbortSignal): Promise<Failure | undefined> {
  const reply = await control.ask('AUTH TLS', signal);
  if (isFailure(reply)) return reply;
  const { code } = reply;
  const wrong = (about: string): Failure => failure('InvalidConfiguration', { about });
  if (code === 234) {
    // What came before TLS could have been put there by anyone (RFC 4217, 15).
    return control.unread ? unexpected(control, 'sends text where TLS should begin') : undefined;
  }
  if (code === 503) return wrong('the server does not take AUTH TLS here; it wants tls: implicit');
  if (code === 421) return failure('ServiceUnavailable', { about: control.about });
  // RFC 2228: for now. Apache FtpServer says so where TLS was never set up.
  if (code === 431) {
    const fix = 'The test is repeated. If it stays so, the server has no TLS: set it up there, or use platform ftp.';
    return failure('ServiceUnavailable', { about: `${control.about} responds 431 to AUTH TLS`, fix });
  }
  if ([500, 502, 504, 530, 534].includes(code))
    return wrong(
      'the server offers no TLS by AUTH TLS: it may want tls: implicit, or have none at all, which is platform ftp',
    );
  return unexpected(control, 'answers AUTH TLS in an unknown way');
}

async function encrypt(session: Session, way: TlsWay, signal: AbortSignal): Promise<Failure | undefined> {
  const { control } = session;
  const { socket, done } = way.begin(control.release(), signal);
  control.adopt(socket);
  control.explain = (error) => way.explain(error);
  session.tls = way;
  return done;
}

/** RFC 4217, 9: refused, it only matters to a test that moves data. */
async function protectData(session: Session): Promise<Failure | undefined> {
  const { control, context } = session;
  const size = await control.ask('PBSZ 0', context.signal);
  if (isFailure(size)) return size;
  const level = await control.ask('PROT P', context.signal);
  if (isFailure(level)) return level;
  session.privateData = level.code < 300;
  return undefined;
}
