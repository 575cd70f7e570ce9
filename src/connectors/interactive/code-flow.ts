import { Bindings, valueOf } from '../language/expression.ts';
import { codeIn, codeRequest, queryOf, type CodeRequest } from './code-request.ts';
import { withSettings, type Draft } from './draft.ts';
import { endpointsOf, reachTokenEndpoint, type Endpoints } from './endpoints.ts';
import { listen, type Listener } from './listener.ts';
import { callbackPath, callbackPorts } from './offer.ts';
import { outcomeOf, type SignedIn } from './outcome.ts';
import { isRefusal, refuse, type SignInRefusal } from './refusal.ts';
import { refusedWith } from './refused.ts';
import type { Ending, Waiting } from './ending.ts';
import { askForToken, type TokenReply } from './token-request.ts';
import type { ResultPage } from './pages.ts';

/** The tab itself knows nothing of who opened it: the page, or a terminal. */
const back = 'go back to where you started the sign-in';

interface Prepared {
  draft: Draft;
  endpoints: Endpoints;
}

/** Begins an authorization code flow; the code is exchanged inside the callback, because some live 10 seconds. */
export async function beginCodeFlow(
  draft: Draft,
  ending: Ending,
  ports: readonly number[] = callbackPorts,
): Promise<Waiting | SignInRefusal> {
  const endpoints = await endpointsOf(draft);
  if (isRefusal(endpoints)) return endpoints;
  if (endpoints.authorize === undefined) return refuse('UnexpectedReply', 'The provider names no sign-in page.');
  // The callback may say where the token endpoint is.
  const known = Object.keys(draft.interactive.callback ?? {}).length === 0;
  if (known && endpoints.token !== undefined) {
    const unreachable = await reachTokenEndpoint(endpoints.token, draft);
    if (unreachable) return unreachable;
  }
  const flow = new CodeFlow({ draft, endpoints }, ending);
  return flow.begin(endpoints.authorize, ports);
}

/** One sign-in: takes one callback that is its own, and no second. */
class CodeFlow {
  readonly #prepared: Prepared;
  readonly #ending: Ending;
  #request: CodeRequest | undefined;
  #taken = false;

  constructor(prepared: Prepared, ending: Ending) {
    this.#prepared = prepared;
    this.#ending = ending;
  }

  async begin(authorize: string, ports: readonly number[]): Promise<Waiting | SignInRefusal> {
    const { draft } = this.#prepared;
    const { kind = 'loopback', uri, port } = draft.interactive.redirect ?? {};
    const listener = kind === 'loopback' ? await this.#listen(port === 'any' ? [...ports, 0] : ports) : undefined;
    if (listener && isRefusal(listener)) return listener;
    const redirectUri = listener ? this.#addressOf(listener) : uri;
    const request = codeRequest(draft, authorize, redirectUri);
    this.#request = request;
    if (listener) this.#ending.onEnd(() => listener.close());
    const go = listener && new URL('/go', redirectUri).href;
    return {
      flow: 'code',
      url: request.url,
      shortUrl: go,
      redirectUri: request.redirectUri,
      scope: request.scope,
      takes: listener ? 'Callback' : 'Paste',
      paste: (text) => this.#paste(text),
    };
  }

  #listen(ports: readonly number[]): Promise<Listener | SignInRefusal> {
    const host = this.#prepared.draft.interactive.redirect?.host ?? 'localhost';
    const onCallback = (query: Readonly<Record<string, string>>) => this.#callback(query);
    return listen({ host, ports, onCallback, goesTo: () => (this.#taken ? undefined : this.#request?.url) });
  }

  #addressOf({ port }: Listener): string {
    const host = this.#prepared.draft.interactive.redirect?.host ?? 'localhost';
    return `http://${host}:${port}${callbackPath}`;
  }

  async #callback(query: Readonly<Record<string, string>>): Promise<ResultPage> {
    const result = await this.#take(query);
    const { title } = this.#prepared.draft.platform.spec;
    if (!isRefusal(result)) {
      return { status: 200, title: `Signed in to ${title}`, text: `Close this tab and ${back}.` };
    }
    const { what, fix = '' } = result;
    return { status: 400, title: 'Not signed in', text: `${what} ${fix} Then ${back}, and sign in again.` };
  }

