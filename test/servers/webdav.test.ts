import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Wait } from 'testcontainers';
import { registry, type Verdict } from '../../src/connectors/index.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { matrix } from '../support/matrix.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { until } from '../support/until.ts';
import { host, password, ports, rows, server, type Row } from './apache/rows.ts';
import { startWebServer, type WebServer } from './web/server.ts';
import { unavailableCases } from './web/unavailable.ts';

const right: Row = { kase: '', port: 'digest', path: '/files/', expect: {}, log: [] };

await describeWithContainers(server, () => {
  let web: WebServer;

  beforeAll(async () => {
    web = await startWebServer({
      folder: 'apache',
      host,
      environment: { DAV_PASSWORD: password },
      certificates: '/etc/apache2',
      ports,
      ready: Wait.forHttp('/', ports.basic).forStatusCode(401),
    });
  }, 300_000);

  afterAll(() => web?.container.stop());

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

  unavailableCases({
    server,
    web: () => web,
    port: ports.digest,
    verdictOn: (context) => verdictOn({ ...right, context }),
  });

  function requests(): string[] {
    return web.log.flatMap((line) => {
      const [, method, status, user] = /^(\w+) \S+ (\d{3}) user=(\S+)/.exec(line.trim()) ?? [];
      if (status === undefined || (method === 'GET' && user === '-')) return [];
      return [`${method === 'PROPFIND' ? '' : `${method} `}${status} ${user}`];
    });
  }

  function verdictOn({ port, path, secret, requires, context }: Row): Promise<Verdict> {
    const asked = {
      platform: registry.get('webdav')!,
      method: port === 'basic' ? 'basic' : 'digest',
      config: { url: `${['tls', 'expired'].includes(port) ? 'https' : 'http'}://${host}:${ports[port]}${path}` },
      secret: { username: 'svc', password, ...secret },
      requires,
      uid: '7d5e9f3a',
    };
    return planAndTest(asked, web.context(ports[port], context));
  }
});
