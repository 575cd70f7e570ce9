import { render, TemplateError, type Scope } from './template.ts';

/**
 * The address of a request. A value is encoded for the place it stands in: the whole address in front, then host,
 * path segment, query. @throws TemplateError where a value cannot stand there, or something is missing.
 */
export function renderUrl(template: string, scope: Scope): URL {
  const goesOn = /^\{\{[^}]*\}\}\//.test(template);
  const text = render(template, scope, (value, before, name) =>
    before === '' ? baseAddress(value, name, goesOn) : encodeAt(value, before, name),
  );
  if (text === undefined) throw new TemplateError(`the address needs ${missing(template)}`);
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new TemplateError('the address is not an http or https URL without user name and password');
  }
  url.hash = '';
  return url;
}

function encodeAt(value: string, before: string, name: string): string {
  if (/^https?:\/\/[^/?#]*$/.test(before)) return hostPart(value, name);
  if (before.includes('?')) return encodeURIComponent(value);
  if (name.endsWith('.path')) return pathPart(value, before, name);
  return segment(value, name);
}

/** What is named path keeps its slashes, but not the first one where one stands already. */
function pathPart(value: string, before: string, name: string): string {
  const bare = before.endsWith('/') ? value.replace(/^\/+/, '') : value;
  return bare
    .split('/')
    .map((part) => segment(part, name))
    .join('/');
}

function baseAddress(value: string, name: string, goesOn: boolean): string {
  const url = URL.parse(value.trim());
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new TemplateError(`${name} is not an address: write it as https://host/path`);
  }
  if (url.username !== '' || url.password !== '') {
    throw new TemplateError(`${name} has a user name or password in it: put them into the Secret`);
  }
  url.hash = '';
  return goesOn ? (url.origin + url.pathname).replace(/\/+$/, '') : url.href;
}

function hostPart(value: string, name: string): string {
  if (/^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?$/i.test(value)) return value;
  throw new TemplateError(`${name} is not a host name: write it without https://, path and spaces`);
}

function segment(value: string, name: string): string {
  if (value === '.' || value === '..') throw new TemplateError(`${name} must not be "." or ".."`);
  return encodeURIComponent(value);
}

function missing(template: string): string {
  return [...template.matchAll(/\{\{(.*?)\}\}/g)].map(([, name]) => name?.trim()).join(', ');
}
