import { createServer, type Socket } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { onLoopback } from '../../../dev/loopback.ts';
import { startFakeTls, startPlain } from '../fake-tls.ts';
import { startTlsOrPlain } from '../tls-or-plain.ts';
import { hardStrings } from '../hard-strings.ts';
import { withHardText } from './hard-reply.ts';
import type { RecordedReply } from './recorded.ts';

/** What many platforms are at once: they reply as they were recorded, with something hard in it. */
export interface HostileWeb {
  /** With TLS and without. */
  web: number;
  /** For who speaks no HTTP. */
  raw: number;
  /** PEM of the authority of its certificates. */
  ca: string;
  /** Replies with something hard in them. */
  readonly hard: number;
  /** Requests, and places of their replies, that something hard was at. */
  readonly places: number;
  /** Replies that are as they were recorded, and connections of those that speak no HTTP. */
  readonly others: number;
  stop(): Promise<void>;
}

/** One reply in so many is as it was recorded, so that what is asked next is asked as well. */
const goodShare = 3;

export async function startHostileWeb(recorded: readonly RecordedReply[]): Promise<HostileWeb> {
  const replies = new Replies(recorded);
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    response.on('error', () => {});
    request
      .on('error', () => {})
      .on('end', () => {
        const { status, headers, text } = replies.next(request);
        response.sendDate = false;
        try {
          response.writeHead(status, headers).end(text);
        } catch {
          response.destroy();
        }
      })
      .resume();
  };
  const [secure, plain] = [await startFakeTls(listener), await startPlain(listener)];
  let spoken = 0;
  const raw = await onLoopback(createServer((socket) => speak(socket, (spoken += 1))));
  const front = await startTlsOrPlain({ secure: secure.port, plain: plain.port });
  return {
    web: front.port,
    raw: raw.port,
    ca: secure.context.ca ?? '',
    get hard() {
      return replies.hard;
    },
    get places() {
      return replies.places.size;
    },
    get others() {
      return replies.good + spoken;
    },
    async stop() {
      for (const server of [front, raw, secure, plain]) await server.stop();
    },
  };
}

class Replies {
  hard = 0;
  good = 0;
  readonly places = new Set<string>();
  readonly #by: ReadonlyMap<string, RecordedReply[]>;
  readonly #turns = new Map<string, number>();

  constructor(recorded: readonly RecordedReply[]) {
    const names = recorded.flatMap((reply) => namesOf(reply.asked).map((name) => ({ name, reply })));
    const by = Map.groupBy(names, ({ name }) => name);
    this.#by = new Map([...by].map(([name, found]) => [name, found.map(({ reply }) => reply)]));
  }

  next({ method, headers, url = '' }: IncomingMessage): RecordedReply {
    const asked = `${method} ${headers.host} ${url.split('?', 1)[0]}`;
    const found = namesOf(asked).flatMap((name) => this.#by.get(name) ?? [])[0];
    const reply = found ?? { asked, status: 200, headers: { 'content-type': 'application/json' }, text: '{"id":"1"}' };
    const turn = this.#turns.get(reply.asked) ?? 0;
    this.#turns.set(reply.asked, turn + 1);
    if (turn % goodShare === 0) {
      this.good += 1;
      return reply;
    }
    this.hard += 1;
    const { place, ...hard } = withHardText(reply, turn - Math.ceil(turn / goodShare));
    this.places.add(`${reply.asked} ${place}`);
    return { ...reply, ...hard };
  }
}

/** From what is the same request to what is only like it. */
function namesOf(asked: string): string[] {
  const [method, host, path] = asked.split(' ');
  return [asked, `${method} * ${path}`, `${method} ${host} *`, `${method} * *`];
}

const greetings = ['220 ', '220-', 'SSH-2.0-', '530 ', '', '\u0000\u0000\u0000\u0014'];

/** Hard text for a greeting, and for a reply to everything. */
function speak(socket: Socket, turn: number): void {
  const texts = Object.values(hardStrings(turn % 2 === 0 ? 60_000 : 1_000_000));
  const text = `${greetings[turn % greetings.length]}${texts[turn % texts.length]}\r\n`;
  socket.on('error', () => {}).write(text);
  socket.on('data', () => socket.writableLength < 2 ** 21 && socket.write(text));
}
