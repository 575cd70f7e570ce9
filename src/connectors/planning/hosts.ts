import { renderText, type Scope } from '../engine/template.ts';
import type { AllowedHost } from '../transport/hosts.ts';

/** The hosts that a platform's credentials may be sent to, with this connection's settings filled in. */
export function allowedHosts(templates: readonly string[] | undefined, scope: Scope): AllowedHost[] {
  return (templates ?? []).flatMap((template) => {
    const text = renderText(template, scope);
    if (text === undefined) return [];
    if (!text.includes('://')) return [text];
    const url = URL.parse(text);
    return url ? [`${url.hostname}:${url.port || (url.protocol === 'https:' ? '443' : '80')}`] : [];
  });
}
