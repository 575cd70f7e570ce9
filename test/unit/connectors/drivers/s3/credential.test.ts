import { expect, it } from '@jest/globals';
import { registry } from '../../../../../src/connectors/index.ts';
import type { Loopback } from '../../../../../dev/loopback.ts';
import { planAndTest } from '../../../../support/plan-and-test.ts';
import { startS3Server, type S3ServerOptions } from '../../../../../dev/servers/s3-server.ts';
import { startSilentServer } from '../../../../../dev/servers/silent-server.ts';
import { testContext } from '../../../../support/test-context.ts';

const secret = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'canary-secret' };
const slowDown = { status: 503, body: '<Error><Code>SlowDown</Code></Error>' };

const store = (more: Partial<S3ServerOptions> = {}) => startS3Server({ ...secret, buckets: { archive: {} }, ...more });

async function stopped(): Promise<Loopback> {
  const server = await store();
  await server.stop();
  return { ...server, stop: () => Promise.resolve() };
}

it.each<[string, () => Promise<Loopback>, string, string]>([
  ['nobody listens', stopped, 'ConnectionRefused', 'NotSent'],
  ['nobody responds', startSilentServer, 'TimedOut', 'NotAccepted'],
  ['the store is too busy', () => store({ instead: () => slowDown }), 'RateLimited', 'NotAccepted'],
  ['the key is refused', () => store({ secretAccessKey: 'another' }), 'CredentialsRejected', 'NotAccepted'],
  [
    'the store is too busy once the key has proved itself',
    () => store({ instead: ({ path, signed }) => (path === '/' && signed ? slowDown : undefined) }),
    'RateLimited',
    'Accepted',
  ],
])('says what became of the key: %s', async (_name, start, reason, credential) => {
  const server = await start();

  const verdict = await planAndTest(
    {
      platform: registry.get('s3-compatible')!,
      config: { endpoint: `http://${server.host}:${server.port}`, bucket: 'archive' },
      secret,
    },
    testContext({ now: () => Date.now(), timeoutMs: reason === 'TimedOut' ? 300 : 10_000 }),
  );

  expect(verdict).toMatchObject({ reason, credential });
  await server.stop();
});
