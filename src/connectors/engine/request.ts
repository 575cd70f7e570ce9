import type { PlatformRequest } from '../../api/platform.gen.ts';
import { failure, type Failure } from '../failure.ts';
import type { Exchange, HttpRequest } from '../transport/send.ts';
import { bodyOf } from './request-body.ts';
import { renderUrl } from './template-url.ts';
import { filled } from './filled.ts';
import { renderHeader, renderJson, renderText, TemplateError, type Scope } from './template.ts';

/** What an auth strategy adds to a request. */
export interface Decoration {
  headers: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
  /** How a request is sent whose credential answers a challenge of the server. */
  exchange?: Exchange;
}

/** Fills in a request of a Platform. A value that cannot stand where its template puts it is a failure that names it. */
export function buildRequest(request: PlatformRequest, scope: Scope, extra?: Decoration): HttpRequest | Failure {
  try {
    const url = renderUrl(request.url, scope);
    for (const [name, value] of filled(request.query, scope, renderText)) url.searchParams.set(name, value);
    for (const [name, value] of Object.entries(extra?.query ?? {})) url.searchParams.set(name, value);
    const headers = Object.fromEntries(
      filled(request.headers, scope, renderHeader).map(([k, v]) => [k.toLowerCase(), v]),
    );
    const inJson = Object.entries(request.jsonHeaders ?? {}).map(([k, v]) => [k.toLowerCase(), asciiJson(v, scope)]);
    const { type, text } = bodyOf(request, scope);
    return {
      method: request.method ?? 'GET',
      url,
      headers: { accept: 'application/json', ...type, ...headers, ...Object.fromEntries(inJson), ...extra?.headers },
      body: text,
      redirect: request.redirect,
    };
  } catch (error) {
    if (error instanceof TemplateError) return failure('Resolved', error.reason, { about: error.message });
    throw error;
  }
}

/** A header takes ASCII alone, and JSON has a way to write the rest. */
function asciiJson(value: unknown, scope: Scope): string {
  const escaped = (character: string) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(renderJson(value, scope)).replaceAll(/[\u007f-\uffff]/g, escaped);
}
