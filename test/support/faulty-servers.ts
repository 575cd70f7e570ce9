import { createServer, type Socket } from 'node:net';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { TestContext } from '../../src/connectors/index.ts';
import { onLoopback, type Loopback } from '../../dev/loopback.ts';
import type { Canary } from './canary.ts';
import { readRequest, writeReply, type Answer, type Received } from './fake-platform.ts';
import { startFakeTls, startPlain, type TlsFault } from './fake-tls.ts';
import { startTlsOrPlain } from './tls-or-plain.ts';

/** What a server of any platform says, and what it makes of all that it was told. */
type Reply = (told: Told) => Answer;

interface Told {
  /** All that came, decoded and encoded again. */
  text: string;
  /** An object with names that platforms use, each with what came. */
  json: object;
}

const html = (text: string) => `<!DOCTYPE html><html><body><h1>${text}</h1></body></html>`;
const echoing =
  (status: number): Reply =>
  (told) => ({
    status,
    json: told.json,
    headers: {
      'www-authenticate': 'Basic realm="x"',
      'x-error': headerOf(told.text),
      'set-cookie': `told=${headerOf(told.text)}`,
    },
  });

const ofHalves: readonly ((half: string) => string)[] = [
  (half) => Buffer.from(half).toString('base64'),
  (half) => half,
  (half) => Buffer.from(half).toString('hex'),
  (half) => encodeURIComponent(half),
  (half) => Buffer.from(half).toString('base64url'),
];

/** Half of each word that came, in each encoding: a server cuts what is too long for a name. */
const halving =
  (end: 'first' | 'last'): Reply =>
  ({ text }) => {
    const words = text.split(/[\s:&=]+/).filter(({ length }) => length >= 16);
    const halves = words.flatMap((word) => {
      const middle = Math.ceil(word.length / 2);
      const half = end === 'first' ? word.slice(0, middle) : word.slice(middle);
      return ofHalves.map((encode) => encode(half));
    });
    return { json: fieldsOf((index) => halves[index % halves.length] ?? 'nobody') };
  };

export const replies: Readonly<Record<string, Reply>> = {
  '401': () => ({ status: 401, json: { error: 'invalid_client' }, headers: { 'www-authenticate': 'Basic realm="x"' } }),
  '403': () => ({ status: 403, json: { error: 'access_denied' } }),
  '500 with a page': ({ text }) => ({ status: 500, type: 'text/html', text: html(text) }),
  'cut JSON': ({ text }) => ({ type: 'application/json', text: `{"id": ${JSON.stringify(text).slice(0, -1)}` }),
  'an XML error': ({ text }) => ({
    status: 400,
    type: 'application/xml',
    text: `<Error><Code>${text.replaceAll(/[<&]/g, '')}</Code><Message>${text.replaceAll(/[<&]/g, '')}</Message></Error>`,
  }),
  redirect: ({ text }) => ({
    status: 302,
    headers: { location: `https://elsewhere.example.org/${encodeURIComponent(text)}` },
  }),
  'an echo, 200': echoing(200),
  'an echo, 400': echoing(400),
  'an echo, 401': echoing(401),
  'an echo, 403': echoing(403),
  'an echo of halves, 200': halving('first'),
  'an echo of last halves, 200': halving('last'),
  'an echo in names of headers, 200': ({ text }) => ({
    json: { ok: true },
    headers: Object.fromEntries(text.split(/[^\w-]+/).map((word) => [`x-${word.slice(0, 1000)}`, '1'])),
  }),
  'a closed connection': () => 'reset',
  'a time-out': () => 'never',
};

const names =
  'id,login,name,email,mail,user,username,user_id,userId,displayName,display_name,full_name,userPrincipalName,sub,uid,team,' +
  'tenant,accountId,error,error_code,error_description,errorCode,message,code,title,detail,url,href,path,scope,expires_at';

const ordinary = new Set([
  'host',
  'accept',
  'accept-encoding',
  'connection',
  'content-length',
  'content-type',
  'user-agent',
]);

