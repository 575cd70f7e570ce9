import type { PlatformRequest } from '../../api/platform.gen.ts';
import { setback, type Setback } from '../finding.ts';
import type { HttpRequest } from '../transport/send.ts';
import { renderUrl } from './template-url.ts';
import { renderHeader, renderJson, renderText, renderXml, TemplateError, type Scope } from './template.ts';

/** What an auth strategy adds to a request. */
export interface Decoration {
  headers: Readonly<Record<string, string>>;
  query: Readonly<Record<string, string>>;
}

/** Fills in a request of a Platform. A value that cannot stand where its template puts it is a setback that names it. */
export function buildRequest(request: PlatformRequest, scope: Scope, extra?: Decoration): HttpRequest | Setback {
  try {
    const url = renderUrl(request.url, scope);
    for (const [name, value] of filled(request.query, scope, renderText)) url.searchParams.set(name, value);
    for (const [name, value] of Object.entries(extra?.query ?? {})) url.searchParams.set(name, value);
    const headers = Object.fromEntries(
      filled(request.headers, scope, renderHeader).map(([k, v]) => [k.toLowerCase(), v]),
    );
    const { type, text } = bodyOf(request, scope);
    return {
      method: request.method ?? 'GET',
      url,
      headers: { accept: 'application/json', ...type, ...headers, ...extra?.headers },
      body: text,
      redirect: request.redirect,
    };
  } catch (error) {
    if (error instanceof TemplateError) return setback('Resolved', 'InvalidConfiguration', { about: error.message });
    throw error;
  }
}

/** The entries whose templates yield something. */
export function filled(
  templates: Readonly<Record<string, string>> | undefined,
  scope: Scope,
  renderOne: (template: string, scope: Scope) => string | undefined,
): [string, string][] {
  return Object.entries(templates ?? {}).flatMap(([name, template]) => {
    const value = renderOne(template, scope);
    return value === undefined || value === '' ? [] : [[name, value] as [string, string]];
  });
}

function bodyOf(
  { form, json, body }: PlatformRequest,
  scope: Scope,
): { type: Record<string, string>; text: string | undefined } {
  if (form) {
    const text = new URLSearchParams(filled(form, scope, renderText)).toString();
    return { type: { 'content-type': 'application/x-www-form-urlencoded' }, text };
  }
  if (json) return { type: { 'content-type': 'application/json' }, text: JSON.stringify(renderJson(json, scope)) };
  if (body !== undefined)
    return { type: { 'content-type': 'application/xml; charset=utf-8' }, text: renderXml(body, scope) };
  return { type: {}, text: undefined };
}
