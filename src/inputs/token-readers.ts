import type { Connection } from '../api/resources.ts';
import { choosesAudience, type Plan } from '../connectors/index.ts';

/**
 * Who can read a token of a service account on its way: the author of a Connection, who chooses the proxy and with it whose
 * certificate is shown, and who is trusted. That must not be a token for somebody else.
 * @returns why it must not be sent, by the fields that make it readable.
 */
export function readableByItsAuthor({ spec }: Connection, plan: Plan): string | undefined {
  const { proxyRef, tls } = spec;
  if (!proxyRef || !choosesAudience(plan)) return undefined;
  const trusted = [
    ...(tls?.caRef ? ['spec.tls.caRef'] : []),
    ...(tls?.serverName === undefined ? [] : ['spec.tls.serverName']),
  ];
  if (trusted.length === 0) return undefined;
  return `spec.proxyRef cannot be used together with ${trusted.join(' and ')} if the Connection has a say in the audience of its token: leave one of them out, or add a Platform that names the audience`;
}
