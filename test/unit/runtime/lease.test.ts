import { beforeEach, describe, expect, it } from '@jest/globals';
import { ApiError } from '../../../src/runtime/api-error.ts';
import type { KubeClient } from '../../../src/runtime/index.ts';
import { Lease } from '../../../src/runtime/lease.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeLogger } from '../../support/fake-logger.ts';

interface Stored {
  metadata: { resourceVersion: string };
  spec: Record<string, unknown>;
}

/** A single Lease, guarded by its resourceVersion as the API server guards it. */
class FakeLeases {
  stored: Stored | undefined;
  down = false;
  writes = 0;
  reads = 0;
  /** Requests to watch. */
  watches = 0;
  /** Whether a watch is granted, and tells of anything. */
  watch: 'granted' | 'denied' | 'silent' = 'granted';
  readonly #watching = new Set<(event: string) => void>();
  #version = 0;

  readonly client = {
    get: async () => {
      this.reads += 1;
      return this.#answer(() => this.stored ?? this.#fail(404));
    },
    stream: async (_path: string, { query, signal }: { query: object; signal: AbortSignal }) => {
      expect(query).toMatchObject({ watch: true, fieldSelector: 'metadata.name=operator' });
      this.watches += 1;
      if (this.watch === 'denied') this.#fail(403);
      return this.#events(signal);
    },
    create: async (_path: string, { spec }: Stored) =>
      this.#answer(() => (this.stored ? this.#fail(409) : this.#store(spec))),
    mergePatch: async (_path: string, { metadata, spec }: Stored) =>
      this.#answer(() => {
        if (!this.stored) return this.#fail(404);
        if (this.stored.metadata.resourceVersion !== metadata.resourceVersion) return this.#fail(409);
        return this.#store({ ...this.stored.spec, ...spec });
      }),
  } as unknown as KubeClient;

  /** Somebody sets a label. */
  touch(): void {
    this.#store(this.stored?.spec ?? {});
  }

  /** The server ends all watches. */
  endWatches(): void {
    for (const tell of this.#watching) tell('');
  }

  async *#events(signal: AbortSignal): AsyncGenerator<Uint8Array> {
    const events = [this.#event()];
    let wake = () => {};
    const tell = (event: string): void => {
      if (this.watch === 'granted') events.push(event);
      wake();
    };
    this.#watching.add(tell);
    signal.addEventListener('abort', () => wake(), { once: true });
    for (let event = events.shift(); event !== '' && !signal.aborted; event = events.shift()) {
      if (event !== undefined) yield Buffer.from(event);
      else await new Promise<void>((resolve) => (wake = resolve));
    }
    this.#watching.delete(tell);
  }

  #event(): string {
    return `${JSON.stringify({ type: 'MODIFIED', object: this.stored })}\n`;
  }

  #store(spec: Record<string, unknown>): Stored {
    this.writes += 1;
    this.stored = { metadata: { resourceVersion: String((this.#version += 1)) }, spec };
    for (const tell of this.#watching) tell(this.#event());
    return this.stored;
  }

  #answer(work: () => Stored): Stored {
    if (this.down) throw new Error('down');
    return structuredClone(work());
  }

  #fail(code: number): never {
    throw new ApiError({ method: 'X', path: '/leases' }, { code, reason: 'X' });
  }
}

let clock: FakeClock;
let leases: FakeLeases;
const { signal } = new AbortController();

beforeEach(() => {
  clock = new FakeClock();
  leases = new FakeLeases();
});

/** @param wallMs - how far off the clock of its machine is */
function replica(identity: string, wallMs = 0) {
  const { setTimeout, random } = clock;
  const own = { setTimeout, random, now: () => clock.now() + wallMs };
  const lease = new Lease({
    client: leases.client,
    clock: own,
    monotonicMs: () => clock.now(),
    log: new FakeLogger(),
    namespace: 'ops',
    name: 'operator',
    identity,
  });
  const seen = { lost: false };
  void lease.lost.then(() => (seen.lost = true));
  return { lease, seen, acquired: lease.acquire(signal) };
}

describe('a Lease', () => {
  it('is taken at once where there is none, and renewed every 2 s', async () => {
    const { lease, acquired } = replica('a');
    await acquired;
    await clock.advance(60_000);

    expect(lease.isHeld).toBe(true);
    expect(leases.stored?.spec).toMatchObject({ holderIdentity: 'a', leaseDurationSeconds: 15, leaseTransitions: 0 });
    expect(leases.stored?.spec['renewTime']).toMatch(/^2030-01-01T00:01:00\.\d{6}Z$/);
    expect(leases.writes).toBe(31);
  });

  it('is held by one of two, whatever their clocks say', async () => {
    const a = replica('a');
    await a.acquired;
    const b = replica('b', 3_600_000);
    const c = replica('c', -3_600_000);
    await clock.advance(120_000);

    expect([a, b, c].map(({ lease }) => lease.isHeld)).toEqual([true, false, false]);
  });

  /** Two, of which the first holds it for five seconds, then releases it. @returns whether the second has it after so long */
  async function released(ms: number, before: () => void = () => {}) {
    const a = replica('a');
    await a.acquired;
    const b = replica('b');
    await clock.advance(5_000);
    before();
    await a.lease.release();

    await clock.advance(ms);

    return { a, b, taken: b.lease.isHeld };
  }

  it('is taken at once where it is released', async () => {
    const { a, taken } = await released(1);

    expect([taken, a.lease.isHeld, a.seen.lost]).toEqual([true, false, false]);
    expect(leases.stored?.spec).toMatchObject({ holderIdentity: 'b', leaseTransitions: 1 });
  });

  it.each<[string, () => void]>([
    ['a watch is not granted', () => {}],
    ['the server ends the watch at that moment', () => leases.endWatches()],
  ])('is taken within a second where %s', async (name, before) => {
    if (name.includes('not granted')) leases.watch = 'denied';

    expect((await released(1_001, before)).taken).toBe(true);
  });

  it('is taken after 15 s where a watch tells of nothing', async () => {
    expect((await released(10_000, () => (leases.watch = 'silent'))).taken).toBe(false);
    await clock.advance(5_000);

    expect(leases.stored?.spec).toMatchObject({ holderIdentity: 'b' });
  });

  it('costs whoever stands by one watch, and next to no reads', async () => {
    const a = replica('a');
    await a.acquired;
    replica('b');
    await clock.advance(1_000);
    const { reads } = leases;
    await clock.advance(200_000);

    expect(leases.watches).toBe(1);
    expect(leases.reads - reads).toBeLessThanOrEqual(1);
  });

  it('is asked for a watch once in ten minutes where that is not granted', async () => {
    leases.watch = 'denied';
    await replica('a').acquired;
    replica('b');
    await clock.advance(300_000);

    expect(leases.watches).toBe(1);
    expect(leases.reads).toBeGreaterThan(200);
  });

  it('is taken 15 s after its holder fell silent, though somebody sets labels', async () => {
    leases.stored = { metadata: { resourceVersion: '0' }, spec: { holderIdentity: 'dead', renewTime: 'x' } };
    const b = replica('b');
    for (let s = 0; s < 14; s += 1) {
      await clock.advance(1_000);
      leases.touch();
    }
    expect(b.lease.isHeld).toBe(false);

    await clock.advance(3_000);

    expect(b.lease.isHeld).toBe(true);
  });

  it('is not lost by a label, nor by an outage of 6 s', async () => {
    const { lease, seen, acquired } = replica('a');
    await acquired;
    leases.touch();
    await clock.advance(3_000);
    leases.down = true;
    await clock.advance(6_000);
    leases.down = false;
    await clock.advance(60_000);

    expect([lease.isHeld, seen.lost]).toEqual([true, false]);
  });

  it('is lost after 10 s without a renewal, before another may take it', async () => {
    const { lease, seen, acquired } = replica('a');
    await acquired;
    leases.down = true;
    await clock.advance(12_000);

    expect([lease.isHeld, seen.lost]).toEqual([false, true]);
  });

  it('is lost at once where another has taken it, and is not taken back', async () => {
    const { lease, seen, acquired } = replica('a');
    await acquired;
    leases.stored = { metadata: { resourceVersion: '77' }, spec: { holderIdentity: 'b', renewTime: 'y' } };
    await clock.advance(2_000);
    expect([lease.isHeld, seen.lost]).toEqual([false, true]);

    await clock.advance(60_000);

    expect(leases.stored?.spec['holderIdentity']).toBe('b');
  });
});
