import { expect, it } from '@jest/globals';
import type { ConnectionStatus } from '../../../src/api/connection.gen.ts';
import type { Connection } from '../../../src/api/resources.ts';
import type { TestResult } from '../../../src/reconcilers/result.ts';
import { remember } from '../../../src/reconcilers/connection-state.ts';
import { StateWriter } from '../../../src/reconcilers/state-writer.ts';
import { StatusWriter } from '../../../src/reconcilers/status-writer.ts';
import { ApiError, type KubeClient } from '../../../src/runtime/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { FakeLogger } from '../../support/fake-logger.ts';
import { until } from '../../support/until.ts';

const { signal } = new AbortController();
const clock = new FakeClock();

function connectionOf(resourceVersion: string, status: ConnectionStatus): Connection {
  const metadata = { name: 'c', namespace: 'ns', uid: 'u', resourceVersion, generation: 1 };
  return { metadata, spec: { platform: 'box', secretRef: { name: 's' } }, status };
}

const result: TestResult = {
  inputs: { uid: 'u', generation: 1, secret: { uid: 's', resourceVersion: '7' }, dependencies: 'built-in' },
  verdict: { outcome: 'failed', credential: 'NotAccepted', reason: 'CredentialsRejected', checks: [] },
  method: 'jwt',
  endedAt: clock.now(),
  durationMs: 5,
  nextAt: clock.now() + 60_000,
  request: undefined,
  failures: 1,
  inconclusive: 0,
  knownGood: false,
  fresh: true,
};

it('takes its own status for nobody else’s, which the watch brings while the event of it is sent', async () => {
  let others = 0;
  let patched: ConnectionStatus | undefined;
  let sent: (() => void) | undefined;
  const client = {
    jsonPatch: async (_path: string, operations: { path: string; value: ConnectionStatus }[]) => {
      patched = operations.find(({ path }) => path === '/status')?.value;
      return { metadata: { resourceVersion: '11' } };
    },
    create: () => new Promise<void>((resolve) => (sent = resolve)),
  } as unknown as KubeClient;
  const log = new FakeLogger();
  const onOthers = () => void (others += 1);
  const writer = new StateWriter(new StatusWriter({ client, clock, log, refreshMs: 1, instance: 'test', onOthers }));
  const connection = connectionOf('10', {});
  const state = remember(connection, { clock });
  state.status = {};

  const write = writer.write({ connection, state }, { kind: 'result', result, displayName: 'Box' }, { signal });
  await until(() => sent !== undefined);
  const seen = connectionOf('11', structuredClone(patched ?? {}));

  expect(writer.restoreMs({ connection: seen, state })).toBeUndefined();
  expect(others).toBe(0);
  sent?.();
  await write;
});

it.each([
  ['the object is not found', 404, 'NotFound', ''],
  ['it is another one by now', 422, 'Invalid', 'the server rejected our request due to an error in our request'],
])('is not taken for written where %s', async (_why, code, reason, text) => {
  const jsonPatch = () => Promise.reject(new ApiError({ method: 'PATCH', path: '/' }, { code, reason, text }));
  const client = { jsonPatch } as unknown as KubeClient;
  const writer = new StateWriter(
    new StatusWriter({ client, clock, log: new FakeLogger(), refreshMs: 1, instance: 'test' }),
  );
  const connection = connectionOf('10', {});
  const state = remember(connection, { clock });

  const write = writer.write({ connection, state }, { kind: 'result', result, displayName: 'Box' }, { signal });

  await expect(write).rejects.toThrow('The status was not written');
  expect(state.isWritten).toBeUndefined();
});
