import { withoutEnd } from '../text/without-end.ts';

/** Other ways to write the same: what is sent to one of them is sent to all. */

/** A host as `name`, `name:port` or `*.name`. */
export function sameHost(host: string): string {
  const url = URL.parse(`https://${host.trim()}`);
  return (url?.host ?? host.trim().toLowerCase()).replace(/\.(?=(:\d+)?$)/, '');
}

/** The value of a setting; of an address the host may be written in several ways, and what ends with a slash without it. */
export function sameSetting(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const text = value.trim();
  const url = text.includes('://') ? URL.parse(text) : null;
  if (!url) return text;
  return [url.protocol, sameHost(url.host), withoutEnd(url.pathname, '/'), url.search].join(' ');
}
