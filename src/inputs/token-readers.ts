import type { Connection } from '../api/resources.ts';

/**
 * Who can read a token of a service account on its way: the author of a Connection, who chooses the proxy and with it whose
 * certificate is shown, and who is trusted, or that nothing is encrypted. They could be the service account with it, whoever
 * chose the audience.
 * @returns why it must not be sent, by the fields that make it readable.
 */
export function readableByItsAuthor({ spec }: Connection): string | undefined {
  const { proxyRef, tls } = spec;
  if (!proxyRef) return undefined;
  const trusted = [
    ...(tls?.caRef ? ['spec.tls.caRef'] : []),
    ...(tls?.serverName === undefined ? [] : ['spec.tls.serverName']),
  ];
  if (trusted.length === 0) return undefined;
  return `spec.proxyRef cannot be used together with ${trusted.join(' and ')} if a ServiceAccount signs in, because the proxy could read its token: leave one of them out`;
}
