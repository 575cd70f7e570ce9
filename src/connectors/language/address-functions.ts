/** Functions that expressions have on addresses and paths. Undefined means no value. */
import { trimSlash } from './text-functions.ts';

/** `https://h:1` */
export function origin(address: string): string | undefined {
  return webAddress(address)?.origin;
}

/** `h:1`, without the port that its scheme has anyway. */
export function host(address: string): string | undefined {
  return webAddress(address)?.host;
}

/** `/a/b`, decoded, without the last slash. */
export function path(address: string): string | undefined {
  const url = webAddress(address);
  return url && decoded(trimSlash(url.pathname));
}

/** Each segment percent-encoded, slashes kept; no value for a path with `.` or `..` in it. */
export function urlPath(text: string): string | undefined {
  const segments = text.split('/');
  if (!text.isWellFormed() || segments.some((segment) => segment === '.' || segment === '..')) return undefined;
  return segments.map(encodeURIComponent).join('/');
}

function webAddress(address: string): URL | undefined {
  const url = URL.parse(address);
  return url && (url.protocol === 'https:' || url.protocol === 'http:') ? url : undefined;
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
