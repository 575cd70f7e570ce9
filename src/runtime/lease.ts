import { isApiError } from './api-error.ts';
import type { KubeClient } from './client.ts';
import { wallOf, sleep, type Clock } from './clock.ts';
import type { KubeObject } from './kube-object.ts';
import { LeaseWatch } from './lease-watch.ts';
import type { Logger } from './log.ts';

export interface LeaseOptions {
  client: KubeClient;
  clock: Clock;
  /** Milliseconds of a clock that nobody sets; its zero does not matter. */
  monotonicMs: () => number;
  log: Logger;
  namespace: string;
  name: string;
  /** Who holds it: a name that no other process has. */
  identity: string;
}

/** Unless it is renewed for so long, others may take it. */
export const leaseMs = 15_000;
/** A holder that could not renew it for so long has lost it, well before others may take it. */
const renewWithinMs = 10_000;
const renewEveryMs = 2_000;
/** Whoever waits and may not watch looks this often, so that a Lease that was released is taken within a second. */
const lookEveryMs = 1_000;
const callMs = 5_000;

interface LeaseSpec {
  holderIdentity?: string;
  leaseDurationSeconds?: number;
  acquireTime?: string;
  renewTime?: string;
  leaseTransitions?: number;
}

interface LeaseObject extends KubeObject {
  metadata: KubeObject['metadata'] & { resourceVersion: string };
  spec?: LeaseSpec;
}

/**
 * A Lease of coordination.k8s.io, which one process holds at a time. The times in it are for people: whether it has
 * expired is told by how long this process has seen no change, so the clocks of two machines need not agree. Once lost, it
 * is not sought again: whatever was under way belongs to another process by then, and this one has to end.
 */
export class Lease {
  readonly #options: LeaseOptions;
  readonly #ended = new AbortController();
  readonly #lost = Promise.withResolvers<void>();
  readonly #collection: string;
  #renewing: Promise<void> = Promise.resolve();
  /** What was last seen of another holder, and since when. */
  #seen = { record: '', sinceMs: 0 };
  #heldSinceMs = -Infinity;
  #resourceVersion = '';
  #waitsFor = '';

  constructor(options: LeaseOptions) {
    this.#options = options;
    this.#collection = `/apis/coordination.k8s.io/v1/namespaces/${options.namespace}/leases`;
  }

  /** Whether it is certain that nobody else holds it. */
  get isHeld(): boolean {
    return this.#options.monotonicMs() - this.#heldSinceMs < renewWithinMs;
  }

  /** Resolves if it is lost; it does not where it was released. */
  get lost(): Promise<void> {
    return this.#lost.promise;
  }

