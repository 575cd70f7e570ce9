import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

import { KubeClient } from '../../../src/runtime/client.ts';
import { recordEvent, type KubeEvent } from '../../../src/runtime/events.ts';
import { FakeApiServer } from '../../support/fake-api-server.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeLogger } from '../../support/fake-logger.ts';

const EVENT: KubeEvent = {
  regarding: {
    apiVersion: 'example.dev/v1',
    kind: 'Widget',
    namespace: 'ns',
    name: 'x',
    uid: 'u',
    resourceVersion: '7',
  },
  type: 'Warning',
  reason: 'Broken',
  action: 'Testing',
  note: 'It broke.',
  reportingController: 'example.dev/operator',
  reportingInstance: 'pod-1',
};

let api: FakeApiServer;
let log: FakeLogger;

beforeEach(async () => {
  api = await FakeApiServer.start();
  log = new FakeLogger();
});

afterEach(() => api.stop());

async function written(event: KubeEvent): Promise<{ path: string; body: Record<string, any> }> {
  const clock = new FakeClock();
  const client = new KubeClient(api.kubeConfig(), { userAgent: 'test', clock });
  const recording = recordEvent({ client, clock, log }, event, new AbortController().signal);
  const call = await api.next();
  call.json(201, {});
  await recording;
  return { path: call.url.pathname, body: JSON.parse(call.body) };
}

describe('recordEvent', () => {
  it('creates an event of events.k8s.io/v1', async () => {
    const { path, body } = await written(EVENT);

    expect(path).toBe('/apis/events.k8s.io/v1/namespaces/ns/events');
    expect(body).toEqual({
      ...EVENT,
      apiVersion: 'events.k8s.io/v1',
      kind: 'Event',
      metadata: { namespace: 'ns', name: expect.stringMatching(/^x\.[0-9a-f]+$/) },
      eventTime: '2030-01-01T00:00:00.000000Z',
    });
  });

  it('puts events of a cluster-scoped object into the namespace default', async () => {
    const { namespace: _, ...regarding } = EVENT.regarding;

    const { path, body } = await written({ ...EVENT, regarding });

    expect(path).toBe('/apis/events.k8s.io/v1/namespaces/default/events');
    expect(body['regarding']).not.toHaveProperty('namespace');
  });

  it('keeps the name of an object with a long name within 253 characters', async () => {
    const name = 'n'.repeat(253);

    const { body } = await written({ ...EVENT, regarding: { ...EVENT.regarding, name } });

    expect(body['metadata'].name).toMatch(/^n+\.[0-9a-f]+$/);
    expect(body['metadata'].name).toHaveLength(253);
  });

  it('has the same name for the same news, whoever tells it', async () => {
    const names: string[] = [];
    for (const news of ['u 1 Broken', 'u 1 Broken', 'u 2 Broken']) {
      const { body } = await written({ ...EVENT, news });
      expect(body).not.toHaveProperty('news');
      names.push(body['metadata'].name);
    }

    expect(names[1]).toBe(names[0]);
    expect(names[2]).not.toBe(names[0]);
    expect(names[0]).toMatch(/^x\.[0-9a-f]+$/);
  });

  it.each([
    ['short enough', 'a'.repeat(1_024), 'a'.repeat(1_024)],
    ['too long', 'a'.repeat(1_025), `${'a'.repeat(1_021)}…`],
    ['too long in bytes only', 'ü'.repeat(600), `${'ü'.repeat(510)}…`],
    ['cut beside a wide character', `${'a'.repeat(1_020)}😀😀`, `${'a'.repeat(1_020)}…`],
  ])('cuts a note that is %s', async (_case, note, expected) => {
    const { body } = await written({ ...EVENT, note });

    expect(body['note']).toBe(expected);
    expect(Buffer.byteLength(body['note'])).toBeLessThanOrEqual(1_024);
  });

  it('only logs, at debug, where the event cannot be written', async () => {
    const clock = new FakeClock();
    const client = new KubeClient(api.kubeConfig(), { userAgent: 'test', clock });

    const recording = recordEvent({ client, clock, log }, EVENT, new AbortController().signal);
    (await api.next()).fail(403, 'Forbidden');
    await recording;

    expect(log.lines).toMatchObject([{ level: 'debug', message: 'Event not written', fields: { object: 'x' } }]);
  });
});
