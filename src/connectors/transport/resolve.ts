import { isIP } from 'node:net';
import { failure, type Failure } from '../failure.ts';
import type { Progress } from '../progress.ts';
import type { EgressPolicy } from './egress.ts';

/** Where to dial: an address that was checked. */
export interface Endpoint {
  address: string;
  port: number;
}

/**
 * Looks up a host; rejects with an error that has a DNS `code` (ENOTFOUND …), or with the signal's reason.
 * @param signal - ends the look-up
 */
export type Resolve = (host: string, port: number, signal?: AbortSignal) => Promise<Endpoint[]>;

export interface ResolveOptions {
  resolve: Resolve;
  egress: EgressPolicy;
  signal: AbortSignal;
  progress: Pick<Progress, 'dialled'>;
}

/** The addresses of a host that a credential may be sent to: at least one, or why not. */
export async function checkedEndpoints(
  host: string,
  port: number,
  options: ResolveOptions,
): Promise<Endpoint[] | Failure> {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (!options.egress.allowsName(bare)) return denied(host);
  let found: Endpoint[];
  if (isIP(bare) === 0) options.progress.dialled();
  try {
    found = await abortable(options.resolve(bare, port, options.signal), options.signal);
  } catch {
    return options.signal.aborted
      ? failure('TimedOut', { about: `looking up ${host}` })
      : failure('NameNotResolved', { about: host });
  }
  if (found.length === 0) return failure('NameNotResolved', { about: host });
  const allowed = found.filter(({ address }) => options.egress.allows(address));
  if (allowed.length > 0) {
    options.progress.dialled();
    return allowed;
  }
  return denied(host);
}

/** The failure of a host that no credential may be sent to. */
export function denied(host: string): Failure {
  return failure('EgressDenied', { about: `${host} is on this machine, in the cluster or in a reserved range` });
}

/** Lets go of a promise when the signal fires. */
export async function abortable<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason as Error);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