  /**
   * Resolves once it is held; it is renewed from then on.
   * @throws the signal's reason when it aborts first.
   */
  async acquire(signal: AbortSignal): Promise<void> {
    const { client, clock, log, name } = this.#options;
    const ended = new AbortController();
    const onChange = (lease: LeaseObject | undefined): boolean => !lease || this.#isFree(lease);
    const watch = new LeaseWatch({ client, clock, path: this.#collection, name, onChange });
    try {
      let isOurs = await this.#tried(signal);
      if (!isOurs) void watch.run(ended.signal);
      while (!isOurs) {
        await this.#untilFree(watch, signal);
        isOurs = await this.#tried(signal);
      }
    } finally {
      ended.abort();
    }
    log.info('Holding the lease', { lease: name });
    this.#renewing = this.#renew();
  }

  /** Until it may be free: because the watch says so, or its holder has been silent, or nobody would say so. */
  async #untilFree(watch: LeaseWatch<LeaseObject>, signal: AbortSignal): Promise<void> {
    const leftMs = (): number => this.#seen.sinceMs + leaseMs - this.#options.monotonicMs();
    let isDue = false;
    while (!isDue) {
      const isWoken = await watch.wait(watch.isOpen ? Math.max(leftMs(), lookEveryMs) : lookEveryMs, signal);
      isDue = isWoken || !watch.isOpen || leftMs() <= 0;
    }
  }

  /** Gives it up at once, where it is held, so that whoever waits need not wait until it expires. */
  async release(): Promise<void> {
    this.#ended.abort();
    await this.#renewing;
    if (!this.isHeld) return;
    this.#heldSinceMs = -Infinity;
    const spec = { holderIdentity: '', leaseDurationSeconds: 1, renewTime: this.#now() };
    const released = this.#patch(spec, new AbortController().signal);
    await released.catch((error: unknown) => this.#options.log.warn('Cannot release the lease', { error }));
  }

  async #renew(): Promise<void> {
    const { clock, log, name } = this.#options;
    const { signal } = this.#ended;
    for (;;) {
      await sleep(renewEveryMs, clock, signal).catch(() => {});
      // After a pause of the process it may be another's already, and a request would only come too late.
      if (this.isHeld && !signal.aborted) await this.#tried(signal);
      if (signal.aborted) return;
      if (this.isHeld && this.#waitsFor === '') continue;
      this.#heldSinceMs = -Infinity;
      log.error('Lost the lease', { lease: name, holder: this.#waitsFor });
      this.#lost.resolve();
      return;
    }
  }

  /** Whether it is held now, by a request that was made now. An error is no reason to give up. */
  async #tried(signal: AbortSignal): Promise<boolean> {
    const startedMs = this.#options.monotonicMs();
    try {
      const isOurs = this.isHeld ? await this.#renewed(signal) : await this.#taken(signal);
      if (isOurs) this.#heldSinceMs = startedMs;
      return isOurs;
    } catch (error) {
      if (!signal.aborted) this.#options.log.warn('Cannot read or write the lease', { error });
      return false;
    }
  }

  async #renewed(signal: AbortSignal): Promise<boolean> {
    try {
      await this.#patch({ holderIdentity: this.#options.identity, renewTime: this.#now() }, signal);
      return true;
    } catch (error) {
      if (!isConflict(error) && !isNotFound(error)) throw error;
      return this.#taken(signal);
    }
  }

  /** Takes it where it is free, expired, or this process's own. */
  async #taken(signal: AbortSignal): Promise<boolean> {
    const { client, identity } = this.#options;
    const path = `${this.#collection}/${this.#options.name}`;
    try {
      const lease = await client.get<LeaseObject>(path, { signal, timeoutMs: callMs });
      if (!this.#isFree(lease)) return false;
      const { holderIdentity, leaseTransitions = 0 } = lease.spec ?? {};
      this.#resourceVersion = lease.metadata.resourceVersion;
      await this.#patch(
        holderIdentity === identity ? { renewTime: this.#now() } : this.#claim(leaseTransitions + 1),
        signal,
      );
    } catch (error) {
      if (isConflict(error)) return false;
      if (!isNotFound(error)) throw error;
      await this.#create(signal);
    }
    this.#waitsFor = '';
    return true;
  }

  #isFree({ spec = {} }: LeaseObject): boolean {
    const { holderIdentity = '', renewTime, leaseTransitions } = spec;
    const { identity, log, monotonicMs } = this.#options;
    if (holderIdentity === '' || holderIdentity === identity) return true;
    if (holderIdentity !== this.#waitsFor) log.info('Standing by', { holder: holderIdentity });
    this.#waitsFor = holderIdentity;
    // Not the resourceVersion: a label that somebody else sets is no sign of life.
    const record = JSON.stringify([holderIdentity, renewTime, leaseTransitions]);
    if (record !== this.#seen.record) this.#seen = { record, sinceMs: monotonicMs() };
    return monotonicMs() - this.#seen.sinceMs >= leaseMs;
  }

  async #create(signal: AbortSignal): Promise<void> {
    const { client, namespace, name } = this.#options;
    const lease = { apiVersion: 'coordination.k8s.io/v1', kind: 'Lease', metadata: { namespace, name } };
    const content = { ...lease, spec: this.#claim(0) };
    const created = await client.create<LeaseObject>(this.#collection, content, { signal, timeoutMs: callMs });
    this.#resourceVersion = created.metadata.resourceVersion;
  }

  /** @throws ApiError 409 where it is not what it was when this process saw it last. */
  async #patch(spec: LeaseSpec, signal: AbortSignal): Promise<void> {
    const { client, name } = this.#options;
    const content = { metadata: { resourceVersion: this.#resourceVersion }, spec };
    const options = { signal, timeoutMs: callMs };
    const { metadata } = await client.mergePatch<LeaseObject>(`${this.#collection}/${name}`, content, options);
    this.#resourceVersion = metadata.resourceVersion;
  }

  #claim(leaseTransitions: number): LeaseSpec {
    const now = this.#now();
    const { identity } = this.#options;
    const leaseDurationSeconds = leaseMs / 1000;
    return { holderIdentity: identity, leaseDurationSeconds, acquireTime: now, renewTime: now, leaseTransitions };
  }

  /** A MicroTime, of which the API server wants all six digits. */
  #now(): string {
    return new Date(wallOf(this.#options.clock)).toISOString().replace('Z', '000Z');
  }
}

function isConflict(error: unknown): boolean {
  return isApiError(error, 409);
}

function isNotFound(error: unknown): boolean {
  return isApiError(error, 404);
}
