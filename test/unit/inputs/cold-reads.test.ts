import { expect, it } from '@jest/globals';
import { ColdReads } from '../../../src/inputs/cold-reads.ts';
import type { ObjectSource, StoredObject } from '../../../src/inputs/objects.ts';
import { systemClock, type KubeClient } from '../../../src/runtime/index.ts';

const { signal } = new AbortController();

interface Page {
  query: { limit?: number; continue?: string };
}

/** A namespace `team` with Secrets `s-0`, `s-1`, …; what is changed afterwards has another version. */
function cluster(count: number, { isAllowed = true, value = 'value' } = {}) {
  const secrets = Array.from({ length: count }, (_, index) => ({
    metadata: { name: `s-${index}`, namespace: 'team', uid: `uid-${index}`, resourceVersion: '1' },
    data: { token: value },
  }));
  const pages: string[] = [];
  const reads: string[] = [];
  const client = {
    stream: async (path: string, { query }: Page) => {
      if (!isAllowed) throw new Error('403');
      pages.push(path);
      const from = Number(query.continue ?? 0);
      const items = secrets.slice(from, from + (query.limit ?? count));
      const next = from + items.length < count ? { continue: String(from + items.length) } : {};
      return [Buffer.from(JSON.stringify({ metadata: { resourceVersion: '9', ...next }, items }))];
    },
  } as unknown as KubeClient;
  const single: ObjectSource = {
    get: async (kind, name) => {
      reads.push(`${kind} ${name}`);
      return { metadata: { uid: 'single', resourceVersion: '2' } };
    },
  };
  const versions = new Map(
    secrets.map(({ metadata: { name, uid } }) => [`team/${name}`, { uid, resourceVersion: '1' }]),
  );
  const cold = new ColdReads({ client, clock: systemClock, version: (key) => versions.get(key) });
  const names = (wanted: number): Map<string, Set<string>> =>
    new Map([['team', new Set(secrets.slice(0, wanted).map(({ metadata }) => metadata.name))]]);
  return { cold: cold, single, pages, reads, versions, names, totals: new Map([['team', count]]) };
}

async function read(name: string, { cold, single }: ReturnType<typeof cluster>): Promise<StoredObject | string> {
  return cold.over(single, 'team', signal).get('Secret', name);
}

it('hands each body of a list out once', async () => {
  const c = cluster(250);
  c.cold.begin(c.names(250), c.totals);

  const bodies = await Promise.all([...c.names(250).get('team')!].map((name) => read(name, c)));

  expect(bodies.map((body) => (body as StoredObject).data?.['token'])).toEqual(bodies.map(() => 'value'));
  expect(c.pages).toEqual(Array.from({ length: 3 }, () => '/api/v1/namespaces/team/secrets'));
  expect(c.reads).toEqual([]);
  expect(await read('s-7', c)).toEqual({ metadata: { uid: 'single', resourceVersion: '2' } });
});

it('asks for the next page once what it holds is used', async () => {
  const c = cluster(1000);
  c.cold.begin(c.names(1000), c.totals);

  for (let index = 0; index < 60; index++) await read(`s-${index}`, c);

  expect(c.pages.length).toBeLessThanOrEqual(2);
});

it.each([
  ['few are wanted', 19, 30],
  ['most of the listed would be read for nothing', 40, 100],
])('reads one by one where %s', async (_, wanted, count) => {
  const c = cluster(count);
  c.cold.begin(c.names(wanted), c.totals);

  await read('s-3', c);

  expect(c.pages).toEqual([]);
  expect(c.reads).toEqual(['Secret s-3']);
});

it('reads by itself what the watch knows another version of', async () => {
  const c = cluster(30);
  c.cold.begin(c.names(30), c.totals);
  c.versions.set('team/s-4', { uid: 'uid-4', resourceVersion: '2' });

  expect(await read('s-4', c)).toMatchObject({ metadata: { uid: 'single' } });
  expect(await read('s-5', c)).toMatchObject({ metadata: { uid: 'uid-5' } });
});

it('reads by itself what may not be listed, and what is not in the list', async () => {
  const denied = cluster(30, { isAllowed: false });
  denied.cold.begin(denied.names(30), denied.totals);
  await read('s-1', denied);
  expect(denied.reads).toEqual(['Secret s-1']);

  const c = cluster(30);
  c.cold.begin(new Map([['team', new Set([...c.names(30).get('team')!, 'new'])]]), c.totals);
  await read('new', c);
  expect(c.reads).toEqual(['Secret new']);
});

it('holds no more than 16 MiB', async () => {
  const c = cluster(40, { value: 'x'.repeat(600_000) });
  c.cold.begin(c.names(40), c.totals);
  await read('s-39', c);

  const bodies: (StoredObject | string)[] = [];
  for (let index = 0; index < 39; index++) bodies.push(await read(`s-${index}`, c));

  const listed = bodies.filter((body) => (body as StoredObject).metadata.uid !== 'single');
  expect(listed.length).toBe(Math.floor((16 * 1024 * 1024) / 600_005));
});

it('keeps nothing once the first tests are over', async () => {
  const c = cluster(30);
  c.cold.begin(c.names(30), c.totals);
  await read('s-1', c);
  c.cold.end();

  await read('s-2', c);

  expect(c.reads).toEqual(['Secret s-2']);
});
