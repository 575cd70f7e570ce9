import { httpStep, startKillingProxy } from '../../../dev/servers/killing-proxy.ts';
import { startWebDavServer } from '../../../dev/servers/webdav-server.ts';
import type { ProbeTarget } from './target.ts';

const secret = { username: 'migration', password: 'tr0ub4dor and three' };
const authorization = `Basic ${Buffer.from(`${secret.username}:${secret.password}`).toString('base64')}`;

export const webdavTarget = {
  name: 'webdav',
  async start(): Promise<ProbeTarget> {
    const server = await startWebDavServer({ accounts: [{ ...secret, write: true }] });
    const { hostname: host, port } = new URL(server.url);
    const proxy = await startKillingProxy({ host, port: Number(port) }, httpStep);
    const ask = (
      path: string,
      { method = 'GET', body, depth = '0' }: { method?: string; body?: string; depth?: string } = {},
    ) =>
      fetch(new URL(path, server.url), {
        method,
        headers: { authorization, depth },
        ...(body === undefined ? {} : { body }),
      });
    await ask('incoming', { method: 'MKCOL' });
    await ask('incoming/keep.txt', { method: 'PUT', body: 'kept' });
    await ask('incoming/.connection-test-of-another', { method: 'PUT', body: 'kept too' });
    return {
      name: 'webdav',
      secret,
      spec: { platform: 'webdav', config: { url: `http://127.0.0.1:${proxy.port}/files/` } },
      path: 'incoming',
      arm: proxy.arm,
      steps: proxy.steps,
      async contents() {
        const listing = await ask('incoming/', { method: 'PROPFIND', depth: '1' });
        const names = [...(await listing.text()).matchAll(/href>[^<]*\/incoming\/([^<]+)</g)].map(
          ([, name = '']) => name,
        );
        const files = names.map(async (name) => [name, await (await ask(`incoming/${name}`)).text()] as const);
        return Object.fromEntries(await Promise.all(files));
      },
      async stop() {
        await proxy.stop();
        await server.stop();
      },
    };
  },
};
