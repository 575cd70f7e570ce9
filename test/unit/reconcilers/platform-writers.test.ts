import { describe, expect, it } from '@jest/globals';
import type { PlatformObject } from '../../../src/api/resources.ts';
import { PlatformCatalogue } from '../../../src/reconcilers/platforms.ts';
import { References } from '../../../src/reconcilers/references.ts';
import type { KubeClient } from '../../../src/runtime/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeLogger } from '../../support/fake-logger.ts';
import { scriptedPlatform } from '../../support/cluster/scripted-platform.ts';

/** A Platform that several operators look after, each with a watch that is up to date. */
class Shared {
  readonly clock = new FakeClock();
  readonly log = new FakeLogger();
  writes = 0;
  events = 0;
  object: PlatformObject = {
    metadata: { name: 'archive', uid: 'u', resourceVersion: '1', generation: 1 },
    spec: scriptedPlatform,
  };

  write(status: PlatformObject['status']): { metadata: object } {
    this.writes += 1;
    const metadata = { ...this.object.metadata, resourceVersion: String(this.writes + 1) };
    this.object = { ...this.object, metadata, status: structuredClone(status) as NonNullable<typeof status> };
    return { metadata };
  }

  operator(connections: number, knowsAll = false): PlatformCatalogue {
    const references = new References();
    for (let index = 0; index < connections; index += 1)
      references.update(`team/${index}`, { metadata: { namespace: 'team' }, spec: { platform: 'archive' } } as never);
    const create = async () => void (this.events += 1);
    const jsonPatch = async (_path: string, operations: { value: PlatformObject['status'] }[]) =>
      this.write(operations.at(-1)?.value);
    return new PlatformCatalogue({
      client: { jsonPatch, create } as unknown as KubeClient,
      clock: this.clock,
      log: this.log,
      references,
      knowsAll,
      isWriter: true,
      owner: undefined,
      instance: 'one',
      object: () => this.object,
      isKnown: () => true,
    });
  }
}

const signal = new AbortController().signal;

async function rounds(operators: PlatformCatalogue[], times: number): Promise<void> {
  for (let turn = 0; turn < times; turn += 1)
    for (const operator of operators) await operator.reconcile('archive', signal);
}

describe('several operators and one Platform', () => {
  it('writes it once where each knows other namespaces, and leaves the count alone', async () => {
    const shared = new Shared();
    shared.write({ observedGeneration: -1, connections: 7 });

    await rounds([shared.operator(2), shared.operator(3)], 50);

    expect(shared.writes).toBe(2);
    expect(shared.object.status).toMatchObject({ observedGeneration: 1, connections: 7 });
  });

  it('has the count of the one that knows all', async () => {
    const shared = new Shared();

    await rounds([shared.operator(2), shared.operator(5, true), shared.operator(3)], 50);

    expect(shared.writes).toBe(2);
    expect(shared.object.status?.connections).toBe(5);
  });

  it('writes against another version of itself ever more rarely, and says so', async () => {
    const shared = new Shared();
    const operator = shared.operator(1, true);
    await rounds([operator], 1);

    let rewritten = 0;
    for (let second = 0; second < 3600; second += 1) {
      if (shared.object.status?.methods !== 'others') shared.write({ ...shared.object.status, methods: 'others' });
      if ((await operator.reconcile('archive', signal)) === undefined) rewritten += 1;
      await shared.clock.advance(1000);
    }

    expect(rewritten).toBeGreaterThan(5);
    expect(rewritten).toBeLessThan(15);
    expect(shared.log.messages('warn')[0]).toContain('another operator');
  });

  it('does not take its own write for one of somebody else while the watch lags behind', async () => {
    const shared = new Shared();
    const operator = shared.operator(1, true);
    const stale = shared.object;
    await rounds([operator], 1);
    shared.object = stale;

    await rounds([operator], 3);

    expect(shared.log.messages('warn')).toEqual([]);
    expect(shared.writes).toBe(1);
  });

  it('tells once that it is refused while the watch lags behind, and again after it was usable', async () => {
    const shared = new Shared();
    const operator = shared.operator(1, true);
    const change = (generation: number, spec: PlatformObject['spec']) => {
      const metadata = { ...shared.object.metadata, generation, resourceVersion: String((shared.writes += 1) + 1) };
      shared.object = { ...shared.object, metadata, spec };
    };
    const refused = { ...scriptedPlatform, hosts: [] } as PlatformObject['spec'];
    change(2, refused);
    const stale = shared.object;
    await rounds([operator], 1);
    shared.object = stale;

    await rounds([operator], 3);

    expect(shared.events).toBe(1);

    change(3, scriptedPlatform);
    await rounds([operator], 1);
    change(4, refused);
    await rounds([operator], 1);

    expect(shared.events).toBe(2);
  });
});
