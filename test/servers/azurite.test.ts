import type { TestContext } from '../../src/connectors/index.ts';
import { pemFor, startFakeTls, type TlsFault } from '../support/fake-tls.ts';
import { accountKey, accountName, anotherKey } from '../support/fakes/azure-storage.ts';
import { applicationClaims, clientId, clientSecret, jwtOf, tenantId } from '../platforms/shared/entra/fake.ts';
import { matrix } from '../support/matrix.ts';
import { accountSas, containerSas } from '../../dev/servers/azure-sas.ts';
import { startAzurite, type Azurite } from '../../dev/servers/azurite.ts';
import { startSilentServer } from '../../dev/servers/silent-server.ts';
import { containers, everything, host, server, signer, verdictOn } from './azurite/setup.ts';

describe('over http', () => {
  let azurite: Azurite;

  beforeAll(async () => {
    azurite = await startAzurite({ accountName, accountKey, containers });
  });
  afterAll(() => azurite.stop());

  const here = (config: Record<string, unknown> = {}) => ({ cloud: 'custom', endpoint: azurite.url, ...config });

  it('takes the account key', async () => {
    const verdict = await verdictOn({ config: here({ container: 'archive' }) });

    expect(verdict).toMatchObject({ outcome: 'connected', account: { id: accountName }, access: everything });
    matrix(server, 'right');
  });

  it.each([
    ['SAS of the account', { sasToken: accountSas({ ...signer, permissions: 'rl' }) }],
    ['SAS of the container', { sasToken: containerSas({ ...signer, permissions: 'rl', container: 'archive' }) }],
  ])('takes a %s', async (name, secret) => {
    const verdict = await verdictOn({ method: 'sas', secret, config: here({ container: 'archive' }) });

    expect(verdict).toMatchObject({ outcome: 'connected', access: { read: 'Granted', write: 'Denied' } });
    matrix(server, name);
  });

  it('refuses a wrong key, which is sent once', async () => {
    const before = azurite.loginCount();

    const verdict = await verdictOn({ secret: { accountKey: anotherKey }, config: here() });

    // Its word for a wrong key is AuthorizationFailure; Azure's own is AuthenticationFailed.
    expect(verdict).toMatchObject({ outcome: 'failed', reason: 'PermissionDenied' });
    expect(azurite.loginCount() - before).toBe(1);
    matrix(server, 'wrong password');
    matrix(server, 'one login a test');
  });

  it('refuses a SAS that was signed with another key', async () => {
    const sasToken = accountSas({ ...signer, accountKey: anotherKey, permissions: 'rl' });

    const verdict = await verdictOn({ method: 'sas', secret: { sasToken }, config: here() });

    expect(verdict).toMatchObject({ outcome: 'failed' });
    matrix(server, 'SAS of another key');
  });

  it('does not know another account', async () => {
    const endpoint = azurite.url.replace(accountName, 'nosuchaccount');

    const verdict = await verdictOn({ config: { ...here(), accountName: 'nosuchaccount', endpoint } });

    expect(verdict).toMatchObject({ outcome: 'failed', reason: 'TargetNotFound' });
    matrix(server, 'wrong user');
  });

  it('has no such container', async () => {
    const verdict = await verdictOn({ config: here({ container: 'gone' }) });

    expect(verdict).toMatchObject({ reason: 'TargetNotFound', about: 'the container gone' });
    matrix(server, 'wrong path');
  });

  it('does not count a container that anyone may list', async () => {
    const sasToken = containerSas({ ...signer, permissions: 'l', container: 'open' });

    const verdict = await verdictOn({ method: 'sas', secret: { sasToken }, config: here({ container: 'open' }) });

    expect(verdict).toMatchObject({ reason: 'UnexpectedReply', about: 'the container open answers anyone' });
    matrix(server, 'a container that is open to anyone');
  });

  it.each([
    [-5, 'ClockSkew'],
    [-20, 'InvalidConfiguration'],
  ])('names a clock that is %i minutes off when the SAS begins now', async (minutes, reason) => {
    const start = `${new Date().toISOString().slice(0, 19)}Z`;
    const sasToken = accountSas({ ...signer, permissions: 'rl', start });
    const now = () => Date.now() + minutes * 60_000;

    const verdict = await verdictOn({ method: 'sas', secret: { sasToken }, config: here(), context: { now } });

    expect(verdict).toMatchObject({ reason });
    matrix(server, `clock ${minutes} minutes off`);
  });
});

describe('over https', () => {
  const running: { stop(): Promise<void> }[] = [];

  afterEach(async () => {
    await Promise.all(running.splice(0).map((one) => one.stop()));
  });

  /** Reached by the account's own host name, as Azure is; all other hosts are the token endpoint. */
  async function secured(
    fault?: TlsFault,
    tokenPort = 1,
  ): Promise<{ azurite: Azurite; context: Partial<TestContext> }> {
    const { ca, ...tls } = await pemFor(host, fault);
    const azurite = await startAzurite({ accountName, accountKey, containers, tls });
    running.push(azurite);
    const resolve = (name: string) =>
      Promise.resolve([{ address: '127.0.0.1', port: name === host ? azurite.port : tokenPort }]);
    return { azurite, context: { resolve, ca } };
  }

  it('takes the account key at the host name of the account', async () => {
    const { context } = await secured();

    const verdict = await verdictOn({ context, config: { container: 'archive' } });

    expect(verdict).toMatchObject({ outcome: 'connected', access: everything });
    matrix(server, 'right, by TLS');
  });

  it.each([
    ['unknown CA', 'CertificateUntrusted', 'unknown certificate'],
    ['expired certificate', 'CertificateExpired', 'expired certificate'],
  ] as const)('sends nothing to a server with an %s', async (fault, reason, kase) => {
    const { context, azurite } = await secured(fault);

    const verdict = await verdictOn({ context });

    expect(verdict).toMatchObject({ outcome: 'failed', reason });
    expect(azurite.loginCount()).toBe(0);
    matrix(server, kase);
  });

  it('takes a bearer token of an application', async () => {
    const seconds = Math.floor(Date.now() / 1000);
    const claims = { iss: 'https://sts.windows.net/x/', iat: seconds, nbf: seconds - 5, exp: seconds + 3600 };
    const access_token = jwtOf(applicationClaims({ aud: 'https://storage.azure.com', ...claims }));
    const entra = await startFakeTls((_request, response) => response.end(JSON.stringify({ access_token })));
    running.push(entra);
    const { context } = await secured(undefined, entra.port);

    const verdict = await verdictOn({
      method: 'client-secret',
      secret: { clientSecret },
      config: { container: 'archive', tenantId, clientId },
      requires: { proof: 'Probe', path: '/', access: ['Write'] },
      context,
    });

    expect(verdict).toMatchObject({ outcome: 'connected', account: { id: clientId }, access: everything });
    matrix(server, 'bearer token, and proof');
  });
});

describe('not there', () => {
  it('does not listen', async () => {
    const resolve = () => Promise.resolve([{ address: '127.0.0.1', port: 1 }]);

    expect(await verdictOn({ context: { resolve } })).toMatchObject({ reason: 'ConnectionRefused' });
    matrix(server, 'server down');
  });

  it('keeps silent', async () => {
    const silent = await startSilentServer();
    const config = { cloud: 'custom', endpoint: `http://${silent.host}:${silent.port}/${accountName}` };

    expect(await verdictOn({ config, context: { timeoutMs: 300 } })).toMatchObject({ reason: 'TimedOut' });
    await silent.stop();
    matrix(server, 'server silent');
  });
});
