import { httpStep, startKillingProxy } from '../../../dev/servers/killing-proxy.ts';
import { startS3Server } from '../../../dev/servers/s3-server.ts';
import type { ProbeTarget } from './target.ts';

const secret = { accessKeyId: 'AKIAMIGRATION', secretAccessKey: 'a-secret-access-key-of-forty-characters' };

export const s3Target = {
  name: 's3',
  async start(): Promise<ProbeTarget> {
    const keys = ['incoming/keep.txt', 'incoming/.connection-test-of-another'];
    const server = await startS3Server({ ...secret, buckets: { media: { keys } } });
    const proxy = await startKillingProxy(server, httpStep);
    return {
      name: 's3',
      secret,
      spec: {
        platform: 's3-compatible',
        config: { endpoint: `http://127.0.0.1:${proxy.port}`, bucket: 'media' },
      },
      path: 'incoming/',
      arm: proxy.arm,
      steps: proxy.steps,
      contents: async () => Object.fromEntries(server.objects().map((path) => [path, ''])),
      async stop() {
        await proxy.stop();
        await server.stop();
      },
    };
  },
};