  async #paste(text: string): Promise<SignedIn | SignInRefusal> {
    const query = queryOf(text, this.#request!);
    return isRefusal(query) ? query : this.#take(query);
  }

  /** A response of another sign-in ends nothing; one of this sign-in ends it, whatever it says. */
  async #take(query: Readonly<Record<string, string>>): Promise<SignedIn | SignInRefusal> {
    const request = this.#request!;
    const found = codeIn(query, request, this.#prepared);
    if (isRefusal(found) && found.code === 'StateMismatch') {
      this.#ending.notice(found);
      return found;
    }
    if (this.#taken || this.#ending.ended) {
      const again = refuse('CodeReplayed', 'This sign-in has its response already.', 'Close this page.');
      this.#ending.notice(again);
      return again;
    }
    this.#taken = true;
    const result = isRefusal(found) ? found : await exchange(found.code, query, request, this.#prepared);
    this.#ending.end(result);
    return result;
  }
}

async function exchange(
  code: string,
  query: Readonly<Record<string, string>>,
  request: CodeRequest,
  prepared: Prepared,
): Promise<SignedIn | SignInRefusal> {
  const told = await withCallback(prepared, query);
  if (isRefusal(told)) return told;
  const { draft, endpoints } = told;
  if (endpoints.token === undefined) return refuse('UnexpectedReply', 'The provider names no token endpoint.');
  const form = {
    grant_type: 'authorization_code',
    code,
    redirect_uri: request.redirectUri,
    code_verifier: request.verifier,
  };
  const { redirectUri } = request;
  const reply = await askForToken(form, draft, { tokenUrl: endpoints.token, callback: query, redirectUri });
  if (isRefusal(reply)) return reply;
  const refused = refusedReply(reply, draft) ?? wrongIdToken(reply, request, draft);
  return refused ?? outcomeOf(reply, draft, request.scope);
}

/** Settings that the callback says are in the hands of whoever made the browser open it: the hosts judge them. */
async function withCallback(prepared: Prepared, query: Readonly<Record<string, string>>) {
  const { callback = {} } = prepared.draft.interactive;
  if (Object.keys(callback).length === 0) return prepared;
  const bindings = new Bindings({ ...prepared.draft.names, callback: query });
  const told = Object.entries(callback).flatMap(([name, source]): [string, unknown][] => {
    const value = valueOf(source, bindings);
    return value === undefined || value === null ? [] : [[name, value]];
  });
  const draft = withSettings(prepared.draft, Object.fromEntries(told));
  const endpoints = await endpointsOf(draft);
  return isRefusal(endpoints) ? endpoints : { draft, endpoints };
}

export function refusedReply(reply: TokenReply, draft: Draft): SignInRefusal | undefined {
  if (reply.error !== undefined) return refusedWith(reply.error, draft, 'exchange');
  if (reply.accessToken !== undefined || draft.interactive.fills) return undefined;
  return refuse('UnexpectedReply', `${draft.platform.spec.title} responded without an access token.`);
}

/** OpenID Connect Core, 3.1.3.7: the token endpoint itself was asked over TLS, so its signature need not be checked. */
function wrongIdToken({ idToken }: TokenReply, { nonce }: CodeRequest, { client }: Draft): SignInRefusal | undefined {
  if (nonce === undefined || typeof idToken !== 'object' || idToken === null) return undefined;
  const claims = idToken as Record<string, unknown>;
  const { nonce: said, aud } = claims as { nonce?: unknown; aud?: unknown };
  const meant = Array.isArray(aud) ? aud.includes(client.id) : aud === undefined || aud === client.id;
  if (meant && (said === undefined || said === nonce)) return undefined;
  return refuse('NonceMismatch', 'The id token belongs to another sign-in.', 'Sign in again.');
}
