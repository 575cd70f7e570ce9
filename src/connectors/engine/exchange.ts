import { turnOfOthers } from '../../loop/turn.ts';
import type { PlatformRequest } from '../../api/platform.gen.ts';
import type { DriverContext } from '../context.ts';
import { failure, isFailure } from '../failure.ts';
import type { Bindings } from '../language/expression.ts';
import type { HttpRequest, Refused } from '../transport/messages.ts';
import { send } from '../transport/send.ts';
import { defineLazily } from './define.ts';
import { isOfPlatform } from './defaults.ts';
import { returnedCredential, withoutContent } from './echo.ts';
import { fixOf } from './hidden-values.ts';
import { buildRequest } from './request.ts';
import { readResponse, type ReadResponse } from './response.ts';
import type { Decoration, Session } from './session.ts';
import { isStrange } from './strange.ts';
import { showsSecret } from './template-names.ts';
import { namedWithoutTls } from './without-tls.ts';

/** A response together with what expressions may ask of it. */
export interface Heard {
  response: ReadResponse;
  bindings: Bindings;
  /** `host` or `host:port` that was asked. */
  host: string;
  /** A web page may be a response of the platform itself. */
  pages: boolean;
  /** A refusal in a form that is not the platform's. */
  strange: boolean;
}

export interface How {
  /** Show the credential. */
  authenticate: boolean;
  /** Headers beside the credential, such as the client of a token request. */
  headers?: Readonly<Record<string, string>> | undefined;
  /** Other limits than those of the test, for what cleans up after it. */
  context?: DriverContext | undefined;
}

/** Sends one request and reads the response. */
export async function ask(request: PlatformRequest, session: Session, how: How): Promise<Heard | Refused> {
  const { defaults } = session.plan.platform.spec;
  const full = { ...defaults, ...request, headers: { ...defaults?.headers, ...request.headers } };
  const extra = decorationOf(full, session, how);
  const { names } = session;
  const built = buildRequest(full, names, extra);
  if (isFailure(built)) return built;
  const bare = namedWithoutTls(full.url, built.url, session);
  if (bare) return bare;
  trace(built, session);
  const { plan, moved, challenged } = session;
  const context = how.context ?? session.context;
  const sent = await send(built, { context, hosts: plan.hosts, moved, challenged }, extra.exchange);
  if (isFailure(sent)) return sent;
  const response = readResponse(sent);
  await turnOfOthers();
  context.trace?.({ kind: 'response', status: response.status });
  const pages = takesPages(full, session);
  const strange = !pages && isStrange(response, built.url.host, session);
  if (!strange && isOfPlatform(response, pages)) context.progress.reached();
  const returned = await returnedCredential(response, { request: full, built, extra, session, names });
  await turnOfOthers();
  if (returned !== undefined && response.status !== 401) {
    const about = `${built.url.host} returns the credential`;
    return failure('UnexpectedReply', { about, fix: fixOf(returned, session) });
  }
  const heard = returned !== undefined ? withoutContent(response) : response;
  const bindings = bindingsOf(heard, session);
  // Converted now, so that the first expression that reads it has no more to do than others.
  for (const name of ['json', 'xml']) {
    bindings.convert(name);
    await turnOfOthers();
  }
  return { response: heard, bindings, host: built.url.host, pages, strange };
}

/** Servers that are asked for anything may respond with pages of their own. */
function takesPages({ headers }: PlatformRequest, { plan }: Session): boolean {
  const anything = '*/*';
  return headers?.['Accept'] === anything || plan.platform.spec.defaults?.headers?.['Accept'] === anything;
}

function decorationOf(
  request: PlatformRequest,
  { shown, signed, accepted }: Session,
  { authenticate, headers }: How,
): Decoration {
  const credential = authenticate ? shown : undefined;
  const showsCredential = showsSecret(request, signed) || headers !== undefined || (credential?.showsSecret ?? false);
  return {
    headers: { ...credential?.headers, ...headers },
    query: credential?.query ?? {},
    ...(credential?.exchange ? { exchange: credential.exchange } : {}),
    showsCredential,
    wasAccepted: accepted,
  };
}

/** @param before - what may be named before there is a response */
export function bindingsOf(response: ReadResponse, session: Session, before = session.bindings): Bindings {
  const { status, headers, cookies, text, json, xml } = response;
  const now = Math.floor(session.context.now() / 1000);
  const bindings = before.with({ status, headers, cookies, text, json, xml, now });
  defineLazily(bindings, session.plan.platform.spec, 'response');
  return bindings;
}

/**
 * The names of a response as they would be had the platform said nothing but a status, in it and in all before it. What has
 * the same value then is our own word: a setting, a constant, the time.
 * @param claimsAreTold - whether the claims of a token are the word of who issued it: they prove nobody, and may be compared
 */
export function unsaidBindings(
  { response }: Pick<Heard, 'response'>,
  session: Session,
  { claimsAreTold = false } = {},
): Bindings {
  return bindingsOf(withoutContent(response), session, session.unsaidBindings(claimsAreTold));
}

/** Neither query nor body: they may hold what nobody may see. */
function trace({ method, url }: HttpRequest, { context, plan }: Session): void {
  if (!context.trace) return;
  const secrets = Object.values(plan.secret).filter((value) => value.length > 3);
  const line = secrets.reduce(
    (text, value) => text.replaceAll(value, '***').replaceAll(encodeURIComponent(value), '***'),
    `${method} ${url.origin}${url.pathname}`,
  );
  context.trace({ kind: 'request', line });
}
