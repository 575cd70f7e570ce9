import { beforeEach, expect, it } from '@jest/globals';
import type { OwnerReference, PlatformObject } from '../../../src/api/resources.ts';
import { registry } from '../../../src/connectors/index.ts';
import { PublishedPlatforms } from '../../../src/reconcilers/published-platforms.ts';
import { ApiError, type KubeClient } from '../../../src/runtime/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeLogger } from '../../support/fake-logger.ts';

const { signal } = new AbortController();
const reference = { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' };
const ours: OwnerReference = { ...reference, name: 'ops-platforms', uid: 'role-1' };
const theirs: OwnerReference = { ...reference, name: 'team-platforms', uid: 'role-9' };

/** A cluster with one ClusterRole, which owns the platforms. */
const cluster = {
  objects: new Map<string, PlatformObject>(),
  role: 'role-1' as string | number,
  refusesOwners: false,
  writes: 0,
};

const client = {
  get: async () => {
    if (typeof cluster.role === 'number') throw refused(cluster.role);
    return { metadata: { name: ours.name, uid: cluster.role } };
  },
  apply: async (path: string, object: PlatformObject) => {
    cluster.writes += 1;
    const there = cluster.objects.get(object.metadata.name);
    const [before, after] = [there, object].map((one) => JSON.stringify(one?.metadata.ownerReferences ?? []));
    if (cluster.refusesOwners && there && before !== after) throw refused(403);
    expect(path).toBe(`/apis/connection-operator.dev/v1alpha1/platforms/${object.metadata.name}`);
    cluster.objects.set(object.metadata.name, object);
  },
} as unknown as KubeClient;

beforeEach(() => {
  cluster.objects.clear();
  Object.assign(cluster, { role: 'role-1', refusesOwners: false, writes: 0 });
});

function refused(code: number): ApiError {
  return new ApiError({ method: 'GET', path: '' }, { code, reason: '' });
}

function operator(owner: string | null = ours.name): PublishedPlatforms {
  const object = (name: string) => cluster.objects.get(name);
  return new PublishedPlatforms({
    client,
    clock: new FakeClock(),
    log: new FakeLogger(),
    owner: owner ?? undefined,
    object,
  });
}

function ownersOf(name: string): readonly OwnerReference[] | undefined {
  return cluster.objects.get(name)?.metadata.ownerReferences;
}

function edit(name: string, metadata: Partial<PlatformObject['metadata']>): void {
  const object = cluster.objects.get(name)!;
  cluster.objects.set(name, { ...object, metadata: { ...object.metadata, ...metadata } });
}

it('every listed platform is owned by the ClusterRole, and written once', async () => {
  await operator().publish(signal);
  await operator().publish(signal);

  expect(cluster.objects.size).toBe(registry.size);
  for (const name of registry.keys()) expect(ownersOf(name)).toEqual([ours]);
  expect(cluster.writes).toBe(registry.size);
});

it('an earlier listing is given its owner, beside that of another release, in place of an earlier ClusterRole', async () => {
  await operator(null).publish(signal);
  edit('sftp', { ownerReferences: [theirs, { ...ours, uid: 'role-0' }] });

  await operator().publish(signal);

  expect(ownersOf('box')).toEqual([ours]);
  expect(ownersOf('sftp')).toEqual([theirs, ours]);
});

it('without the right to read the ClusterRole they are listed without an owner', async () => {
  cluster.role = 403;

  await operator().publish(signal);

  expect(cluster.objects.size).toBe(registry.size);
  expect(ownersOf('box')).toBeUndefined();
});

it('where nobody may own what they may not delete, it asks once, and new ones are owned', async () => {
  await operator(null).publish(signal);
  cluster.objects.delete('sftp');
  Object.assign(cluster, { refusesOwners: true, writes: 0 });

  await operator().publish(signal);

  expect([ownersOf('box'), ownersOf('sftp')]).toEqual([undefined, [ours]]);
  expect(cluster.writes).toBe(2);
});

it("a user's own Platform of a built-in name is left alone", async () => {
  const own = { metadata: { name: 'box', uid: 'u', resourceVersion: '1' }, spec: {} } as PlatformObject;
  cluster.objects.set('box', own);

  await operator().publish(signal);

  expect(cluster.objects.get('box')).toBe(own);
});

it('one that was deleted is put back, but not once the ClusterRole or the rights are gone', async () => {
  const published = operator();
  await published.restore('box', signal);
  expect(cluster.objects.size).toBe(0);
  await published.publish(signal);

  cluster.objects.delete('box');
  cluster.role = 'role-2';
  await published.restore('box', signal);
  expect(ownersOf('box')).toEqual([{ ...ours, uid: 'role-2' }]);

  cluster.objects.delete('box');
  cluster.role = 404;
  await published.restore('box', signal);
  await published.restore('another', signal);
  expect(cluster.objects.has('box')).toBe(false);
});
