import { failure, type Failure } from '../failure.ts';
import { readChallenges } from '../transport/challenges.ts';
import { isSignInPage } from './html.ts';
import { serverIn } from './named-server.ts';
import { oauthMeaning } from './oauth-errors.ts';
import type { ReadResponse } from './response.ts';
import { retryAfterMs } from './retry-after.ts';

/** Where in a test a response came. */
export type Phase = 'detect' | 'signIn' | 'test' | 'anonymous' | 'access' | 'probe' | 'signOut';

export interface Circumstances {
  phase: Phase;
  /** `host` or `host:port` that was asked, for the message. */
  host: string;
  /** The credential was made in this test, so that the stored one was good enough for that. */
  fresh: boolean;
  /** The platform has accepted the stored credential. */
  accepted: boolean;
  /** The request showed nothing of the stored credential. */
  bare?: boolean;
  /** A token endpoint responded (RFC 6749). */
  tokenEndpoint: boolean;
  /** The request held something signed with our clock. */
  signed: boolean;
  /** The grant of the token request was that of a user and password. */
  passwordGrant?: boolean;
  /** The platform may respond with pages of its own: it was asked for anything. */
  pages?: boolean;
  /** Host of the token endpoint that issued the token, if it is not the host that was asked. */
  issuer?: string | undefined;
  /** That token endpoint is a setting of the user, not part of the platform. */
  ownIssuer?: boolean;
  /** Milliseconds since 1970. */
  now: number;
}

/** 4xx of the network between, or of a server that is not ready, not of the request. */
const passing = new Set([408, 425]);

/** The platform is not available or asks to wait: this says nothing of the request. Undefined for every other response. */
export function outage(
  { status, headers }: Pick<ReadResponse, 'status' | 'headers'>,
  host: string,
  now: number,
): Failure | undefined {
  const wait = retryAfterMs(headers['retry-after'], now);
  if (status === 429 || (status === 503 && wait !== undefined)) return failure('RateLimited', { retryAfterMs: wait });
  if (status < 500 && !passing.has(status)) return undefined;
  if (status === 501) return failure('UnexpectedReply', { about: host });
  return failure('ServiceUnavailable', { about: host, retryAfterMs: wait });
}

/** What a web page means where an API should respond. Undefined if it is none. */
export function webPage(response: ReadResponse, host: string): Failure | undefined {
  const { html, status, text } = response;
  if (!html || status >= 400) return undefined;
  return isSignInPage(text)
    ? failure('InteractionRequired', { about: `${host} responds with a sign-in page` })
    : standIn(response, `${host} responds with a web page`);
}

function standIn(response: ReadResponse, what: string): Failure {
  const who = serverIn(response);
  return failure('UnexpectedReply', { about: `${what}${who ? `, of ${who}` : ''}` });
}

/** With these a server that speaks JSON or XML refuses in its own format; the 401 and 404 of many are pages all the same. */
const refusals = new Set([400, 402, 403, 406, 451]);

/**
 * The page of a proxy, a firewall or another site: an API refuses in its own format, so nobody has looked at the credential.
 * Undefined for anything that the platform may have said.
 */
export function blockPage(
  response: ReadResponse,
  { phase, pages, host }: Pick<Circumstances, 'phase' | 'pages' | 'host'>,
  strange = false,
): Failure | undefined {
  const asked = phase === 'signIn' || phase === 'test';
  if (!asked || !(strange || isBlockPage(response, pages))) return undefined;
  const what = response.html ? 'responds with a web page' : 'responds with the refusal of something in front of it';
  return standIn(response, `${host} ${what}`);
}

function isBlockPage(response: ReadResponse, pages = false): boolean {
  const { html, status } = response;
  return (html && !pages && refusals.has(status)) || (status === 403 && isOfGateway(response, pages));
}

