import { fieldOf, render, TemplateError, type Scope } from './template.ts';

/**
 * The address of a request. A value is encoded for the place it stands in: the whole address in front, then host,
 * path segment, query. @throws TemplateError where a value cannot stand there, or something is missing.
 */
export function renderUrl(template: string, scope: Scope): URL {
  const text = render(template, scope, (value, before, name, after) => {
    const goesOn = after.startsWith('/');
    return before === '' ? baseAddress(value, name, goesOn) : encodeAt(value, { before, goesOn }, name);
  });
  if (text === undefined) throw new TemplateError(`the address needs ${missing(template)}`);
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username !== '' || url.password !== '') {
    throw new TemplateError('the address is not an http or https URL without user name and password');
  }
  url.hash = '';
  return url;
}

interface Place {
  before: string;
  /** Whether a slash follows. */
  goesOn: boolean;
}

function encodeAt(value: string, place: Place, name: string): string {
  const { before } = place;
  if (/^https?:\/\/[^/?#]*$/.test(before)) return hostPart(value, name);
  if (before.includes('?')) return encodeURIComponent(value);
  if (name.endsWith('.path')) return pathPart(value, place, name);
  return segment(value, name);
}

/** What is named path keeps its slashes, but not the first or the last one where one stands already. */
function pathPart(value: string, { before, goesOn }: Place, name: string): string {
  const inside = before.endsWith('/') ? value.replace(/^\/+/, '') : value;
  const bare = goesOn ? inside.replace(/\/+$/, '') : inside;
  // Between two slashes a dot is nothing: the URL leaves it out.
  if (bare === '' && goesOn && before.endsWith('/')) return '.';
  return bare
    .split('/')
    .map((part) => segment(part, name))
    .join('/');
}

function baseAddress(value: string, name: string, goesOn: boolean): string {
  const url = URL.parse(value.trim());
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new TemplateError('is not an address: write it as https://host/path', name);
  }
  if (url.username !== '' || url.password !== '') {
    throw new TemplateError('has a user name or password in it: put them into the Secret', name);
  }
  url.hash = '';
  return goesOn ? (url.origin + url.pathname).replace(/\/+$/, '') : url.href;
}

function hostPart(value: string, name: string): string {
  if (/^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?$/i.test(value)) return value;
  throw new TemplateError('is not a host name: write it without https://, path and spaces', name);
}

function segment(value: string, name: string): string {
  if (value === '.' || value === '..') throw new TemplateError('has "." or ".." in it: write it without', name);
  return encodeURIComponent(value);
}

function missing(template: string): string {
  return [...template.matchAll(/\{\{(.*?)\}\}/g)].map(([, name = '']) => fieldOf(name.trim())).join(', ');
}
