import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { renderText } from '../language/template.ts';
import { filled } from '../engine/filled.ts';
import type { Draft } from './draft.ts';
import type { Endpoints } from './endpoints.ts';
import { errorCode, refuse, type SignInRefusal } from './refusal.ts';
import { refusedWith } from './refused.ts';

/** One authorization request (RFC 6749, 4.1) and what its callback is held against. */
export interface CodeRequest {
  /** The address that the person opens. */
  url: string;
  state: string;
  nonce: string | undefined;
  verifier: string | undefined;
  redirectUri: string | undefined;
  /** Scopes that are asked for, separated by spaces. */
  scope: string | undefined;
}

/** Letters and digits alone: some platforms take no other state. */
function random(): string {
  return randomBytes(32).toString('hex');
}

export function codeRequest(draft: Draft, authorize: string, redirectUri: string | undefined): CodeRequest {
  const { interactive, client, names } = draft;
  const { pkce = 'S256', parameters, redirect = {} } = interactive;
  const scope = scopesOf(draft);
  const state = random();
  const nonce = scope?.split(' ').includes('openid') ? random() : undefined;
  const verifier = pkce === 'S256' ? random() : undefined;
  const url = new URL(authorize);
  for (const [name, value] of filled(parameters, names, renderText)) url.searchParams.set(name, value);
  const sent = redirect.kind === 'copy' ? redirect.uri : redirectUri;
  const own = {
    response_type: 'code',
    client_id: client.id,
    redirect_uri: sent,
    ...scopeParameter(draft, scope),
    state,
    nonce,
    code_challenge: verifier && createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: verifier && 'S256',
  };
  for (const [name, value] of Object.entries(own)) if (value !== undefined) url.searchParams.set(name, value);
  return { url: url.href, state, nonce, verifier, redirectUri: sent, scope };
}

/** Scopes to ask for, separated by spaces. */
export function scopesOf({ interactive, names, requires }: Draft): string | undefined {
  const { scope } = interactive;
  if (!scope) return undefined;
  const more = (requires.access ?? []).some((right) => right !== 'Read');
  return renderText((more ? scope.write : undefined) ?? scope.value, names);
}

/** The parameter that carries the scopes, with the platform's separator. */
export function scopeParameter({ interactive, client }: Draft, scope: string | undefined): Record<string, string> {
  if (interactive.scope === undefined || scope === undefined) return {};
  const { parameter = 'scope', publicParameter = parameter, separator = ' ' } = interactive.scope;
  const name = client.secret === undefined ? publicParameter : parameter;
  return { [name]: scope.split(/\s+/).join(separator) };
}

/** The code in a callback, or why there is none. A state that is not ours says nothing about our sign-in. */
export function codeIn(
  query: Readonly<Record<string, string>>,
  request: CodeRequest,
  { draft, endpoints }: { draft: Draft; endpoints: Endpoints },
): { code: string } | SignInRefusal {
  if (!same(query['state'] ?? '', request.state)) {
    const fix = 'Close this page, and go on in the one that this sign-in has opened.';
    return refuse('StateMismatch', 'This response belongs to another sign-in.', fix);
  }
  const { iss } = query;
  const { issuer, sendsIssuer } = endpoints;
  if (issuer !== undefined && (iss === undefined ? sendsIssuer : iss !== issuer)) {
    return refuse('IssuerMismatch', 'The response names another issuer than the one that was asked (RFC 9207).');
  }
  const { error, code } = query;
  if (error !== undefined) return refusedWith(errorCode(error) ?? 'other', draft, 'authorization');
  return code ? { code } : refuse('CodeMissing', 'The response holds no code.');
}

function same(a: string, b: string): boolean {
  const [left, right] = [a, b].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(left!, right!);
}

/**
 * What a person has pasted: a whole address, a query, or a bare code. An address must be the redirect address.
 * A bare code has no state; PKCE binds it to this sign-in, where the platform has it.
 */
export function queryOf(pasted: string, request: CodeRequest): Record<string, string> | SignInRefusal {
  const text = pasted.trim();
  if (/^https?:\/\//i.test(text)) {
    const url = URL.parse(text);
    const expected = request.redirectUri === undefined ? null : URL.parse(request.redirectUri);
    if (!url || (expected && (url.origin !== expected.origin || url.pathname !== expected.pathname))) {
      const fix = `Paste the address that begins with ${request.redirectUri}.`;
      return refuse('RedirectMismatch', 'This is not the address that the platform sends the browser back to.', fix);
    }
    return Object.fromEntries(url.searchParams);
  }
  if (text.includes('=') && /[?&]?(code|error|state)=/.test(text)) {
    return Object.fromEntries(new URLSearchParams(text.replace(/^[?#]/, '')));
  }
  if (text === '' || /\s/.test(text)) return refuse('CodeMissing', 'This is no code.');
  return { code: text, state: request.state };
}