/** Headers that only something in front of a server sets, where it refuses by itself. */
const ownHeaders = ['x-squid-error', 'cf-mitigated'];
/** What gateways say in plain words or in JSON. */
const ownWords =
  /^\s*(error code: 1\d{3}|RBAC: access denied)\s*$|"cloudflare_error":\s*true|blocked by our security service|The requested URL was rejected|Incapsula incident/i;
const longestOwn = 4096;

/** Of a server that may respond with anything, its words may be its own. */
function isOfGateway({ headers, text }: ReadResponse, pages: boolean): boolean {
  if (ownHeaders.some((name) => headers[name] !== undefined)) return true;
  return !pages && text.length <= longestOwn && ownWords.test(text);
}

const gone: ReadonlySet<number> = new Set([404, 410]);

/** The table that follows every other one: what a response means by its status. Undefined for a success. */
export function defaultMeaning(response: ReadResponse, at: Circumstances): Failure | undefined {
  const { status } = response;
  const { host } = at;
  const early = outage(response, host, at.now) ?? webPage(response, host) ?? blockPage(response, at);
  if (early) return early;
  const said = at.tokenEndpoint ? oauthMeaning(response, at) : undefined;
  if (status >= 200 && status < 300) return unreadable(response, at) ?? said;
  if (said) return said;
  if (at.bare && !at.fresh && (status === 401 || status === 403))
    return failure('UnexpectedReply', { about: `${host} responds ${status} to a request without the credential` });
  if (status === 401) return unauthorized(at);
  if (status === 403) return forbidden(response, at);
  if (gone.has(status)) return failure('TargetNotFound', { about: `reported by ${host} (status ${status})` });
  return failure('UnexpectedReply', { about: `status ${status} from ${host}` });
}

/** What cannot be read is not known to say what is asked for; a server that is asked for anything may say anything. */
function unreadable({ damaged }: ReadResponse, { phase, pages, host }: Circumstances): Failure | undefined {
  if (!damaged || pages || !readingPhases.has(phase)) return undefined;
  return failure('UnexpectedReply', { about: `${host} responds with ${damaged} that is cut off or cannot be read` });
}

const readingPhases: ReadonlySet<Phase> = new Set(['signIn', 'test', 'access']);

function unauthorized({ phase, fresh, host, issuer, ownIssuer }: Circumstances): Failure {
  if (phase === 'access') return failure('PermissionDenied');
  if (!fresh) return failure('CredentialsRejected');
  if (issuer === undefined)
    return failure('UnexpectedReply', { about: `${host} refuses the token it has just issued` });
  const about = `${host} refuses the token that ${issuer} has just issued`;
  return ownIssuer ? failure('AccessRefused', { about, causes: unfitToken }) : failure('UnexpectedReply', { about });
}

const unfitToken = [
  'the API does not trust the issuer of the token',
  'the token is for another audience',
  'the token lacks a scope or a role',
];

/** RFC 6750, 3.1. */
function lacksScope({ headers }: ReadResponse): boolean {
  const challenges = readChallenges(headers['www-authenticate']);
  return challenges.some(({ scheme, params }) => scheme === 'bearer' && params['error'] === 'insufficient_scope');
}

function forbidden(response: ReadResponse, { fresh, accepted }: Circumstances): Failure {
  if (lacksScope(response)) return failure('ScopeMissing');
  if (fresh || accepted) return failure('PermissionDenied');
  return failure('AccessRefused', {
    causes: ['the credential is wrong', 'the account may not use this', 'this network address is not allowed'],
  });
}

/** Whether a response says that it is not the time to ask, so that nothing can be concluded from it. */
export function isOutage({ status }: Pick<ReadResponse, 'status'>): boolean {
  return status >= 500 || status === 429 || passing.has(status);
}

/** Whether the platform itself responded: it is no outage, and no page of something in between. */
export function isOfPlatform(response: ReadResponse, pages: boolean): boolean {
  const { status, html, text } = response;
  return !isOutage(response) && !isBlockPage(response, pages) && !(html && status < 400 && !isSignInPage(text));
}
