import type { PlatformRequest } from '../../api/platform.gen.ts';
import { renderHeader, renderText, TemplateError, type Names } from '../language/template.ts';
import { renderUrl } from '../language/template-url.ts';
import { failure, type Failure } from '../failure.ts';
import type { HttpRequest } from '../transport/messages.ts';
import { filled } from './filled.ts';
import { bodyOf } from './request-body.ts';
import type { Decoration } from './session.ts';

/** Fills in a request. A value that cannot stand where its template puts it is a failure that names it. */
export function buildRequest(request: PlatformRequest, names: Names, extra: Decoration = {}): HttpRequest | Failure {
  return guarded(() => {
    const url = renderUrl(request.url, names);
    for (const [name, value] of filled(request.query, names, renderText)) url.searchParams.set(name, value);
    for (const [name, value] of Object.entries(extra.query ?? {})) url.searchParams.set(name, value);
    const { type, text } = bodyOf(request, names);
    const accept = acceptOf(request);
    const headers = { accept, ...type, ...headersOf(request.headers, names), ...extra.headers };
    const { showsCredential, wasAccepted } = extra;
    const shown = { showsCredential, wasAccepted };
    return { method: request.method ?? 'GET', url, headers, body: text, redirect: request.redirect, ...shown };
  });
}

/** What is asked for JSON can be answered by an API; verbs that change something are often a web server's, which has none. */
function acceptOf({ method = 'GET' }: PlatformRequest): string {
  return method === 'GET' || method === 'POST' ? 'application/json' : 'application/json, */*;q=0.1';
}

export function headersOf(templates: Readonly<Record<string, string>> | undefined, names: Names) {
  return Object.fromEntries(filled(templates, names, renderHeader).map(([name, value]) => [name.toLowerCase(), value]));
}

/** A template that cannot be filled in is the fault of a setting, of a key, or of what a step has found. */
export function guarded<Made extends object>(make: () => Made): Made | Failure {
  try {
    return make();
  } catch (error) {
    if (error instanceof TemplateError) return failure(error.reason, { about: error.message });
    throw error;
  }
}
