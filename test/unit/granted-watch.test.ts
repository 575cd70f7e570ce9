import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { GrantedWatch } from '../../src/granted-watch.ts';
import { api, client, clock, useFakeApi } from '../support/fake-api-client.ts';
import type { FakeCall } from '../support/fake-api-server.ts';
import { FakeLogger } from '../support/fake-logger.ts';
import { until } from '../support/until.ts';

useFakeApi();

let stop: AbortController;
let running: Promise<void>;
let watch: GrantedWatch;

beforeEach(() => {
  stop = new AbortController();
  watch = new GrantedWatch({
    watched: { group: '', version: 'v1', plural: 'secrets', namespace: 'team-a' },
    name: 'secrets team-a',
    path: '/api/v1/namespaces/team-a/secrets',
    client,
    onChange: () => {},
    clock,
    log: new FakeLogger(),
  });
  running = watch.run(stop.signal);
});

afterEach(async () => {
  stop.abort();
  await running;
});

it('asks, waits for the grant without trying, and then lists and watches', async () => {
  await answer(false);
  await watch.looked;
  await passWait();
  await answer(true);
  await answer(true);
  await listed();

  await until(() => watch.reflector?.isSynced === true);
});

it('tries where it cannot be asked', async () => {
  (await api.next()).fail(404, 'NotFound');

  await listed();
});

it('goes on through a few refusals, as of a server that does not know its roles yet', async () => {
  await answer(true);
  await answer(true);
  for (let times = 0; times < 3; times++) {
    (await api.next()).fail(403, 'Forbidden');
    await passWait();
  }

  await listed();
});

it('ends when the grant does', async () => {
  await answer(true);
  await answer(true);
  for (let times = 0; times < 4; times++) {
    if (times > 0) await passWait();
    (await api.next()).fail(403, 'Forbidden');
  }
  await answer(false);

  await until(() => watch.reflector === undefined);
  await passWait();
  expect(await answer(false)).toMatchObject({ verb: 'list', resource: 'secrets', namespace: 'team-a' });
});

/** Answers a question for a right, and tells which. */
async function answer(allowed: boolean): Promise<unknown> {
  const call = await api.next();
  expect(call.url.pathname).toBe('/apis/authorization.k8s.io/v1/selfsubjectaccessreviews');
  call.json(201, { status: { allowed } });
  return (JSON.parse(call.body) as { spec: { resourceAttributes: unknown } }).spec.resourceAttributes;
}

async function listed(): Promise<FakeCall> {
  const call = await api.next();
  expect(call.url.pathname).toBe('/api/v1/namespaces/team-a/secrets');
  call.json(200, { metadata: { resourceVersion: '1' }, items: [] });
  return call;
}

async function passWait(): Promise<void> {
  await until(() => clock.pendingMs.some((ms) => ms <= 45_000));
  await clock.advance(Math.min(...clock.pendingMs));
}
