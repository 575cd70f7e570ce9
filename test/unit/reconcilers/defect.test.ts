import { expect, it } from '@jest/globals';
import type { Connection } from '../../../src/api/resources.ts';
import { planConnection, registry, testConnection } from '../../../src/connectors/index.ts';
import { remember } from '../../../src/reconcilers/connection-state.ts';
import type { TestRun, TestRunOptions } from '../../../src/reconcilers/run.ts';
import { runTest } from '../../../src/reconcilers/test-run.ts';
import { NetworkError } from '../../../src/runtime/index.ts';
import { FakeClock } from '../../support/fake-clock.ts';
import { secretBytes, testContext, testNow } from '../../support/test-context.ts';

const never = new AbortController().signal;
const metadata = { name: 'c', namespace: 'team', uid: 'uid', resourceVersion: '1', generation: 3 };
const connection = { metadata, spec: { platform: 'webdav', secretRef: { name: 's' } } } as unknown as Connection;

/** A run whose cache throws. */
function ran(thrown: Error) {
  const logged: unknown[] = [];
  const roomGivenBack: string[] = [];
  const clock = new FakeClock(0);
  const options = {
    clock,
    cache: {
      platform: () => {
        throw thrown;
      },
    },
    redactor: { add: () => () => {} },
    pace: { planned: () => true, ended: (key: string) => roomGivenBack.push(key) },
    log: { error: (...line: unknown[]) => logged.push(line) },
    onTested: () => {},
  } as unknown as TestRunOptions;
  const inputs = { uid: 'uid', generation: 3 } as TestRun['inputs'];
  const run: TestRun = { connection, state: remember(connection, { clock }), cause: 'first', inputs };
  return { result: runTest(run, options, never), logged, roomGivenBack };
}

it('a defect before a test is a verdict, and told without its message', async () => {
  const { result, logged } = ran(new TypeError('canary'));

  expect(await result).toMatchObject({
    inputs: { generation: 3 },
    verdict: { outcome: 'inconclusive', reason: 'InternalError', credential: 'NotSent' },
    nextAt: expect.any(Number),
  });
  expect(logged).toEqual([[expect.any(String), { connection: 'team/c', error: 'TypeError', at: expect.any(Array) }]]);
  expect(JSON.stringify(logged)).not.toContain('canary');
});

it('a test that is over takes up no room at its host, though its verdict is not written yet', async () => {
  const { result, roomGivenBack } = ran(new TypeError('any'));

  await result;

  expect(roomGivenBack).toEqual(['team/c']);
});

it('what the API server does not answer is none', async () => {
  await expect(ran(new NetworkError({ method: 'GET', path: '/' }, undefined, false)).result).rejects.toThrow(
    NetworkError,
  );
});

it('a defect within a test is a verdict that says what became of the credential', async () => {
  const planned = planConnection({
    platform: registry.get('webdav')!,
    config: { url: 'https://dav.example.com/' },
    secret: secretBytes({ username: 'u', password: 'canary' }),
    uid: 'uid',
    now: testNow,
  });
  const told: unknown[] = [];
  const broken = new TypeError('no address');
  const resolve = async () => [{ address: '192.0.2.1', port: 443 }];
  const allows = (): never => {
    throw broken;
  };

  const context = testContext({
    resolve,
    egress: { allows, allowsName: () => true },
    onDefect: (error) => told.push(error),
  });
  const verdict = 'plan' in planned ? await testConnection(planned.plan, context) : planned.verdict;

  expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'InternalError', credential: 'NotSent' });
  expect(told).toEqual([broken]);
});
