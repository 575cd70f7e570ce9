import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { PlatformSpec } from '../../src/api/platform.gen.ts';
import { conditionOf, joinCluster, verdictOf } from '../support/cluster/cluster.ts';
import { beforeTests, operatorIn } from '../support/cluster/suite.ts';
import { startCustomServer, type CustomServer } from '../support/custom-servers.ts';

/** As many Platforms of one's own as a large company writes: what one of them says concerns its Connections alone. */
const count = 300;
/** A busy machine makes so many objects in a minute. */
const limitMs = 300_000;
const cluster = beforeTests(joinCluster);
let server: CustomServer;

const nameOf = (index: number) => `many-${index}-${cluster.namespace}`;
const asked = (path: string) => server.seen.filter((line) => line === `GET /${path}/me`).length;

function specOf(path: string): PlatformSpec {
  return {
    title: `Service ${path}`,
    category: 'Business',
    config: { required: ['url'], properties: { url: { type: 'string' } } },
    hosts: ['{{config.url}}'],
    methods: [
      {
        name: 'token',
        title: 'Token',
        secret: { required: ['token'], properties: { token: { type: 'string', writeOnly: true } } },
        credential: { bearer: '{{secret.token}}' },
      },
    ],
    test: [{ request: { url: `{{config.url}}/${path}/me` }, facts: { account: { id: 'json.id' } } }],
  };
}

/** The API server is asked for so many things at once, and no more. */
async function inTens(work: (index: number) => Promise<unknown>): Promise<void> {
  for (let from = 0; from < count; from += 10)
    await Promise.all(Array.from({ length: 10 }, (_, index) => work(from + index)));
}

beforeAll(async () => {
  server = await startCustomServer(({ headers }) =>
    headers.authorization === 'Bearer right' ? [200, { id: '7' }] : [401, {}],
  );
  await inTens((index) => cluster.platform(nameOf(index), specOf(`p${index}`)));
}, limitMs);
operatorIn(cluster);
afterAll(async () => {
  await inTens((index) => cluster.remove('platforms', nameOf(index)).catch(() => undefined));
  await server.stop();
}, limitMs);

it(`takes ${count}, tests anew what an edit concerns, and says which one was deleted`, async () => {
  await cluster.secret('token', { token: 'right' });
  for (const index of [0, 1, count - 1])
    await cluster.connection(`c${index}`, {
      platform: nameOf(index),
      secretRef: { name: 'token' },
      config: { url: server.url },
    });
  for (const index of [0, 1, count - 1]) {
    await cluster.until(`c${index}`, (c) => verdictOf(c) === 'True/Verified');
    expect(asked(`p${index}`)).toBe(1);
  }

  await cluster.platform(nameOf(0), specOf('edited'));
  await cluster.until('c0', () => asked('edited') > 0);
  await cluster.remove('platforms', nameOf(1));
  const orphan = await cluster.until('c1', (c) => verdictOf(c) !== 'True/Verified');

  expect(conditionOf(orphan, 'Connected')?.message).toContain(nameOf(1));
  expect(verdictOf(await cluster.until('c0', (c) => verdictOf(c) === 'True/Verified'))).toBe('True/Verified');
  expect(verdictOf(await cluster.get(`c${count - 1}`))).toBe('True/Verified');
  expect([asked('edited'), asked('p0'), asked('p1'), asked(`p${count - 1}`)]).toEqual([1, 1, 1, 1]);
});
