import { failure } from '../failure.ts';
import { leadsAstray } from './astray.ts';
import type { Channel, HttpRequest, HttpResponse, Refused } from './messages.ts';

const signInPage = /log-?in|sign-?in|sso|saml|adfs|oauth2?\/|openid|authorize/i;

function staysWithin({ redirect = 'SameOrigin' }: HttpRequest): boolean {
  return redirect === 'SameOrigin';
}

/** Where a request begins: a request without a credential may have been sent on from its address before. */
export function startOf(request: HttpRequest, { moved }: Channel): URL {
  return (staysWithin(request) && moved?.get(request.url.href)) || request.url;
}

/** Remembers where a request without a credential was sent on to. */
export function learn(request: HttpRequest, { moved }: Channel, url: URL): void {
  if (staysWithin(request) && !request.showsCredential) moved?.set(request.url.href, url);
}

export function isChallenge(request: HttpRequest, { status }: HttpResponse): boolean {
  return status === 401 && !request.showsCredential;
}

/** A server that wants this of whoever it knows, and a credential of whoever it does not, has accepted the credential. */
function addsSlash(from: URL, to: URL): boolean {
  return to.pathname === `${from.pathname}/` && to.origin === from.origin;
}

function isToSignInPage(from: URL, to: URL): boolean {
  return signInPage.test(to.pathname) || (to.host !== from.host && signInPage.test(to.host));
}

export function isRedirect(reply: HttpResponse): boolean {
  return [301, 302, 303, 307, 308].includes(reply.status);
}

export function redirectTarget(reply: HttpResponse, from: URL): URL | undefined {
  const location = reply.headers['location'];
  return location === undefined ? undefined : (URL.parse(location, from.href) ?? undefined);
}

/** @returns why a redirect is not followed. */
export function refuseRedirect(
  request: HttpRequest,
  { unasked }: HttpResponse,
  { from, to, channel }: { from: URL; to: URL; channel: Channel },
): Refused | undefined {
  if (!staysWithin(request)) return undefined;
  if (isToSignInPage(from, to)) {
    return { ...failure('InteractionRequired', { about: 'it answers with a sign-in page' }), redirect: 'SignIn' };
  }
  if (to.origin !== from.origin) {
    return { ...leadsAstray(from, to), redirect: 'Elsewhere' };
  }
  // Each hop would show the credential once more, and each may count against a lockout.
  const wasAccepted = request.wasAccepted || (channel.challenged?.has(from.href) && addsSlash(from, to));
  const isRepeated = request.showsCredential && !unasked && !wasAccepted;
  if (isRepeated || !['GET', 'HEAD', 'OPTIONS', 'PROPFIND'].includes(request.method)) {
    const what = isRepeated ? 'the request with the credential' : `a ${request.method} request`;
    return { ...failure('UnexpectedReply', { about: `${from.host} redirects ${what}` }), redirect: 'Other' };
  }
  return undefined;
}
