import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import type { Socket } from 'node:net';
import type { DriverContext } from '../../context.ts';
import type { Progress } from '../../progress.ts';
import { failure, type Failure } from '../../failure.ts';
import { tlsOptions, type ClientCertificate } from '../../transport/agent.ts';
import { byAuthority } from '../../transport/expired-authority.ts';
import { fromNetworkError } from '../../transport/network-error.ts';

/** A TLS connection whose handshake is under way. */
export interface Securing {
  socket: TLSSocket;
  /** Why it failed; undefined once the server has shown a certificate that is trusted. */
  done: Promise<Failure | undefined>;
}

/** TLS of one session: the data connections go on with what the control connection has agreed on. */
export class TlsWay {
  readonly #options: ConnectionOptions;
  readonly #about: string;
  readonly #progress: Progress;
  readonly #shown: boolean;
  readonly #trust: Pick<DriverContext, 'ca' | 'now'>;
  #session: Buffer | undefined;

  constructor(host: string, about: string, context: DriverContext, identity: ClientCertificate | undefined) {
    const bare = host.replace(/^\[(.*)\]$/, '$1');
    this.#about = about;
    this.#trust = context;
    this.#progress = context.progress;
    this.#shown = identity !== undefined;
    this.#options = { host: bare, ...tlsOptions(bare, { ca: context.ca, serverName: context.serverName, identity }) };
  }

  /** Begins TLS on a socket that is connected. Servers that want the session of the control connection get it. */
  begin(raw: Socket, signal: AbortSignal): Securing {
    const { promise, resolve } = Promise.withResolvers<Failure | undefined>();
    const socket = connect({ ...this.#options, socket: raw, ...(this.#session ? { session: this.#session } : {}) });
    const onAbort = (): void => resolve(failure('TimedOut', { about: this.#about }));
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
    socket.on('session', (session) => (this.#session = session));
    socket.on('error', (error) => resolve(this.explain(error) ?? this.#ofNetwork(error, signal)));
    socket.on('close', () => resolve(failure('ServiceUnavailable', { about: this.#about })));
    socket.once('secureConnect', () => {
      if (this.#shown) this.#progress.credentialSent();
      resolve(undefined);
    });
    return { socket, done: promise.finally(() => signal.removeEventListener('abort', onAbort)) };
  }

  #ofNetwork(error: Error, signal: AbortSignal): Failure {
    return byAuthority(fromNetworkError(error, this.#about, signal), this.#trust.ca, this.#trust.now());
  }

  /** What an error says of a certificate, theirs or ours; undefined where it is about something else. */
  explain(error: Error & { code?: string; reason?: string }): Failure | undefined {
    const { code = '' } = error;
    if (/WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG|HTTP_REQUEST|UNKNOWN_PROTOCOL|RECORD_LAYER_FAILURE/.test(code)) {
      return failure('UnexpectedReply', {
        about: `${this.#about} does not begin with TLS; for servers that begin without there is tls: explicit`,
      });
    }
    const alert = /ALERT_(.*)$/.exec(code)?.[1];
    const found = alert === undefined ? undefined : this.#shown ? refusedFor(alert) : wantedFor(alert);
    // It is the server itself that has judged what it was shown, also before its greeting.
    if (found) this.#progress.reached();
    if (found && this.#shown) this.#progress.credentialSent();
    return found;
  }
}

/** Alerts of TLS that are about our certificate (RFC 8446, 6.2); in TLS 1.3 they come after the handshake. */
function refusedFor(alert: string): Failure | undefined {
  if (alert === 'CERTIFICATE_EXPIRED') return failure('CredentialsExpired', { about: 'certificate' });
  if (alert === 'CERTIFICATE_REVOKED') return failure('CredentialsRevoked');
  const refused =
    /^(BAD_CERTIFICATE|UNSUPPORTED_CERTIFICATE|CERTIFICATE_UNKNOWN|UNKNOWN_CA|ACCESS_DENIED|DECRYPT_ERROR)$/;
  return refused.test(alert) ? failure('CredentialsRejected') : undefined;
}

function wantedFor(alert: string): Failure | undefined {
  if (alert !== 'CERTIFICATE_REQUIRED') return undefined;
  return failure('InvalidConfiguration', {
    about: 'the server asks for a certificate; use method client-certificate',
  });
}
