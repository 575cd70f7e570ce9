import { isIP } from 'node:net';
import type { DriverContext } from '../context.ts';
import { failure, type Failure } from '../failure.ts';
import { denied, type Endpoint } from './resolve.ts';

/** Names of metadata services, which a proxy in a cloud resolves although the operator cannot. */
const metadataNames = new Set([
  'metadata',
  'metadata.google.internal',
  'metadata.goog',
  'instance-data',
  'instance-data.ec2.internal',
  'metadata.tencentyun.com',
  'api.metadata.cloud.ibm.com',
]);

/** The machine of the proxy itself, whatever DNS says (RFC 6761, 6.3). */
const localName = /(^|\.)localhost(\.localdomain)?$/;

/** The API server of the cluster that the proxy is in. */
const clusterName = /^kubernetes\.default(\.svc(\..*)?)?$/;

/** Longer than this a request through a proxy does not wait for a name that may be known to the proxy alone. */
const patienceMs = 1000;

/**
 * Judges where a proxy is asked to go as if it were dialled from here. A proxy looks names up itself, so that one refused
 * address of several is enough, and a name that cannot be resolved here may pass.
 */
export async function refusedBeforeProxy(target: URL, context: DriverContext): Promise<Failure | undefined> {
  // The URL has every spelling of an IPv4 address (0x7f.1, 2130706433) as four numbers by now.
  const host = target.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) !== 0) return context.egress.allows(host) ? undefined : denied(host);
  context.progress.dialled();
  const name = host.replace(/\.$/, '');
  const isRefused = metadataNames.has(name) || localName.test(name) || clusterName.test(name);
  if (isRefused || !context.egress.allowsName(name)) return denied(host);
  const found = await resolvedSoon(host, context);
  if (context.signal.aborted) return failure('TimedOut', { about: `looking up ${host}` });
  return found.every(({ address }) => context.egress.allows(address)) ? undefined : denied(host);
}

async function resolvedSoon(host: string, { resolve, signal }: DriverContext): Promise<Endpoint[]> {
  const { promise: late, resolve: giveUp } = Promise.withResolvers<Endpoint[]>();
  const stop = () => giveUp([]);
  const timer = setTimeout(stop, patienceMs);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([resolve(host, 0, signal).catch(() => []), late]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', stop);
  }
}