function toldBy({ url, headers, text }: Received): Told {
  const sent = Object.entries(headers).filter(([name]) => !ordinary.has(name));
  const values = sent.flatMap(([, value = '']) => value.replace(/^\w+ /, ''));
  const decoded = values.map((value) => Buffer.from(value, 'base64').toString('utf8'));
  const all = [...decoded, ...values, ...url.searchParams.values(), text].join(' ');
  const ways = [all, values.join(' '), text, Buffer.from(all).toString('base64'), Buffer.from(all).toString('hex')];
  return { text: all, json: fieldsOf((index) => ways[index % ways.length]!) };
}

function fieldsOf(value: (index: number) => string): object {
  const fields = Object.fromEntries(names.split(',').map((name, index) => [name, value(index)]));
  const nested = ['user', 'data', 'result', 'account', 'error', 'me'].map((name) => [name, fields]);
  return { ok: true, ...fields, ...Object.fromEntries(nested), d: { results: [fields] }, value: [fields] };
}

function headerOf(text: string): string {
  return text
    .replaceAll(/[^\x21-\x7e]/g, '')
    .replaceAll(';', '')
    .slice(0, 4000);
}

const minted = 'mintedQ7v9Kx2mZt4pLw8sRd3nBy6cHf';
/** The token that a sign-in gets, which is a secret too. */
export const mintedCanary: Canary = { name: 'a token of a sign-in', value: minted };

const signedIn: Answer = {
  json: {
    access_token: minted,
    token: minted,
    ticket: minted,
    accessToken: minted,
    sessionId: minted,
    auth_token: minted,
    refresh_token: `${minted}Refresh`,
    token_type: 'Bearer',
    expires_in: 3600,
    expiresIn: 3600,
    responseStatus: 'SUCCESS',
  },
};

/** A server for HTTP with TLS and without at one address, and for whoever speaks no HTTP at another. */
export interface FaultyServer {
  context: Pick<TestContext, 'resolve' | 'ca'>;
  raw: Pick<TestContext, 'resolve' | 'ca'>;
  /** Requests, and connections of those that speak no HTTP. */
  asked(): number;
  stop(): Promise<void>;
}

interface Fault {
  reply: Reply;
  /** A sign-in, which is what a POST is taken for, is accepted before. */
  afterSignIn?: boolean;
  tls?: TlsFault;
}

export async function startFaultyServer({ reply, afterSignIn, tls }: Fault): Promise<FaultyServer> {
  let asked = 0;
  const respond = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    asked += 1;
    const received = await readRequest(request);
    const accepted = afterSignIn && received.method === 'POST';
    writeReply(response, accepted ? signedIn : reply(toldBy(received)));
  };
  const listener = (request: IncomingMessage, response: ServerResponse): void =>
    void respond(request, response).catch(() => response.destroy());
  const secure = await startFakeTls(listener, tls);
  const plain = await startPlain(listener);
  const raw = await onLoopback(
    createServer((socket) => {
      asked += 1;
      speakRaw(
        socket.on('error', () => {}),
        reply,
      );
    }),
  );
  const front = await startTlsOrPlain({ secure: secure.port, plain: plain.port });
  const at = ({ host, port }: Loopback) => ({
    ...secure.context,
    resolve: () => Promise.resolve([{ address: host, port }]),
  });
  return {
    context: at(front),
    raw: at(raw),
    asked: () => asked,
    async stop() {
      for (const server of [front, raw, secure, plain]) await server.stop();
    },
  };
}

/** Repeats each line as a refusal of FTP, or bytes as they are; or does what it would do in HTTP. */
function speakRaw(socket: Socket, reply: Reply): void {
  const kind = reply({ text: '', json: {} });
  if (kind === 'never') return;
  if (kind === 'reset') {
    socket.destroy();
    return;
  }
  socket.write(kind.status === 500 ? 'SSH-2.0-faulty\r\n' : '220 ready\r\n');
  socket.on('data', (chunk: Buffer) => {
    const line = chunk.toString('utf8').trim();
    const isUser = line.startsWith('USER ');
    socket.write(chunk[0]! < 0x20 ? chunk : `${isUser ? 331 : 530} ${line}\r\n`);
  });
}
