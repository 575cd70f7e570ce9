import { expect, it } from '@jest/globals';
import { conditionOf } from '../../../src/api/conditions.ts';
import type { Connection } from '../../../src/api/resources.ts';
import { registry } from '../../../src/connectors/index.ts';
import { ConnectionReconciler, type ConnectionReconcilerOptions } from '../../../src/reconcilers/connection.ts';
import { nextStatus, type StatusUpdate } from '../../../src/reconcilers/status.ts';
import { sleep } from '../../../src/runtime/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';

const key = 'ns/c';
const never = new AbortController().signal;

/** A Connection whose Secret lacks a key, so that it is judged without a request; reading it takes a while. */
function setUp() {
  const clock = new FakeClock();
  const metadata = { name: 'c', namespace: 'ns', uid: 'uid', resourceVersion: '1', generation: 1 };
  const spec = { platform: 'webdav', config: { url: 'https://dav.example.com/' }, secretRef: { name: 's' } };
  const now = { version: '7', readMs: 0 };
  const seen: string[] = [];
  const options = {
    clock,
    client: {
      get: async () => {
        await sleep(now.readMs, clock, never);
        const data = { username: 'dQ==' };
        return { metadata: { name: 's', uid: 'secret', resourceVersion: now.version }, data };
      },
    },
    cache: {
      connection: () => ({ metadata, spec, status: {} }) as unknown as Connection,
      platform: (name: string) => ({ platform: registry.get(name)!, version: 'built-in' }),
      metadata: () => ({ name: 's', uid: 'secret', resourceVersion: now.version }),
    },
    redactor: { add: () => () => {} },
    pace: { planned: () => true, ended: () => {} },
    onTested: () => {},
    log: { error: () => {}, warn: () => {} },
    writer: {
      async write(of: Connection, update: StatusUpdate) {
        const status = nextStatus(of, update, clock.now());
        seen.push(conditionOf(status.conditions, 'Connected')?.reason ?? '');
        return status;
      },
      tell: async () => {},
      restore: async () => undefined,
    },
  };
  return { clock, now, seen, reconciler: new ConnectionReconciler(options as unknown as ConnectionReconcilerOptions) };
}

it('a verdict that was withdrawn while a Secret was read slowly is given back where labels alone had changed', async () => {
  const { clock, now, seen, reconciler } = setUp();
  const first = reconciler.reconcile(key, never);
  await clock.advance(0);
  await first;
  expect(seen).toEqual(['SecretKeyMissing']);

  for (const version of ['8', '9', '10']) {
    Object.assign(now, { version, readMs: 5000 });
    const turn = reconciler.reconcile(key, never);
    await clock.advance(100);
    await reconciler.withdraw(key, never);
    await clock.advance(5000);
    await turn;
  }

  const flap = ['CredentialChanged', 'SecretKeyMissing'];
  expect(seen).toEqual(['SecretKeyMissing', ...flap, ...flap, ...flap]);
  expect(reconciler.voidBy(key)).toBeUndefined();
});
