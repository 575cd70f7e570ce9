import { randomBytes } from 'node:crypto';
import { failure, isFailure, type Failure } from '../../failure.ts';
import type { Channel, HttpResponse, HttpRequest } from '../../transport/messages.ts';
import { exchange } from '../../transport/send.ts';
import { isOutage } from '../../engine/defaults.ts';
import { unasked } from '../../engine/unasked.ts';
import { readChallenges, type Challenge } from '../../transport/challenges.ts';
import { chooseChallenge, isStale, type DigestChallenge } from './challenge.ts';
import { authorization, type DigestLogin } from './response.ts';

/** The challenge of a server, which answers for every request of a test once it is known. */
export class DigestSession {
  readonly #login: DigestLogin;
  #origin = '';
  #challenge: DigestChallenge | undefined;
  #count = 0;
  #accepted = false;
  /** What the server said to the password, once it was refused: it is not sent again. */
  #refused: HttpResponse | undefined;

  readonly #untaken: (challenges: readonly Challenge[]) => Failure;

  /** @param untaken - what it means that a server does not take Digest */
  constructor(login: DigestLogin, untaken: (challenges: readonly Challenge[]) => Failure) {
    this.#login = login;
    this.#untaken = untaken;
  }

  async exchange(request: HttpRequest, channel: Channel): Promise<HttpResponse | Failure> {
    if (this.#refused) return this.#refused;
    if (!this.#challenge || this.#origin !== request.url.origin) {
      const first = await this.#ask(request, channel);
      if (first) return first;
    }
    const reply = await this.#answer(request, channel);
    if (isFailure(reply) || !isStale(reply)) return this.#judge(reply);
    // The nonce was too old, the password was right: this is not a second attempt.
    const renewed = chooseChallenge(readChallenges(reply.headers['www-authenticate']), this.#untaken);
    if (isFailure(renewed)) return renewed;
    this.#use(renewed);
    const last = await this.#answer(request, channel);
    return !isFailure(last) && isStale(last) ? alwaysStale(request) : this.#judge(last);
  }

  /** Sends the request without a credential, to be asked for one. @returns what it comes to where nobody asks. */
  async #ask(request: HttpRequest, channel: Channel): Promise<HttpResponse | Failure | undefined> {
    const reply = await exchange({ ...request, showsCredential: false }, channel);
    if (isFailure(reply)) return reply;
    if (!isOutage(reply)) channel.context.progress.reached();
    if (reply.status !== 401) return unasked(reply, request.url.host);
    const chosen = chooseChallenge(readChallenges(reply.headers['www-authenticate']), this.#untaken);
    if (isFailure(chosen)) return chosen;
    // What one server took another may refuse.
    this.#origin = request.url.origin;
    this.#accepted = false;
    this.#use(chosen);
    return undefined;
  }

  async #answer(request: HttpRequest, channel: Channel): Promise<HttpResponse | Failure> {
    if (!this.#challenge) throw new Error('no challenge to answer');
    this.#count += 1;
    const use = { count: this.#count, cnonce: randomBytes(16).toString('hex') };
    const header = authorization(this.#challenge, this.#login, request, use);
    const headers = { ...request.headers, authorization: header };
    return exchange({ ...request, headers, showsCredential: true }, channel);
  }

  #judge(reply: HttpResponse | Failure): HttpResponse | Failure {
    if (isFailure(reply)) return reply;
    if (reply.status === 401) {
      if (!this.#accepted) this.#refused = reply;
      return reply;
    }
    this.#accepted ||= reply.status < 500;
    const next = nextNonce(reply);
    if (next !== undefined && this.#challenge) this.#use({ ...this.#challenge, nonce: next });
    return reply;
  }

  #use(challenge: DigestChallenge): void {
    this.#challenge = challenge;
    this.#count = 0;
  }
}

/** RFC 7616, 3.5. */
function nextNonce({ headers }: HttpResponse): string | undefined {
  const info = headers['authentication-info'];
  return info === undefined ? undefined : readChallenges(`Digest ${info}`)[0]?.params['nextnonce'];
}

function alwaysStale({ url }: HttpRequest): Failure {
  return failure('UnexpectedReply', {
    about: `${url.host} calls a nonce stale that it has just made`,
  });
}
