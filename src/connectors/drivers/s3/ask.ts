import type { DriverContext } from '../../context.ts';
import { readResponse, type ReadResponse } from '../../engine/response.ts';
import { isFailure, type Failure } from '../../failure.ts';
import { send, type HttpResponse } from '../../transport/send.ts';
import { signedHeaders, type AccessKey, type Scope, type Signable } from './sign.ts';
import type { Store } from './store.ts';

/** A store's reply: status, `<Code>` of its error, and the root of its document. */
export interface Heard {
  reply: ReadResponse;
  code: string | undefined;
  /** The root element's content by its name; empty where the reply is no XML document. */
  document: Readonly<Record<string, unknown>>;
}

export interface Talk {
  store: Store;
  context: DriverContext;
  key: AccessKey;
}

/** What is asked of a store: a URL alone is read. */
export type Request = Omit<Signable, 'method'> & { method?: 'GET' | 'HEAD' | 'PUT' | 'DELETE' };

/** Asks the store, signed with the key or, without one, as anyone. Redirects are handed back: they name the region. */
export async function ask(request: Request, { store, context }: Talk, key?: AccessKey): Promise<Heard | Failure> {
  const { method = 'GET', url, body } = request;
  const scope: Scope = { region: store.region, service: 's3', now: context.now() };
  const headers = key ? signedHeaders({ ...request, method }, key, scope) : {};
  const sent = await send({ method, url, headers, body, redirect: 'return' }, { context, hosts: store.hosts });
  return isFailure(sent) ? sent : heardOf(sent);
}

/** Some call everything text/html, also what is empty or XML: what is in it counts. */
export function heardOf(sent: HttpResponse): Heard {
  const typed = /^\s*(<\?xml|$)/.test(sent.text)
    ? { ...sent.headers, 'content-type': 'application/xml' }
    : sent.headers;
  const reply = readResponse({ ...sent, headers: typed });
  const document = isRecord(reply.xml) ? reply.xml : {};
  return { reply, code: textAt(document, 'Error', 'Code'), document };
}

/** The text of an element, by the names on the way to it. */
export function textAt(document: unknown, ...path: string[]): string | undefined {
  const found = path.reduce<unknown>((inner, name) => (isRecord(inner) ? inner[name] : undefined), document);
  return typeof found === 'string' && found !== '' ? found : undefined;
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
