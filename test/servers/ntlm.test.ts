import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { Wait } from 'testcontainers';
import { authenticateMessage, negotiateMessage, readChallenge } from '../../src/connectors/auth/ntlm/messages.ts';
import { registry, type Verdict } from '../../src/connectors/index.ts';
import { boundRoute, type BoundRoute } from '../../src/connectors/transport/bound-route.ts';
import type { HttpResponse } from '../../src/connectors/transport/messages.ts';
import { exchange } from '../../src/connectors/transport/send.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { pemFor } from '../support/fake-tls.ts';
import { matrix } from '../support/matrix.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { startTlsRelay } from '../../dev/servers/tls-relay.ts';
import { testContext } from '../support/test-context.ts';
import { until } from '../support/until.ts';
import { host, password, ports, refused, rows, server, type Port, type Row } from './ntlm/rows.ts';
import { startWebServer, type WebServer } from './web/server.ts';
import { unavailableCases } from './web/unavailable.ts';

interface Attempt {
  logonId: string;
  status: string;
}

await describeWithContainers(server, () => {
  let web: WebServer;

  beforeAll(async () => {
    web = await startWebServer({
      folder: 'ntlm',
      host,
      environment: { NTLM_PASSWORD: password },
      certificates: '/srv',
      ports,
      ready: Wait.forLogMessage('ready'),
    });
  }, 300_000);

  afterAll(() => web?.container.stop());

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
    const relay = await startTlsRelay(await pemFor(host), web.container.getMappedPort(ports.protected));
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
    const url = new URL(`http://127.0.0.1:${web.container.getMappedPort(ports.plain)}/files/`);
    const channel = { context: testContext(), hosts: ['127.0.0.1'] };
    const route = (await boundRoute(url, channel.context)) as BoundRoute;
    const ask = async (message: Buffer) => {
      const headers = { authorization: `NTLM ${message.toString('base64')}` };
      return (await exchange({ method: 'PROPFIND', url, headers }, channel, route)) as HttpResponse;
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

  unavailableCases({
    server,
    web: () => web,
    port: ports.plain,
    verdictOn: (context) => verdictOn({ kase: '', expect: {}, context }),
  });

  /** Connections to one of the fronts. */
  function opened(port: Port = 'plain'): number {
    return web.log.filter((line) => line.trim() === `${ports[port]} CONNECT`).length;
  }

  /** Samba's own list of attempts, and what came of each: several of its parts tell of one. */
  async function attempts(): Promise<string[]> {
    const { output } = await web.container.exec(['cat', '/var/log/samba/log.wb-FRONT']);
    const told = [...output.matchAll(/^ *(\{.*"type": "Authentication".*\})$/gm)].map(
      ([, line = '']) => (JSON.parse(line) as { Authentication: Attempt }).Authentication,
    );
    return [...new Map(told.map(({ logonId, status }) => [logonId, status])).values()];
  }

  function verdictOn({
    platform = 'webdav',
    port = 'plain',
    path = '/files/',
    secret,
    config,
    requires,
    context,
  }: Row): Promise<Verdict> {
    const scheme = ['plain', 'negotiate'].includes(port) ? 'http' : 'https';
    const asked = {
      platform: registry.get(platform)!,
      method: 'ntlm',
      config: { url: `${scheme}://${host}${path}`, domain: 'FRONT', ...config },
      secret: { username: 'svc', password, ...secret },
      requires,
      uid: '7d5e9f3a',
    };
    return planAndTest(asked, web.context(ports[port], context));
  }
});
