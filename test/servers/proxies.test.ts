import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Wait } from 'testcontainers';
import { registry, type TestContext, type Verdict } from '../../src/connectors/index.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { runIn } from '../support/containers/run.ts';
import { pemFor } from '../support/fake-tls.ts';
import { matrix } from '../support/matrix.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { passwords, proxies, rows, type Proxy, type Row } from './proxies/rows.ts';
import { startWebServer, type WebServer } from './web/server.ts';

const certificateHost = '*.acme.example';
const host = 'proxy.acme.example';
const overTls: ReadonlySet<Proxy> = new Set(['squid over TLS', 'squid, expired']);
const right: Row = { name: '', proxy: 'squid', url: 'https://files.acme.example/files/', expect: {} };
const names = Object.keys(proxies) as Proxy[];

await describeWithContainers('Proxies', () => {
  let web: WebServer;
  let authorityOfProxy: string;

  beforeAll(async () => {
    web = await startWebServer({
      folder: 'proxies',
      host: certificateHost,
      environment: {
        PLATFORM_PASSWORD: passwords.platform,
        PROXY_PASSWORD: passwords.proxy,
        PLATFORM_CA: (await pemFor(certificateHost)).ca,
      },
      certificates: '/certs',
      ports: Object.fromEntries(names.map((name) => [name, proxies[name].port])),
      ready: Wait.forLogMessage('ready'),
    });
    authorityOfProxy = await runIn(web.container, ['cat', '/certs/authority.crt']);
  }, 300_000);

  afterAll(() => web?.container.stop({ timeout: 0 }));

  describe.each(names)('%s', (name) => {
    it.each(rows.filter(({ proxy }) => proxy === name))('$url: $name', async (row) => {
      const [before, files] = [await shown(), await filesOf()];

      const verdict = await verdictOn(row);

      expect(verdict).toMatchObject(row.expect);
      expect(JSON.stringify(verdict)).not.toMatch(/canary/);
      if (row.shown !== undefined) expect((await shown()) - before).toBe(row.shown);
      expect(await filesOf()).toBe(files);
      matrix(proxies[name].title, row.standard ?? row.name);
    });
  });

  it.each(['squid', 'tinyproxy'] as const)('%s: waits for one that is silent no longer than it may', async (proxy) => {
    const verdict = await web.silent(() => verdictOn({ ...right, proxy }, { timeoutMs: 1500 }));

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
    matrix(proxies[proxy].title, 'server silent');
  });

  it.each([
    ['squid', 'http'],
    ['squid', 'https'],
    ['tinyproxy', 'http'],
    ['tinyproxy', 'https'],
  ] as const)('%s, %s: a password that it refuses is told, and shown once', async (product, scheme) => {
    const [proxy, url] = [`${product} asking` as const, right.url.replace('https', scheme)];
    let told = 0;
    const onProxyRefused = () => void (told += 1);

    await verdictOn({ ...right, proxy, url, login: { username: 'agent', password: 'wrong' } }, { onProxyRefused });

    expect(told).toBe(1);
    matrix(proxies[proxy].title, 'one login a test');
  });

  it('is told that nobody answers where they are down', async () => {
    const ports = (['squid', 'tinyproxy'] as const).map((proxy) => web.container.getMappedPort(proxies[proxy].port));
    await web.container.stop({ timeout: 0 });

    for (const [index, proxy] of (['squid', 'tinyproxy'] as const).entries()) {
      const resolve = () => Promise.resolve([{ address: '127.0.0.1', port: ports[index]! }]);
      const verdict = await verdictOn({ ...right, proxy }, { resolve });

      expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ProxyFailed' });
      matrix(proxies[proxy].title, 'server down');
    }
  });

  /** Requests that showed the platform a credential, right or wrong. */
  async function shown(): Promise<number> {
    const log = await runIn(web.container, ['cat', '/var/log/platform.log']);
    return log.split('\n').filter((line) => /^[^- ]/.test(line)).length;
  }

  function filesOf(): Promise<string> {
    return runIn(web.container, ['find', '/srv', '-type', 'f', '-printf', '%p %s %T@\n']);
  }

  async function verdictOn(
    { proxy, url, login, secret, requires, trust = 'platform' }: Row,
    more: Partial<TestContext> = {},
  ): Promise<Verdict> {
    const asked = {
      platform: registry.get('webdav')!,
      method: 'basic',
      config: { url },
      secret: { username: 'svc', password: passwords.platform, ...secret },
      requires,
      uid: '7d5e9f3a',
    };
    const { port } = proxies[proxy];
    const resolve = (name: string) =>
      Promise.resolve([{ address: '127.0.0.1', port: name === host ? web.container.getMappedPort(port) : 443 }]);
    const address = `${overTls.has(proxy) ? 'https' : 'http'}://${host}:${port}`;
    const ca = (await pemFor(certificateHost)).ca;
    const trusted = { platform: ca, proxy: authorityOfProxy, nobody: undefined }[trust];
    const context = web.context(port, { resolve, ca: trusted, proxy: { address, ...login }, ...more });
    return planAndTest(asked, context);
  }
});
