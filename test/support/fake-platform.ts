import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { TestContext } from '../../src/connectors/index.ts';
import { startFakeTls, startPlain, type TlsFault } from './fake-tls.ts';
import { testNow } from './test-context.ts';

/** Planted in every reply; found in a verdict, a platform's own words have leaked. */
export const marker = 'marker-5e1f90c2';

export interface FakeReply {
  status?: number;
  json?: object;
  /** A body that is no JSON; `type` is its content type. */
  text?: string;
  type?: string;
  headers?: Record<string, string | string[]>;
  /** How far the platform's clock is ahead of ours; `none` sends no Date. */
  dateMs?: number | 'none';
}

/** `never`: takes the request and keeps silent; `reset`: cuts the connection. */
export type Answer = FakeReply | 'never' | 'reset';

export interface Received {
  method: string;
  url: URL;
  headers: Readonly<Record<string, string | undefined>>;
  text: string;
  form: Readonly<Record<string, string>>;
}

type Wanted = Readonly<Record<string, string | RegExp>>;

/** One thing that can be asked of a platform, exactly as its vendor documents it. */
export interface FakeRoute {
  /** `POST https://api.box.com/oauth2/token` */
  on: string;
  /** Which requests of several kinds to one address this is. */
  when?(received: Received): boolean;
  /** Exactly these query parameters; default none. */
  query?: Wanted;
  /** Headers that must be so. */
  headers?: Wanted;
  /** Exactly these form fields, and the content type of a form. */
  form?: Wanted;
  /** What else is wrong with the request. */
  faults?(received: Received): Promise<string[]> | string[];
  /** Whether the credential is the right one; default true. */
  accepts?(received: Received): Promise<boolean> | boolean;
  good: FakeReply;
  /** What the vendor answers where the credential is wrong. */
  refused: FakeReply;
}

export interface FakePlatformOptions {
  routes: Readonly<Record<string, FakeRoute>>;
  /** What a well-formed request gets instead, by route; a list is used up one by one, its last stays. */
  replies?: Readonly<Record<string, Answer | readonly Answer[]>> | undefined;
  fault?: TlsFault | undefined;
  /** Stands before the routes and lets through who has signed in. */
  front?: Front | undefined;
  /** Without TLS. */
  plain?: boolean | undefined;
  /** What a request without a credential gets; it counts as `strangers`, and at no route. */
  strangers?: FakeReply | undefined;
  /** Routes at which it gets that; default all. */
  strangersAt?: readonly string[] | undefined;
}

export type Front = (inner: RequestListener) => {
  listener: RequestListener;
  /** One entry for each time that a credential was shown. */
  logins: readonly string[];
};

export interface FakePlatform {
  context: Partial<TestContext>;
  violations: string[];
  urls: string[];
  /** How often each route was asked. */
  hits: Record<string, number>;
  /** Each sign-in at its front. */
  logins: readonly string[];
  stop(): Promise<void>;
}

/** A platform behind real TLS under its vendor's own host names. A request it does not document is a violation. */
export async function startFakePlatform({
  routes,
  replies = {},
  fault,
  plain,
  front,
  strangers,
  strangersAt,
}: FakePlatformOptions): Promise<FakePlatform> {
  const violations: string[] = [];
  const urls: string[] = [];
  const hits: Record<string, number> = {};
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const received = await readRequest(request, plain ? 'http' : 'https');
    urls.push(received.url.href);
    const [name, route] = find(routes, received);
    const isAsked = strangersAt?.includes(name) ?? true;
    if (strangers && isAsked && received.headers['authorization'] === undefined) {
      hits['strangers'] = (hits['strangers'] ?? 0) + 1;
      writeReply(response, strangers);
      return;
    }
    const wrong = route
      ? await faultsOf(route, received)
      : [`nothing is documented at ${received.method} ${received.url.host}${received.url.pathname}`];
    if (!route || wrong.length > 0) {
      violations.push(...wrong.map((text) => `${name}: ${text}`));
      writeReply(response, { status: 418, json: { error: 'violation' } });
      return;
    }
    const turn = hits[name] ?? 0;
    hits[name] = turn + 1;
    writeReply(response, await answerOf(route, replies[name], { received, turn }));
  };
  const platform: RequestListener = (request, response) => {
    answer(request, response).catch((error: unknown) => {
      violations.push(String(error));
      response.destroy();
    });
  };
  const fronted = front?.(platform);
  const listener = fronted?.listener ?? platform;
  const server = plain ? await startPlain(listener) : await startFakeTls(listener, fault);
  return { context: server.context, violations, urls, hits, logins: fronted?.logins ?? [], stop: server.stop };
}

