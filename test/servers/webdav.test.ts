import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { GenericContainer, getContainerRuntimeClient, Wait, type StartedTestContainer } from 'testcontainers';
import { planConnection, registry, testConnection, type Verdict } from '../../src/connectors/index.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { pemFor } from '../support/fake-tls.ts';
import { matrix } from '../support/matrix.ts';
import { secretBytes, testContext } from '../support/test-context.ts';
import { until } from '../support/until.ts';
import { host, password, ports, rows, server, type Row } from './apache/rows.ts';

const right: Row = { kase: '', port: 'digest', path: '/files/', expect: {}, log: [] };

await describeWithContainers(server, () => {
  let container: StartedTestContainer;
  let ca: string;
  const log: string[] = [];

  beforeAll(async () => {
    const [good, expired] = await Promise.all([pemFor(host), pemFor(host, 'expired certificate')]);
    ca = good.ca;
    const image = await GenericContainer.fromDockerfile(new URL('./apache', import.meta.url).pathname).build();
    container = await image
      .withEnvironment({ DAV_PASSWORD: password })
      .withCopyContentToContainer([
        { content: good.cert, target: '/etc/apache2/server.crt' },
        { content: good.key, target: '/etc/apache2/server.key' },
        { content: expired.cert, target: '/etc/apache2/expired.crt' },
        { content: expired.key, target: '/etc/apache2/expired.key' },
      ])
      .withExposedPorts(...Object.values(ports))
      .withWaitStrategy(Wait.forHttp('/', ports.basic).forStatusCode(401))
      .withLogConsumer((stream) => stream.on('data', (line: Buffer | string) => log.push(...String(line).split('\n'))))
      .start();
  }, 300_000);

  afterAll(() => container?.stop());

  it.each(rows)('$port: $kase', async (row) => {
    const before = requests().length;

    const verdict = await verdictOn(row);

    expect(verdict).toMatchObject(row.expect);
    expect(JSON.stringify(verdict)).not.toMatch(/canary/);
    await until(() => requests().length >= before + row.log.length);
    // Two workers write the log, each when it is done, so its order is not that of the requests.
    expect(requests().slice(before).toSorted()).toEqual(row.log.toSorted());
    matrix(server, row.kase);
  });

  it.each(['basic', 'digest'] as const)('%s: a wrong password is shown once a test', async (port) => {
    const shown = () => requests().filter((line) => line === '401 svc').length;
    const before = shown();

    for (let test = 1; test <= 2; test += 1) {
      await verdictOn({ ...right, port, secret: { password: 'canary-wrong' }, requires: { path: 'sub' } });
      await until(() => shown() >= before + test);
      expect(shown() - before).toBe(test);
    }
    matrix(server, 'one login a test');
  });

  it('waits for a server that is silent no longer than it may', async () => {
    const paused = (await getContainerRuntimeClient()).container.getById(container.getId());
    await paused.pause();

    const verdict = await verdictOn({ ...right, context: { timeoutMs: 1500 } });

    await paused.unpause();
    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
    matrix(server, 'server silent');
  });

  it('is told that nobody answers where the server is down', async () => {
    const port = container.getMappedPort(ports.digest);
    await container.stop();
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', port }]);

    expect(await verdictOn({ ...right, context: { resolve } })).toMatchObject({
      outcome: 'inconclusive',
      reason: 'ConnectionRefused',
    });
    matrix(server, 'server down');
  });

  function requests(): string[] {
    return log.flatMap((line) => {
      const [, method, status, user] = /^(\w+) \S+ (\d{3}) user=(\S+)/.exec(line.trim()) ?? [];
      if (status === undefined || (method === 'GET' && user === '-')) return [];
      return [`${method === 'PROPFIND' ? '' : `${method} `}${status} ${user}`];
    });
  }

  async function verdictOn({ port, path, secret, requires, context }: Row): Promise<Verdict> {
    const mapped = () => Promise.resolve([{ address: '127.0.0.1', port: container.getMappedPort(ports[port]) }]);
    const whole = testContext({ timeoutMs: 20_000, now: () => Date.now(), resolve: mapped, ca, ...context });
    const planned = planConnection({
      platform: registry.get('webdav')!,
      method: port === 'basic' ? 'basic' : 'digest',
      config: { url: `${['tls', 'expired'].includes(port) ? 'https' : 'http'}://${host}:${ports[port]}${path}` },
      secret: secretBytes({ username: 'svc', password, ...secret }),
      requires,
      uid: '7d5e9f3a',
      now: whole.now(),
    });
    return 'verdict' in planned ? planned.verdict : testConnection(planned.plan, whole);
  }
});
