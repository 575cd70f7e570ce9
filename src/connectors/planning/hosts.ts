import { isIP } from 'node:net';
import { renderText, type Names } from '../language/template.ts';
import type { AllowedHost } from '../transport/hosts.ts';

/** The hosts that a platform's credentials may be sent to, with this connection's settings filled in. */
export function allowedHosts(templates: readonly string[] | undefined, names: Names): AllowedHost[] {
  return (templates ?? []).flatMap((template) => {
    const text = renderText(template, names);
    if (text === undefined) return [];
    if (!text.includes('://')) return [text];
    const url = URL.parse(text);
    return url ? [`${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`] : [];
  });
}

/**
 * Whether everything that a host of a plan stands for is allowed: `name` allows every port of it, `*.suffix` every name
 * and suffix below it, `name:port` that port alone.
 */
export function coversHost(allowed: string, host: AllowedHost): boolean {
  const [wanted, asked] = [allowed.trim().toLowerCase(), host.toLowerCase()];
  if (wanted === '' || asked === wanted) return wanted !== '';
  if (wanted.startsWith('*.')) {
    const name = asked.replace(/^\*/, '').replace(/:\d{1,5}$/, '');
    return name.endsWith(wanted.slice(1)) && asked.length > wanted.length - 1;
  }
  // The last group of an IPv6 address is no port.
  return isIP(asked) === 0 && asked.startsWith(`${wanted}:`) && /^\d{1,5}$/.test(asked.slice(wanted.length + 1));
}
