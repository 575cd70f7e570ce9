import { trimSlash } from './text-functions.ts';
import { TemplateError, unfit } from './template-error.ts';
import { missing, render, type Names, type Place } from './template.ts';

/**
 * The address of a request. A value is encoded for the place it stands in: the whole address in front, then host,
 * path segment, query. @throws TemplateError if a value cannot stand there, or something is missing
 */
export function renderUrl(template: string, names: Names): URL {
  const text = render(template, names, (value, { path, pipes }, place) => {
    if (place.before === '') return baseAddress(value, path, place.after);
    if (/^https?:\/\/[^/?#]*$/.test(place.before)) return hostPart(value, path);
    if (place.before.includes('?')) return encoded(value, path);
    return pipes.includes('segments') ? segments(value, path, place) : segment(value, path);
  });
  if (text === undefined) throw missing(template, names, 'the address');
  const url = webAddress(text);
  if (!url || url.username !== '' || url.password !== '') {
    throw new TemplateError('the address is not an http or https URL without user name and password');
  }
  url.hash = '';
  return url;
}

function webAddress(text: string): URL | undefined {
  const url = URL.parse(text);
  return url && (url.protocol === 'http:' || url.protocol === 'https:') ? url : undefined;
}

/** With what follows: a path goes on behind it, and takes its query and last slash; a query takes its query. */
function baseAddress(value: string, path: readonly string[], after: string): string {
  const url = webAddress(value.trim());
  if (!url) throw unfit(path, 'is not an address: write it as https://host/path');
  if (url.username !== '' || url.password !== '') {
    throw unfit(path, 'has a user name or password in it: put them into the Secret');
  }
  if (after.startsWith('/')) return trimSlash(url.origin + url.pathname);
  url.hash = '';
  if (after !== '') url.search = '';
  return url.href;
}

/** Whether a text can be the whole address at the beginning of one. */
export function isWebAddress(text: string): boolean {
  return webAddress(text) !== undefined;
}

/** Whether a text can stand between `https://` and the path. */
export function isHost(text: string): boolean {
  return /^(\[[0-9a-f:.]+\]|[a-z0-9]([a-z0-9.-]*[a-z0-9])?)(:\d{1,5})?$/i.test(text);
}

function hostPart(value: string, path: readonly string[]): string {
  if (isHost(value)) return value;
  throw unfit(path, 'is not a host name: write it without https://, path and spaces');
}

/** Keeps its slashes, but no two in a row, and none where one stands already. */
function segments(value: string, path: readonly string[], { before, after }: Place): string {
  const parts = value.split('/').filter((part) => part !== '');
  const first = value.startsWith('/') && !before.endsWith('/') ? '/' : '';
  const last = value.endsWith('/') && !after.startsWith('/') && parts.length > 0 ? '/' : '';
  // Between two slashes a dot is nothing: the URL leaves it out.
  if (parts.length === 0 && after.startsWith('/') && before.endsWith('/')) return '.';
  return first + parts.map((part) => segment(part, path)).join('/') + last;
}

function segment(value: string, path: readonly string[]): string {
  if (value === '.' || value === '..') throw unfit(path, 'has "." or ".." in it: write it without');
  return encoded(value, path);
}

function encoded(value: string, path: readonly string[]): string {
  if (!value.isWellFormed()) throw unfit(path, 'has half of a character in it, which no address can have');
  return encodeURIComponent(value);
}