/** A request as the fakes look at it. */
export async function readRequest(request: IncomingMessage, scheme = 'https'): Promise<Received> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  const url = new URL(request.url ?? '/', `${scheme}://${request.headers.host}`);
  const headers = request.headers as Record<string, string | undefined>;
  return { method: request.method ?? '', url, headers, text, form: Object.fromEntries(new URLSearchParams(text)) };
}

function find(routes: FakePlatformOptions['routes'], received: Received): [string, FakeRoute | undefined] {
  const on = `${received.method} ${received.url.origin}${received.url.pathname}`;
  return (
    Object.entries(routes).find(([, route]) => route.on === on && (route.when?.(received) ?? true)) ?? [on, undefined]
  );
}

/** Whether the request bears exactly this token. */
export function bears(token: string): (received: Received) => boolean {
  return ({ headers }) => headers['authorization'] === `Bearer ${token}`;
}

async function faultsOf(route: FakeRoute, received: Received): Promise<string[]> {
  const { url, headers, form, text } = received;
  const wrong = [
    ...exactly('query parameter', Object.fromEntries(url.searchParams), route.query ?? {}),
    ...Object.entries(route.headers ?? {}).flatMap(([name, want]) =>
      mismatch(`header ${name}`, headers[name.toLowerCase()], want),
    ),
  ];
  if (route.form) {
    wrong.push(...mismatch('header content-type', headers['content-type'], 'application/x-www-form-urlencoded'));
    wrong.push(...exactly('form field', form, route.form));
  } else if (text !== '' && route.faults === undefined) wrong.push('has a body');
  return [...wrong, ...((await route.faults?.(received)) ?? [])];
}

function exactly(what: string, has: Readonly<Record<string, string>>, wanted: Wanted): string[] {
  const names = new Set([...Object.keys(has), ...Object.keys(wanted)]);
  return [...names].flatMap((name) =>
    wanted[name] === undefined ? [`unknown ${what} ${name}`] : mismatch(`${what} ${name}`, has[name], wanted[name]),
  );
}

function mismatch(what: string, has: string | undefined, wanted: string | RegExp): string[] {
  const good = has !== undefined && (typeof wanted === 'string' ? has === wanted : wanted.test(has));
  return good ? [] : [`${what} is ${has === undefined ? 'missing' : `"${has}"`}, documented is ${String(wanted)}`];
}

type Turn = { received: Received; turn: number };

async function answerOf(
  route: FakeRoute,
  given: Answer | readonly Answer[] | undefined,
  { received, turn }: Turn,
): Promise<Answer> {
  const scripted = Array.isArray(given) ? ((given as Answer[])[turn] ?? given.at(-1)) : given;
  if (scripted !== undefined) return scripted as Answer;
  const accepted = (await route.accepts?.(received)) ?? true;
  return accepted ? route.good : route.refused;
}

export function writeReply(response: ServerResponse, answer: Answer): void {
  if (answer === 'never') return;
  if (answer === 'reset') {
    response.destroy();
    return;
  }
  const { status = 200, json, text = '', type, headers = {}, dateMs = 0 } = answer;
  response.sendDate = false;
  if (dateMs !== 'none') response.setHeader('date', new Date(testNow + dateMs).toUTCString());
  response.setHeader('content-type', type ?? (json ? 'application/json; charset=utf-8' : 'text/plain'));
  response.setHeader('x-request-id', marker);
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.writeHead(status).end(json ? JSON.stringify(marked(json)) : text);
}

/** Vendors' texts end with the marker, and each body has it in fields of its own. */
function marked(json: object): object {
  const texts = Object.entries(json).map(([key, value]) => [
    key,
    /description|message/.test(key) ? `${String(value)} ${marker}` : value,
  ]);
  return { ...Object.fromEntries(texts), request_id: marker, help_url: `https://example.com/${marker}` };
}
