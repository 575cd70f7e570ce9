import { expect, it } from '@jest/globals';
import { planConnection, registry, testConnection } from '../../../../../src/connectors/index.ts';
import { startS3Server, type S3Bucket } from '../../../../../dev/servers/s3-server.ts';
import { secretBytes, testContext } from '../../../../support/test-context.ts';

const secret = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'canary-secret' };
const all = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };

it('removes the versions that earlier probes had to leave, once the key may, and those of no other object', async () => {
  const rules: S3Bucket = {
    versioned: true,
    keys: ['in/report', 'in/.connection-test-1-of-another'],
    forbidden: ['VERSION'],
  };
  const server = await startS3Server({ ...secret, buckets: { archive: rules } });
  const probe = async () => {
    const context = testContext({ now: () => Date.now() });
    const planned = planConnection({
      platform: registry.get('s3-compatible')!,
      config: { endpoint: server.url, bucket: 'archive' },
      secret: secretBytes(secret),
      requires: { proof: 'Probe', path: 'in' },
      uid: '1',
      now: context.now(),
    });
    if ('verdict' in planned) throw new Error(planned.verdict.about);
    return testConnection(planned.plan, context);
  };

  const first = await probe();
  const left = server.objects();
  delete rules.forbidden;
  const second = await probe();

  expect([first, second]).toMatchObject([
    { outcome: 'connected', access: all },
    { outcome: 'connected', access: all },
  ]);
  expect(left).toContain('archive/in/.connection-test-1');
  expect(server.objects()).toEqual(['archive/in/report', 'archive/in/.connection-test-1-of-another']);
  await server.stop();
});
