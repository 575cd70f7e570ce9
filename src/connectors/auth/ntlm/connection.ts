import { randomBytes } from 'node:crypto';
import { isFailure, failure, type Failure } from '../../failure.ts';
import { boundRoute, type BoundRoute } from '../../transport/bound-route.ts';
import type { Channel, HttpResponse, HttpRequest } from '../../transport/messages.ts';
import { exchange } from '../../transport/send.ts';
import { isOutage } from '../../engine/defaults.ts';
import { unasked } from '../../engine/unasked.ts';
import { readChallenges, type Challenge } from '../../transport/challenges.ts';
import { channelBinding } from './channel-binding.ts';
import { authenticateMessage, negotiateMessage, readChallenge, type Login, type ServerChallenge } from './messages.ts';
import { refusal } from './refusal.ts';

/** `Negotiate` takes the messages of NTLM as they are, where a server names no other. */
const schemes = ['NTLM', 'Negotiate'] as const;

interface Opened {
  route: BoundRoute;
  scheme: (typeof schemes)[number];
  server: ServerChallenge;
}

/** The one connection of a test that is signed in, one request at a time. */
export class NtlmConnection {
  readonly #login: Login;
  #route: BoundRoute | undefined;
  #persistent = true;
  #accepted = false;
  /** What the server said to the password, once it was refused: it is not sent again. */
  #refused: Failure | undefined;

  readonly #untaken: (challenges: readonly Challenge[]) => Failure;

  /** @param untaken - what it means that a server does not take NTLM */
  constructor(login: Login, untaken: (challenges: readonly Challenge[]) => Failure) {
    this.#login = login;
    this.#untaken = untaken;
  }

  async exchange(request: HttpRequest, channel: Channel): Promise<HttpResponse | Failure> {
    if (channel.context.proxy && request.url.protocol === 'http:') {
      const about = 'NTLM signs in a connection, which spec.proxyRef does not keep for http: use https';
      return failure('InvalidConfiguration', { about });
    }
    if (this.#refused) return this.#refused;
    const route = this.#route;
    // What one server took another may refuse.
    if (route?.origin !== request.url.origin) this.#accepted = false;
    if (route && this.#accepted) {
      const reply = await exchange(request, channel, route);
      const again = route.spent() || (!this.#persistent && !isFailure(reply) && reply.status === 401);
      if (!again) return reply;
    }
    return this.#signIn(request, channel);
  }

  close(): void {
    this.#route?.close();
    this.#route = undefined;
  }

  async #signIn(request: HttpRequest, channel: Channel): Promise<HttpResponse | Failure> {
    const negotiate = negotiateMessage();
    const opened = await this.#open(request, channel, negotiate);
    if (!('server' in opened)) return opened;
    const { route, scheme, server } = opened;
    const certificate = route.certificate();
    const message = authenticateMessage(negotiate, server, this.#login, {
      clientChallenge: randomBytes(8),
      now: channel.context.now(),
      binding: certificate && channelBinding(certificate),
      target: `HTTP/${request.url.hostname}`,
    });
    const reply = await exchange({ ...withMessage(request, scheme, message), showsCredential: true }, channel, route);
    if (isFailure(reply)) return route.spent() ? notKept(request) : reply;
    return this.#judge(reply, server, channel);
  }

  #judge(reply: HttpResponse, server: ServerChallenge, channel: Channel): HttpResponse | Failure {
    // IIS with authPersistSingleRequest: each request is asked for anew.
    this.#persistent = reply.headers['persistent-auth']?.toLowerCase() !== 'false';
    if (reply.status !== 401) {
      this.#accepted ||= reply.status < 500;
      return reply;
    }
    // Taken a moment ago: it is not the password that is refused now.
    if (this.#accepted) return reply;
    this.#refused = refusal(server, channel.context.now());
    return this.#refused;
  }

  /** Gets a challenge, which is good for the connection that it came on. Nothing secret is sent. */
  async #open(request: HttpRequest, channel: Channel, negotiate: Buffer): Promise<Opened | HttpResponse | Failure> {
    let offered: readonly Challenge[] = [];
    for (const scheme of schemes) {
      this.close();
      const route = await boundRoute(request.url, channel.context);
      if (isFailure(route)) return route;
      this.#route = route;
      const reply = await exchange(
        { ...withMessage({ ...request, body: undefined }, scheme, negotiate), showsCredential: false },
        channel,
        route,
      );
      if (isFailure(reply)) return reply;
      if (!isOutage(reply)) channel.context.progress.reached();
      if (reply.status !== 401) return unasked(reply, request.url.host);
      const challenges = readChallenges(reply.headers['www-authenticate']);
      const answers = challenges.filter((one) => one.scheme === scheme.toLowerCase());
      const token = answers.find((one) => one.token !== undefined)?.token;
      if (token !== undefined) {
        const server = readChallenge(Buffer.from(token, 'base64'));
        return server ? { route, scheme, server } : unreadable(request);
      }
      offered = challenges;
      if (!challenges.some((one) => one.scheme === 'negotiate')) break;
    }
    return offered.some(({ scheme }) => scheme === 'ntlm') ? notContinued() : this.#untaken(offered);
  }
}

/** A policy of Windows that restricts NTLM ends so, and a proxy that shares connections. */
function notContinued(): Failure {
  return failure('InvalidConfiguration', {
    about: 'spec.method: the server offers NTLM, and does not go on with it; the password was not sent',
    fix: 'Check that no policy of the server blocks NTLM, and that nothing in front of it ends or shares its connections.',
  });
}

function withMessage(request: HttpRequest, scheme: string, message: Buffer): HttpRequest {
  return { ...request, headers: { ...request.headers, authorization: `${scheme} ${message.toString('base64')}` } };
}

function unreadable({ url }: HttpRequest): Failure {
  return failure('UnexpectedReply', {
    about: `${url.host} sends an NTLM challenge that cannot be read`,
  });
}

function notKept({ url }: HttpRequest): Failure {
  const about = `${url.host} does not keep the connection that NTLM has to sign in; the password was not sent`;
  return failure('UnexpectedReply', { about });
}
