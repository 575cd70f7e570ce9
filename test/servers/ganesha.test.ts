import type { TestContext, Verdict } from '../../src/connectors/index.ts';
import { nfs as spec } from '../../src/connectors/platforms/nfs/platform.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { matrix } from '../support/matrix.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { startRelay } from '../../dev/servers/relay.ts';
import { testContext } from '../support/test-context.ts';
import { Ganesha, ports } from './ganesha/container.ts';
import { rows, type Row } from './ganesha/rows.ts';

const title = 'NFS-Ganesha 4';
const versions = ['4', '3'] as const;

await describeWithContainers(title, () => {
  let ganesha: Ganesha;

  beforeAll(async () => {
    ganesha = await Ganesha.start();
  }, 300_000);

  afterAll(() => ganesha?.stop());

  it.each(rows)('$name', async (row) => {
    const verdict = await verdictOn(row);

    expect(verdict).toMatchObject(row.expect);
    matrix(title, row.standard ?? row.name);
  });

  it('refuses, in version 3, a source port above 1023 where the export wants one below', async () => {
    const verdict = await throughRelay('3');

    expect(verdict).toMatchObject({
      reason: 'AccessRefused',
      causes: expect.arrayContaining(['the server takes source ports below 1024 only']),
      credential: 'NotSent',
    });
    expect(verdict.checks.at(-1)).toMatchObject({ name: 'Authenticated', result: 'Failed' });
    matrix(title, 'version 3: source port above 1023');
  });

  it('hides, in version 4, such an export from it', async () => {
    const verdict = await throughRelay('4');

    expect(verdict).toMatchObject({
      reason: 'TargetNotFound',
      causes: expect.arrayContaining([expect.stringContaining('source ports below 1024 only')]),
    });
    matrix(title, 'version 4: source port above 1023');
  });

  it.each(versions)('takes, in version %s, a source port below 1024 there', async (version) => {
    const verdict = await verdictOn(
      { config: { version, export: '/srv/low' } },
      { resolve: ganesha.direct, timeoutMs: 3000 },
    );

    // Without the right to such a port, or the engine on this machine, there is nothing to see.
    if (process.getuid?.() !== 0 || ('reason' in verdict && verdict.reason === 'TimedOut')) return;
    expect(verdict).toMatchObject({ outcome: 'connected' });
    matrix(title, `version ${version}: source port below 1024`);
  });

  it('has nothing written to it', async () => {
    const files = await ganesha.run('find', '/srv', '-newer', '/srv/rw/list.csv', '-type', 'f');

    expect(files.trim()).toBe('');
  });

  it.each(versions)('version %s: waits for a server that is silent no longer than it may', async (version) => {
    await ganesha.silence(true);

    const verdict = await verdictOn({ config: { version } }, { timeoutMs: 1500 });

    await ganesha.silence(false);
    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
    matrix(title, 'server silent');
  });

  it.each(versions)('version %s: is told that nobody answers where the server is down', async (version) => {
    await ganesha.stop();

    const verdict = await verdictOn({ config: { version } });

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ConnectionRefused' });
    matrix(title, 'server down');
  });

  async function throughRelay(version: string): Promise<Verdict> {
    const relays = await Promise.all(
      [ports.rpcbind, ports.mount, ports.nfs].map(async (port) => {
        const [to] = await ganesha.resolve('nas.example.com', port);
        return [port, await startRelay({ host: to!.address, port: to!.port })] as const;
      }),
    );
    const published = new Map(relays.map(([port, relay]) => [port, relay.port]));
    const verdict = await verdictOn(
      { config: { version, export: '/srv/low' } },
      { resolve: async (_host, port) => [{ address: '127.0.0.1', port: published.get(port) ?? port }] },
    );
    await Promise.all(relays.map(([, relay]) => relay.stop()));
    return verdict;
  }

  function verdictOn(
    { config, requires }: Pick<Row, 'config' | 'requires'>,
    more: Partial<TestContext> = {},
  ): Promise<Verdict> {
    const own = { server: 'nas.example.com', export: '/srv/rw', uid: 1000, gid: 1000 };
    return planAndTest(
      { platform: { name: 'nfs', spec }, config: { ...own, ...config }, requires },
      testContext({ timeoutMs: 20_000, resolve: ganesha.resolve, ...more }),
    );
  }
});
