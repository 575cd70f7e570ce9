import type { PlatformRequest } from '../../api/platform.gen.ts';
import { clientFields, clientHeader } from '../auth/oauth2.ts';
import { claimsOf } from '../auth/claims.ts';
import { buildRequest, guarded } from '../engine/request.ts';
import { readResponse, type ReadResponse } from '../engine/response.ts';
import { isFailure } from '../failure.ts';
import { Bindings, textOf, valueOf } from '../language/expression.ts';
import type { HttpRequest } from '../transport/messages.ts';
import { send } from '../transport/send.ts';
import type { Draft } from './draft.ts';
import { errorCode, isRefusal, refuse, type RefusalCode, type SignInRefusal } from './refusal.ts';

/** What a token endpoint said. */
export interface TokenReply {
  response: ReadResponse;
  /** Names of expressions: those of the draft, the response, `callback`, `idToken` and `redirectUri`. */
  bindings: Bindings;
  accessToken: string | undefined;
  /** Code of the error; the status alone says nothing (200 with an error is common). */
  error: string | undefined;
  /** Claims of the id token, null if there is none. */
  idToken: unknown;
}

/** What belongs to one exchange beside its form. */
export interface Answered {
  tokenUrl: string;
  callback?: Readonly<Record<string, string>>;
  redirectUri?: string | undefined;
}

/** Asks the token endpoint. The form's values are sent as they are; those that are undefined are left out. */
export async function askForToken(
  form: Readonly<Record<string, string | undefined>>,
  draft: Draft,
  answered: Answered,
): Promise<TokenReply | SignInRefusal> {
  const request = tokenRequest(form, draft, answered.tokenUrl);
  const response = isRefusal(request) ? request : await sendOne(request, draft);
  if (isRefusal(response)) return response;
  const { interactive } = draft;
  const idToken = claimsOf(textOf('json.id_token', new Bindings({ json: response.json })));
  const { callback = {}, redirectUri = null } = answered;
  const bindings = new Bindings({ ...draft.names, ...partsOf(response), callback, redirectUri, idToken });
  const said = valueOf(interactive.error ?? 'json.error', bindings);
  const failed = response.status >= 400 ? 'other' : undefined;
  const error = said === undefined || said === null || said === '' ? failed : (errorCode(said) ?? 'other');
  const accessToken = textOf(interactive.access ?? draft.renewal?.access ?? 'json.access_token', bindings);
  return { response, bindings, accessToken, error, idToken };
}

/** The parts of a response that expressions read. */
export function partsOf({ status, headers, cookies, text, json, xml }: ReadResponse) {
  return { status, headers, cookies, text, json, xml };
}

function tokenRequest(form: Readonly<Record<string, string | undefined>>, draft: Draft, url: string) {
  const { interactive, renewal, client } = draft;
  const usual = interactive.clientAuth ?? renewal?.clientAuth;
  const auth = {
    ...(client.secret === undefined
      ? { clientAuth: 'body' as const }
      : { clientSecret: '{{login.clientSecret}}', clientAuth: usual ?? 'basic' }),
    clientId: '{{login.clientId}}',
  };
  const login = { ...form, url, clientId: client.id, clientSecret: client.secret };
  const fields = Object.keys(form).map((name): [string, string] => [name, `{{login.${name}}}`]);
  const body = { ...Object.fromEntries(fields), ...clientFields(auth) };
  const isJson = (interactive.encoding ?? renewal?.encoding) === 'json';
  const request: PlatformRequest = {
    method: 'POST',
    url: '{{login.url}}',
    ...(isJson ? { json: body } : { form: body }),
    headers: { ...draft.platform.spec.defaults?.headers, ...renewal?.headers },
  };
  const headers = guarded(() => clientHeader(auth, { login }));
  const built = isFailure(headers) ? headers : buildRequest(request, { ...draft.names, login }, { headers });
  return isFailure(built) ? refuse('InputMissing', `The token request cannot be built: ${built.about}.`) : built;
}

/** Sends a request through the transport of a test: its hosts, its egress, its certificates. */
export async function sendOne(
  request: HttpRequest,
  draft: Pick<Draft, 'hosts' | 'context'>,
  code: RefusalCode = 'UnexpectedReply',
): Promise<ReadResponse | SignInRefusal> {
  const sent = await send({ redirect: 'Return', ...request }, { context: draft.context, hosts: draft.hosts });
  if (!isFailure(sent)) return readResponse(sent);
  const about = sent.about === undefined ? '' : `: ${sent.about}`;
  return refuse(code, `${request.url.host} cannot be asked (${sent.reason}${about}).`);
}

/** Whether a response that came over TLS names an address without it, which anybody on the way could read. */
export function losesTls(from: URL, named: string | undefined): boolean {
  return from.protocol === 'https:' && URL.parse(named ?? '')?.protocol === 'http:';
}

export function withoutTls({ host }: URL): SignInRefusal {
  const fix = 'Have the server name its addresses with https://.';
  return refuse('UnexpectedReply', `${host} names an address with http://, which has no TLS.`, fix);
}
