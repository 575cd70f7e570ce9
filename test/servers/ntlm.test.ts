import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { GenericContainer, getContainerRuntimeClient, Wait, type StartedTestContainer } from 'testcontainers';
import { authenticateMessage, negotiateMessage, readChallenge } from '../../src/connectors/auth/ntlm/messages.ts';
import { planConnection, registry, testConnection, type Verdict } from '../../src/connectors/index.ts';
import { boundRoute, type BoundRoute } from '../../src/connectors/transport/bound-route.ts';
import { exchange, type HttpReply } from '../../src/connectors/transport/send.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { pemFor } from '../support/fake-tls.ts';
import { matrix } from '../support/matrix.ts';
import { startTlsRelay } from '../support/servers/tls-relay.ts';
import { secretBytes, testContext } from '../support/test-context.ts';
import { until } from '../support/until.ts';
import { host, password, ports, refused, rows, server, type Port, type Row } from './ntlm/rows.ts';

interface Attempt {
  logonId: string;
  status: string;
}

await describeWithContainers(server, () => {
  let container: StartedTestContainer;
  let ca: string;
  const log: string[] = [];

  beforeAll(async () => {
    const [good, expired] = await Promise.all([pemFor(host), pemFor(host, 'expired certificate')]);
    ca = good.ca;
    const image = await GenericContainer.fromDockerfile(new URL('./ntlm', import.meta.url).pathname).build();
    container = await image
      .withEnvironment({ NTLM_PASSWORD: password })
      .withCopyContentToContainer([
        { content: good.cert, target: '/srv/server.crt' },
        { content: good.key, target: '/srv/server.key' },
        { content: expired.cert, target: '/srv/expired.crt' },
        { content: expired.key, target: '/srv/expired.key' },
      ])
      .withExposedPorts(...Object.values(ports))
      .withWaitStrategy(Wait.forLogMessage('ready'))
      .withLogConsumer((stream) => stream.on('data', (line: Buffer | string) => log.push(...String(line).split('\n'))))
      .start();
  }, 300_000);

  afterAll(() => container?.stop());

  it.each(rows)('$kase', async (row) => {
    const [logins, connections] = [(await attempts()).length, opened(row.port)];

    const verdict = await verdictOn(row);

    expect(verdict).toMatchObject(row.expect);
    expect(JSON.stringify(verdict)).not.toMatch(/canary/);
    expect((await attempts()).slice(logins)).toEqual(row.logins ?? ['NT_STATUS_OK']);
    if (row.logins?.length !== 0) {
      await until(() => opened(row.port) > connections);
      expect(opened(row.port) - connections).toBe(row.port === 'negotiate' ? 2 : 1);
    }
    matrix(server, row.kase);
  });

  it('refuses where something between ends the TLS connection, if it wants extended protection', async () => {
    const relay = await startTlsRelay(await pemFor(host), container.getMappedPort(ports.protected));
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', port: relay.port }]);
    const before = (await attempts()).length;

    const verdict = await verdictOn({ kase: '', port: 'protected', expect: {}, context: { resolve } });

    await relay.stop();
    expect(verdict).toMatchObject(refused);
    expect((await attempts()).slice(before)).toEqual(['NT_STATUS_OK']);
    matrix(server, 'TLS that ends on the way, extended protection required');
  });

  it.each([
    ['as it is', 207, () => {}],
    ['with another MIC', 401, (message: Buffer) => message.writeUInt8(message.readUInt8(72) ^ 1, 72)],
    ['with other flags', 401, (message: Buffer) => message.writeUInt8(message.readUInt8(60) ^ 0x10, 60)],
  ])('checks the last message whole: %s', async (_, status, alter) => {
    const url = new URL(`http://127.0.0.1:${container.getMappedPort(ports.plain)}/files/`);
    const channel = { context: testContext(), hosts: ['127.0.0.1'] };
    const route = (await boundRoute(url, channel.context)) as BoundRoute;
    const ask = async (message: Buffer) => {
      const headers = { authorization: `NTLM ${message.toString('base64')}` };
      return (await exchange({ method: 'PROPFIND', url, headers }, channel, route)) as HttpReply;
    };
    const first = (await ask(negotiateMessage())).headers['www-authenticate'] ?? '';
    const challenge = readChallenge(Buffer.from(first.slice(5), 'base64'))!;
    const login = { domain: 'FRONT', user: 'svc', password, workstation: '' };
    const at = { clientChallenge: randomBytes(8), now: Date.now(), binding: undefined, target: `HTTP/${host}` };
    const message = authenticateMessage(negotiateMessage(), challenge, login, at);
    alter(message);

    const reply = await ask(message);

    route.close();
    expect(reply.status).toBe(status);
  });

  it('sees one login a test, however often a wrong password is tested', async () => {
    const before = (await attempts()).length;

    for (let test = 1; test <= 2; test += 1) {
      await verdictOn({ kase: '', secret: { password: 'canary-wrong' }, requires: { path: 'sub' }, expect: {} });
      expect((await attempts()).length - before).toBe(test);
    }
    matrix(server, 'one login a test');
  });

  it('waits for a server that is silent no longer than it may', async () => {
    const runtime = await getContainerRuntimeClient();
    const paused = runtime.container.getById(container.getId());
    await paused.pause();

    const verdict = await verdictOn({ kase: '', expect: {}, context: { timeoutMs: 1500 } });

    await paused.unpause();
    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
    matrix(server, 'server silent');
  });

  it('is told that nobody answers where the server is down', async () => {
    const port = container.getMappedPort(ports.plain);
    await container.stop();
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', port }]);

    const verdict = await verdictOn({ kase: '', expect: {}, context: { resolve } });

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ConnectionRefused' });
    matrix(server, 'server down');
  });

  /** Connections to one of the fronts. */
  function opened(port: Port = 'plain'): number {
    return log.filter((line) => line.trim() === `${ports[port]} CONNECT`).length;
  }

  /** Samba's own list of attempts, and what came of each: several of its parts tell of one. */
  async function attempts(): Promise<string[]> {
    const { output } = await container.exec(['cat', '/var/log/samba/log.wb-FRONT']);
    const told = [...output.matchAll(/^ *(\{.*"type": "Authentication".*\})$/gm)].map(
      ([, line = '']) => (JSON.parse(line) as { Authentication: Attempt }).Authentication,
    );
    return [...new Map(told.map(({ logonId, status }) => [logonId, status])).values()];
  }

  async function verdictOn({
    platform = 'webdav',
    port = 'plain',
    path = '/files/',
    secret,
    config,
    requires,
    context,
  }: Row): Promise<Verdict> {
    const mapped = () => Promise.resolve([{ address: '127.0.0.1', port: container.getMappedPort(ports[port]) }]);
    const whole = testContext({ timeoutMs: 20_000, now: () => Date.now(), resolve: mapped, ca, ...context });
    const scheme = ['plain', 'negotiate'].includes(port) ? 'http' : 'https';
    const planned = planConnection({
      platform: registry.get(platform)!,
      method: 'ntlm',
      config: { url: `${scheme}://${host}${path}`, domain: 'FRONT', ...config },
      secret: secretBytes({ username: 'svc', password, ...secret }),
      requires,
      uid: '7d5e9f3a',
      now: whole.now(),
    });
    return 'verdict' in planned ? planned.verdict : testConnection(planned.plan, whole);
  }
});
