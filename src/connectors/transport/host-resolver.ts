import { isIP } from 'node:net';
import { askDns, DnsError, type DnsAnswer } from './dns-query.ts';
import { hostsFile, loopbackOf } from './hosts-file.ts';
import { namesToAsk, searchRules, type SearchRules } from './resolv-conf.ts';
import { abortable, type Resolve } from './resolve.ts';
import { Turnstile, type TurnstileOptions } from './turnstile.ts';
import { watchedFile } from './watched-file.ts';

export interface HostResolverOptions {
  /** Name servers, `address` or `address:port`; default: those of resolv.conf. */
  servers?: readonly string[];
  resolvConf?: string;
  hosts?: string;
  /** Milliseconds on any scale. */
  now?: () => number;
  limits?: Partial<TurnstileOptions>;
  /** How long a name is looked up at most. */
  longestMs?: number;
}

/**
 * Names that are looked up at a time. Each is two queries, and CoreDNS forwards at most 1000 for the whole cluster
 * (`max_concurrent` of kubeadm's Corefile).
 */
const defaultLimits: TurnstileOptions = { total: 400, reserved: 144, perCaller: 256 };
/** A name that has no answer by then has none. */
const defaultLongestMs = 6000;
const longestKeptMs = 60_000;
const failureKeptMs = 5000;
const mostKept = 2000;

interface Kept {
  until: number;
  answer: string[] | DnsError;
}

interface Flight {
  addresses: Promise<string[]>;
  waiting: number;
  abort: AbortController;
}

/**
 * Looks up hosts without the thread pool: literal addresses, the hosts file, then name servers by the search rules of
 * resolv.conf. A name that is being looked up is not asked for twice, and an answer is kept for as long as it holds, for a
 * minute at most. A look-up ends with the last of those who wait for it.
 */
export class HostResolver {
  readonly #servers: readonly string[] | undefined;
  readonly #now: () => number;
  readonly #longestMs: number;
  readonly #rules: () => SearchRules;
  readonly #hosts: () => ReadonlyMap<string, string[]>;
  readonly #turnstile: Turnstile;
  readonly #kept = new Map<string, Kept>();
  readonly #flights = new Map<string, Flight>();

  constructor(options: HostResolverOptions = {}) {
    const { resolvConf = '/etc/resolv.conf', hosts = '/etc/hosts', now = () => performance.now() } = options;
    this.#servers = options.servers;
    this.#now = now;
    this.#longestMs = options.longestMs ?? defaultLongestMs;
    this.#rules = watchedFile(resolvConf, searchRules, now);
    this.#hosts = watchedFile(hosts, hostsFile, now);
    this.#turnstile = new Turnstile({ ...defaultLimits, ...options.limits });
  }

  /** @param caller - whose look-ups these are; what others look up does not make it wait. */
  for(caller: string): Resolve {
    return async (host, port, signal) => {
      const addresses = isIP(host) === 0 ? await this.#lookUp(host.toLowerCase(), caller, signal) : [host];
      return addresses.map((address) => ({ address, port }));
    };
  }

  async #lookUp(host: string, caller: string, signal: AbortSignal | undefined): Promise<string[]> {
    const name = host.replace(/\.$/, '');
    const known = this.#hosts().get(name) ?? loopbackOf(name) ?? this.#keptOf(host);
    if (known) return known;
    const flight = this.#flights.get(host);
    if (flight) return this.#join(flight, host, signal);
    const leave = await this.#turnstile.enter(caller, signal);
    let isBegun = false;
    try {
      // Others may have begun to look it up, or found it, while this one waited for its turn.
      const meanwhile = this.#keptOf(host);
      if (meanwhile) return meanwhile;
      const begun = this.#flights.get(host);
      isBegun = begun === undefined;
      return await this.#join(begun ?? this.#begin(host, leave), host, signal);
    } finally {
      if (!isBegun) leave();
    }
  }

  #begin(host: string, leave: () => void): Flight {
    const abort = new AbortController();
    const timer = setTimeout(() => abort.abort(new DnsError('ETIMEOUT')), this.#longestMs);
    const addresses = this.#ask(host, abort.signal);
    const flight = { addresses, waiting: 0, abort };
    this.#flights.set(host, flight);
    const onEnd = () => {
      clearTimeout(timer);
      if (this.#flights.get(host) === flight) this.#flights.delete(host);
      leave();
    };
    addresses.then(onEnd, onEnd);
    return flight;
  }

  async #join(flight: Flight, host: string, signal: AbortSignal | undefined): Promise<string[]> {
    flight.waiting += 1;
    try {
      return await (signal ? abortable(flight.addresses, signal) : flight.addresses);
    } finally {
      flight.waiting -= 1;
      if (flight.waiting === 0 && this.#flights.get(host) === flight) {
        this.#flights.delete(host);
        flight.abort.abort(new DnsError('ECANCELLED'));
      }
    }
  }

  async #ask(host: string, signal: AbortSignal): Promise<string[]> {
    try {
      const rules = this.#rules();
      const names = namesToAsk(host, rules);
      const { addresses, ttlSeconds }: DnsAnswer = await askDns(names, this.#servers ?? rules.servers, signal);
      this.#keep(host, addresses, Math.min(ttlSeconds * 1000, longestKeptMs));
      return addresses;
    } catch (error) {
      const reason: unknown = signal.aborted ? signal.reason : error;
      const failed = reason instanceof DnsError ? reason : new DnsError('ESERVFAIL');
      if (failed.code !== 'ECANCELLED') this.#keep(host, failed, failureKeptMs);
      throw failed;
    }
  }

  #keep(host: string, answer: Kept['answer'], forMs: number): void {
    if (forMs <= 0) return;
    this.#kept.delete(host);
    const [oldest] = this.#kept.keys();
    if (this.#kept.size >= mostKept && oldest !== undefined) this.#kept.delete(oldest);
    this.#kept.set(host, { until: this.#now() + forMs, answer });
  }

  /** @throws DnsError where that is what was kept. */
  #keptOf(host: string): string[] | undefined {
    const kept = this.#kept.get(host);
    if (!kept) return undefined;
    if (kept.until <= this.#now()) {
      this.#kept.delete(host);
      return undefined;
    }
    if (kept.answer instanceof DnsError) throw kept.answer;
    return kept.answer;
  }
}

export const resolveByDns: Resolve = new HostResolver().for('');
