import type { DriverContext } from '../context.ts';
import { failure, type Failure } from '../failure.ts';
import { offeredSchemes, readChallenges } from './challenges.ts';

/** What a proxy responded instead of passing the request on. */
export interface ProxyReply {
  status: number;
  /** Its `Proxy-Authenticate`, or nothing. */
  challenge: string;
}

/** A proxy has responded itself. */
export function refusedByProxy(reply: ProxyReply, url: URL, { proxy, onProxyRefused }: DriverContext): Failure {
  const isShown = proxy?.username !== undefined;
  // tinyproxy says 401 of a wrong password.
  if (reply.status === 407 || (reply.status === 401 && isShown)) {
    onProxyRefused?.();
    return failure('ProxyFailed', notSignedIn(reply, isShown));
  }
  if (reply.status >= 500) {
    const fix = 'Check the address of the platform, and that the proxy can resolve and reach it.';
    return failure('ProxyFailed', { about: `it does not reach ${url.host}`, fix });
  }
  const fix = 'Have the proxy allow this host and port, or check the Secret in `spec.proxyRef`.';
  return failure('ProxyFailed', { about: `it refuses to connect to the platform, ${url.host}`, fix });
}

function notSignedIn({ challenge }: ProxyReply, isShown: boolean): { about: string; fix?: string } {
  const challenges = readChallenges(challenge);
  if (challenges.length > 0 && !challenges.some(({ scheme }) => scheme === 'basic')) {
    const fix = 'Have the proxy take Basic, or let the operator pass without a sign-in.';
    return { about: `it wants a sign-in that is not Basic: ${offeredSchemes(challenges)}`, fix };
  }
  if (isShown) return { about: 'it does not accept the user name and password' };
  const fix = 'Put them into the Secret in `spec.proxyRef`, as keys `username` and `password`.';
  return { about: 'it wants a user name and password', fix };
}

/** What an error of the network means where it came from the connection to the proxy. */
export function brokenAtProxy({ reason, about = '' }: Failure, { host }: URL): Failure | undefined {
  if (reason === 'CertificateExpired') return ofCertificate('its own certificate has expired');
  if (reason === 'ClockSkew') return ofCertificate('its own certificate is not valid yet');
  if (reason !== 'CertificateUntrusted') return undefined;
  return ofCertificate(`its own certificate is not trusted${about.startsWith(host) ? about.slice(host.length) : ''}`);
}

function ofCertificate(about: string): Failure {
  const fix = 'Have the proxy show another, or set `spec.tls.caRef` to the authority that issued it.';
  return failure('ProxyFailed', { about, fix });
}
