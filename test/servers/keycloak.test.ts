import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registry, type TestContext, type Verdict } from '../../src/connectors/index.ts';
import { pemFor, startFakeTls, type FakeTls } from '../support/fake-tls.ts';
import { matrix } from '../support/matrix.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { testContext } from '../support/test-context.ts';
import { until } from '../support/until.ts';
import { host, startKeycloak, type Keycloak } from './keycloak/keycloak.ts';
import { keycloakLacks } from './keycloak/program.ts';
import { locked, right, rows, type Row } from './keycloak/rows.ts';

const server = 'Keycloak 26.5';
const lacks = keycloakLacks();
if (lacks !== undefined) process.stderr.write(`!!! NOT TESTED: ${server}: ${lacks}\n`);

(lacks === undefined ? describe : describe.skip)(server, () => {
  let keycloak: Keycloak;
  /** Alfresco's own part, which takes whatever token there is: that Keycloak gives one is what is tested. */
  let alfresco: FakeTls;

  beforeAll(async () => {
    keycloak = await startKeycloak();
    alfresco = await startFakeTls((_request, response) => {
      response.setHeader('content-type', 'application/json');
      response.end('{"entry":{"id":"svc","enabled":true}}');
    });
  }, 900_000);

  afterAll(async () => {
    await alfresco?.stop();
    await keycloak?.stop();
  });

  it.each(rows.map((row) => ({ ...row, method: row.method ?? 'client-credentials' })))(
    '$method: $name',
    async (row) => {
      const before = keycloak.events().length;

      const verdict = await verdictOn(row);

      expect(verdict).toMatchObject(row.expect);
      expect(JSON.stringify(verdict)).not.toMatch(/canary/);
      const { logins = 1 } = row;
      await until(() => keycloak.events().length >= before + logins);
      expect(keycloak.events().slice(before)).toHaveLength(logins);
      matrix(server, row.standard ?? row.name);
      if (logins === 1) matrix(server, 'one login a test');
    },
  );

  it('does not tell a user who is locked for a while from a wrong password', async () => {
    const secret = { ...locked.secret!, username: 'lockme' };
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await verdictOn({ ...locked, secret: { ...secret, password: 'canary-wrong' } });
    }

    const verdict = await verdictOn({ ...locked, secret });

    expect(verdict).toMatchObject({
      reason: 'CredentialsRejected',
      causes: expect.arrayContaining([expect.stringContaining('temporarily locked')]),
    });
    matrix(server, 'lockout after two attempts');
  });

  it('waits for a server that is silent no longer than it may', async () => {
    keycloak.silence(true);

    const verdict = await verdictOn(right, { timeoutMs: 1500 });

    keycloak.silence(false);
    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
    matrix(server, 'server silent');
  });

  it('is told that nobody answers where the server is down', async () => {
    await keycloak.stop();

    const verdict = await verdictOn(right);

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ConnectionRefused' });
    matrix(server, 'server down');
  });

  async function verdictOn(row: Row, more: Partial<TestContext> = {}): Promise<Verdict> {
    const { platform = 'http-endpoint', method = 'client-credentials', realm = 'acme', secret, untrusting } = row;
    const origin = `${row.plain ? 'http' : 'https'}://${host}`;
    const { path = '/realms/acme/protocol/openid-connect/userinfo', ...config } = row.config ?? {};
    const settings = {
      alfresco: { url: 'https://alfresco.acme.example', issuerUrl: `${origin}/realms/${realm}` },
      'http-endpoint': {
        url: `${origin}${String(path)}`,
        tokenUrl: `${origin}/realms/${realm}/protocol/openid-connect/token`,
        scope: 'openid',
      },
    }[platform];
    const port = row.plain ? keycloak.plain : keycloak.tls;
    const resolve = (name: string) =>
      Promise.resolve([{ address: '127.0.0.1', port: name === host ? port : alfresco.port }]);
    const ca = untrusting ? undefined : (await pemFor(host)).ca;
    return planAndTest(
      {
        platform: registry.get(platform)!,
        method,
        config: { ...settings, ...config },
        secret: secret ?? {},
        uid: 'uid-1',
      },
      testContext({ timeoutMs: 20_000, now: Date.now, resolve, ca, ...more }),
    );
  }
});
