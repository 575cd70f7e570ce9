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
