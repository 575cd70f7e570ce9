import { randomBytes } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { answerIn, challengeMessage, hmac, pair, proofIn } from './ntlm-answers.ts';

export interface NtlmFrontOptions {
  domain: string;
  user: string;
  password: string;
  scheme?: 'NTLM' | 'Negotiate' | undefined;
  /** The server's clock, milliseconds since 1970; undefined: it does not tell. */
  now?: number | undefined;
  /** Extended protection: the token that must come, in hex. */
  binding?: (() => string) | undefined;
  /** Each request has to be signed in. */
  single?: boolean;
  /** Forgets the connection after its challenge. */
  closes?: boolean;
  /** Ends the connection after each answer to somebody who is signed in. */
  ends?: boolean;
}

export interface NtlmFront {
  listener: RequestListener;
  /** `DOMAIN\user: taken`, or why it was not, for each last message that came. */
  logins: string[];
  /** How many connections carried a message of NTLM. */
  connections(): number;
}

interface Session {
  negotiate?: Buffer;
  challenge?: Buffer;
  nonce?: Buffer;
  signedIn?: boolean;
}

/** Lets through who signs in with NTLMv2, and takes apart what came by the specification, not by our client's code. */
export function ntlmFront(options: NtlmFrontOptions, inner: RequestListener): NtlmFront {
  const { scheme = 'NTLM' } = options;
  const sessions = new Map<Socket, Session>();
  const logins: string[] = [];

  function listener(request: IncomingMessage, response: ServerResponse): void {
    const session = sessions.get(request.socket) ?? {};
    const [, given, token] = /^(\S+) (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
    if (session.signedIn && token === undefined && !options.single) return pass(request, response);
    if (token === undefined || given !== scheme) return ask(response, [scheme, 'Basic realm="front"']);
    sessions.set(request.socket, session);
    const message = Buffer.from(token, 'base64');
    if (message.readUInt32LE(8) === 1) {
      Object.assign(session, { negotiate: message, nonce: randomBytes(8) });
      session.challenge = challengeOf(options, session.nonce!);
      if (options.closes) response.setHeader('connection', 'close');
      return ask(response, [`${scheme} ${session.challenge.toString('base64')}`]);
    }
    const { name, fault } = judge(message, session, options);
    logins.push(`${name}: ${fault ?? 'taken'}`);
    if (fault !== undefined) return ask(response, [scheme]);
    session.signedIn = true;
    if (options.single) response.setHeader('persistent-auth', 'false');
    pass(request, response);
  }

  function pass(request: IncomingMessage, response: ServerResponse): void {
    if (options.ends) response.setHeader('connection', 'close');
    inner(request, response);
  }

  return { listener, logins, connections: () => sessions.size };
}

function ask(response: ServerResponse, challenges: string[]): void {
  response.writeHead(401, { 'www-authenticate': challenges, 'content-type': 'text/plain' }).end('no');
}

function challengeOf({ domain, now }: NtlmFrontOptions, nonce: Buffer): Buffer {
  const name = Buffer.from(domain, 'utf16le');
  const time = Buffer.alloc(8);
  if (now !== undefined) time.writeBigUInt64LE((BigInt(now) + 11_644_473_600_000n) * 10_000n);
  const info = Buffer.concat([pair(2, name), pair(1, name), ...(now === undefined ? [] : [pair(7, time)]), pair(0)]);
  return challengeMessage({ domain, info, flags: 0xe2898215, nonce });
}

/** MS-NLMP, 3.2.5.1.2: who it is, and what is wrong. */
function judge(message: Buffer, session: Session, options: NtlmFrontOptions): { name: string; fault?: string } {
  const answer = answerIn(message);
  const { name, lm, nt } = answer;
  if (!session.nonce || !session.negotiate || !session.challenge)
    return { name, fault: 'no challenge on this connection' };
  if (nt.length <= 24) return { name, fault: 'not version 2' };
  const pairs = pairsOf(nt.subarray(44));
  const { isRight, sessionKey } = proofIn(answer, session.nonce, options.password);
  if (answer.user.toUpperCase() !== options.user.toUpperCase()) return { name, fault: 'unknown user' };
  if (!isRight) return { name, fault: 'wrong password' };
  if (options.now !== undefined && !lm.equals(Buffer.alloc(24))) return { name, fault: 'an LM response' };
  if (options.now !== undefined && (pairs.get(6)?.readUInt32LE() ?? 0) !== 2) return { name, fault: 'no MIC' };
  const bare = Buffer.from(message).fill(0, 72, 88);
  const mic = hmac(sessionKey, session.negotiate, session.challenge, bare);
  if (!mic.equals(message.subarray(72, 88))) return { name, fault: 'wrong MIC' };
  delete session.nonce;
  const wanted = options.binding?.();
  return wanted === undefined || pairs.get(10)?.toString('hex') === wanted ? { name } : { name, fault: 'not bound' };
}

function pairsOf(bytes: Buffer): Map<number, Buffer> {
  const found = new Map<number, Buffer>();
  for (let at = 0; bytes.readUInt16LE(at) !== 0; at += 4 + bytes.readUInt16LE(at + 2)) {
    found.set(bytes.readUInt16LE(at), bytes.subarray(at + 4, at + 4 + bytes.readUInt16LE(at + 2)));
  }
  return found;
}
