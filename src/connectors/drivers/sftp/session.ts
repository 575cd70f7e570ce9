import type { Socket } from 'node:net';
import ssh2, { type Algorithms, type Client } from 'ssh2';
import type { DriverContext } from '../../context.ts';
import { isFailure, failure, type Failure } from '../../failure.ts';
import type { Plan } from '../../platform.ts';
import { dial, hostAndPort } from '../../transport/dial.ts';
import { closing, type Ending } from './closing.ts';
import { disconnected, explain, type Moment } from './disconnects.ts';
import { greetingOf } from './greeting.ts';
import { fingerprintOf } from './host-keys.ts';
import type { HostKeyTrust } from './host-key-trust.ts';
import { softwareOf } from './server-offer.ts';
import type { Settings } from './settings.ts';
import { signBeside } from './sign-beside.ts';
import { newPassword, SingleAttempt, type Login } from './single-attempt.ts';

/** A signed-in SSH connection. */
export interface Session extends Ending {
  client: Client;
  /** `host:port` */
  about: string;
  /** Fingerprint of the host key that the server proved to hold. */
  fingerprint: string;
  /** What the server says it is, for example OpenSSH_9.2p1. */
  software: string | undefined;
  /** Fires with the reason when the connection is lost or the time is over. */
  lost: Promise<Failure>;
  /** Fires `lost` with a reason that was seen from outside. */
  lose(found: Failure): void;
}

export interface Visit {
  plan: Plan;
  context: DriverContext;
  settings: Settings;
  trust: HostKeyTrust;
  login: Login;
}

/** Signs in; a server with several host keys is asked for each type that could be the trusted one, before anything is sent. */
export async function openSession(visit: Visit): Promise<Session | Failure> {
  const { plan, context, settings, trust } = visit;
  for (;;) {
    const before = trust.refusal();
    const socket = await dial(settings, { context, hosts: plan.hosts });
    if (isFailure(socket)) return before ?? socket;
    const met = await meet(socket, visit);
    if (!isFailure(met)) return met;
    // Whatever becomes of asking once more: the key that was shown is not the pinned one.
    if (before && !trust.accepted && met.reason !== 'HostKeyMismatch') return before;
    if (met.reason !== 'HostKeyMismatch' || !trust.mayStillMatch()) return met;
  }
}

async function meet(socket: Socket, visit: Visit): Promise<Session | Failure> {
  const { promise: lost, resolve: lose } = Promise.withResolvers<Failure>();
  const { promise: ready, resolve } = Promise.withResolvers<Session>();
  const { login, trust, settings, context } = visit;
  const { progress, signal } = context;
  const about = hostAndPort(settings);
  const attempt = new SingleAttempt({ ...login, host: settings.host }, { lose, progress });
  const greeting = greetingOf(socket, (protocol) => lose(foreign(about, protocol)));
  const moment: Moment = {
    about,
    signal,
    secured: false,
    get attempted() {
      return attempt.begun;
    },
    get greeting() {
      return greeting();
    },
  };
  const ending = closing(socket, moment, lose);
  const client = new ssh2.Client();
  let fingerprint = '';
  let trusted = true;

  client.on('error', (error) => lose((trusted ? undefined : trust.refusal()) ?? explain(error, moment)));
  watch(client, { moment, lose, visit });
  client.on('ready', () => {
    if (!attempt.proved) return lose(anyoneIsLetIn());
    progress.accepted();
    resolve({ client, about, fingerprint, software: softwareOf(moment.greeting), lost, lose, ...ending });
  });
  // The signature over the exchange is checked by ssh2 after this, before anything of ours is sent.
  const hostVerifier = (blob: Buffer): boolean => {
    fingerprint = fingerprintOf(blob);
    trusted = trust.accepts(blob);
    return trusted;
  };
  connect(client, { socket, visit, attempt, lose, hostVerifier });
  const met = await Promise.race([ready, lost]);
  if (isFailure(met)) ending.close();
  return met;
}

interface Watching {
  moment: Moment;
  lose: (found: Failure) => void;
  visit: Visit;
}

/** What happens on the way, whatever comes of it. */
function watch(client: Client, { moment, lose, visit: { trust, context } }: Watching): void {
  client.on('close', () => lose(disconnected(moment)));
  client.on('change password', () => lose(newPassword()));
  client.once('handshake', () => {
    moment.secured = true;
    trust.confirm();
    context.progress.reached();
  });
}

function foreign(about: string, protocol: string): Failure {
  return failure('UnexpectedReply', { about: `${about} does not speak SSH, it speaks ${protocol}` });
}

function anyoneIsLetIn(): Failure {
  return failure('UnexpectedReply', { about: 'the server lets anyone in; no credential was asked for' });
}

interface Connecting {
  socket: Socket;
  visit: Visit;
  attempt: SingleAttempt;
  lose: (found: Failure) => void;
  hostVerifier: (blob: Buffer) => boolean;
}

function connect(client: Client, { socket, visit, attempt, lose, hostVerifier }: Connecting): void {
  const { settings, trust, login } = visit;
  const { kex, cipher, mac } = settings.algorithms;
  const algorithms = {
    serverHostKey: trust.offer(),
    kex: kex ?? { remove: ['diffie-hellman-group-exchange-sha256'] },
    // Every server can do without (RFC 4253, 6.2), and what is packed small may be large.
    compress: ['none'],
    ...(cipher ? { cipher } : {}),
    ...(mac ? { hmac: mac } : {}),
  } as Algorithms;
  client.connect({
    sock: socket,
    username: login.username,
    readyTimeout: 0,
    algorithms,
    hostVerifier,
    authHandler: (methods, partial, next) => {
      const step = attempt.next(methods, partial);
      if (!isFailure(step)) return next(step);
      lose(step);
    },
  });
  if (login.key) signBeside(client, login.key, () => attempt.signing());
}
