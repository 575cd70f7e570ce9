import ssh2 from 'ssh2';
import {
  egressPolicy,
  planConnection,
  testConnection,
  type TestContext,
  type Verdict,
} from '../../../../../src/connectors/index.ts';
import { sftp as spec } from '../../../../../src/connectors/platforms/sftp/platform.ts';
import { startSftpServer, type SftpServer, type SftpServerOptions } from '../../../../../dev/servers/sftp-server.ts';
import { itOnIpv6 } from '../../../../support/it-on-ipv6.ts';
import { secretBytes, testContext } from '../../../../support/test-context.ts';
import { until } from '../../../../support/until.ts';
import { newEd25519 } from '../../../../../dev/ssh-keys.ts';

const username = 'svc';
const password = 'canary-password';
const hostKeys = [newEd25519().private, ssh2.utils.generateKeyPairSync('rsa', { bits: 2048 }).private];
const anyKey = newEd25519().public.split(' ').slice(0, 2).join(' ');
let server: SftpServer;

afterEach(() => server.stop());

async function verdictOn(
  options: SftpServerOptions,
  config: (running: SftpServer) => object,
  context: Partial<TestContext> = {},
): Promise<Verdict> {
  server = await startSftpServer({ username, password, hostKeys, ...options });
  const planned = planConnection({
    platform: { name: 'sftp', spec },
    config: { host: server.host, port: server.port, ...config(server) },
    secret: secretBytes({ username, password }),
    now: 0,
  });
  return 'verdict' in planned ? planned.verdict : testConnection(planned.plan, testContext(context));
}

describe('a server with several host keys', () => {
  it.each([
    ['fingerprint of the one it does not show first', ({ fingerprints }: SftpServer) => [fingerprints[1]], 2],
    ['known_hosts line of the one it does not show first', ({ knownHosts }: SftpServer) => [knownHosts[1]], 1],
    [
      'one that is outdated, and one that fits',
      ({ fingerprints }: SftpServer) => [`SHA256:${'A'.repeat(43)}`, fingerprints[0]],
      1,
    ],
  ])('%s', async (_name, pins, connections) => {
    const verdict = await verdictOn({}, (running) => ({ hostKeys: pins(running) }));

    expect(verdict).toMatchObject({ outcome: 'connected' });
    expect(server.loginCount()).toBe(1);
    expect(server.connectionCount()).toBe(connections);
  });

  it('shows the first one where none is trusted, and was sent nothing', async () => {
    const verdict = await verdictOn({}, () => ({ hostKeys: [`SHA256:${'A'.repeat(43)}`] }));

    expect(verdict).toMatchObject({
      reason: 'HostKeyMismatch',
      about: server.fingerprints[0]!.replace('SHA256', 'sha256'),
    });
    expect(server.loginCount()).toBe(0);
  });
});

describe('a revoked key', () => {
  const revoked = (index: number) => (running: SftpServer) =>
    `@revoked * ${running.knownHosts[index]!.split(' ').slice(1).join(' ')}`;
  const first = revoked(0);

  it.each<[string, (running: SftpServer) => object, string]>([
    ['although it is pinned', (running) => ({ hostKeys: [first(running), running.knownHosts[0]] }), 'HostKeyMismatch'],
    [
      'although any key would do',
      (running) => ({ hostKeys: [first(running)], hostKeyPolicy: 'TrustOnFirstUse' }),
      'HostKeyMismatch',
    ],
    ['and no other key is known', (running) => ({ hostKeys: [first(running)] }), 'HostKeyMismatch'],
    ['of another server', () => ({ hostKeys: [`@revoked * ${anyKey}`] }), 'HostKeyUnknown'],
  ])('is refused %s', async (_name, config, reason) => {
    const verdict = await verdictOn({ hostKeys: [hostKeys[0]!] }, config);

    expect(verdict).toMatchObject({ outcome: 'failed', reason });
    expect(server.loginCount()).toBe(0);
  });
});

itOnIpv6('dials an IPv6 address, in brackets or not', async () => {
  for (const host of ['::1', '[::1]']) {
    const verdict = await verdictOn({ host: '::1' }, ({ fingerprints }) => ({ host, hostKeys: [fingerprints[0]] }));

    expect(verdict).toMatchObject({ outcome: 'connected' });
    await server.stop();
  }
});

describe('trust on first use', () => {
  const config = () => ({ hostKeyPolicy: 'TrustOnFirstUse' });

  it('learns the key', async () => {
    const verdict = await verdictOn({}, config);

    const fingerprint = server.fingerprints[0]!.replace('SHA256', 'sha256');
    expect(verdict).toMatchObject({ hostKey: { host: `127.0.0.1:${server.port}`, fingerprint } });
  });

  it.each<[string, SftpServerOptions]>([
    ['refuses the password', { password: 'another' }],
    ['does not answer the password', { atSignIn: 'is silent' }],
    ['closes the connection after the password was taken', { behaviour: 'closes after sign-in' }],
  ])('learns it also where the server %s', async (_name, options) => {
    const verdict = await verdictOn(options, config, { timeoutMs: 1000 });

    expect(verdict.outcome).not.toBe('connected');
    expect(verdict).toMatchObject({ hostKey: { host: `127.0.0.1:${server.port}` } });
  });

  it('does not learn a key that the server was not seen to hold', async () => {
    const verdict = await verdictOn({ behaviour: 'closes after banner' }, config);

    expect(verdict).toMatchObject({ outcome: 'inconclusive', hostKey: undefined });
  });

  it('refuses another one from then on', async () => {
    const verdict = await verdictOn({}, config, { trustedHostKey: { host: 'not this one', fingerprint: 'sha256:x' } });
    const host = `127.0.0.1:${server.port}`;
    const planned = planConnection({
      platform: { name: 'sftp', spec },
      config: { host: server.host, port: server.port, ...config() },
      secret: secretBytes({ username, password }),
      now: 0,
    });
    if ('verdict' in planned) throw new Error(planned.verdict.reason);

    const later = await testConnection(
      planned.plan,
      testContext({ trustedHostKey: { host, fingerprint: `sha256:${'A'.repeat(43)}` } }),
    );

    expect(verdict.outcome).toBe('connected');
    expect(later).toMatchObject({ reason: 'HostKeyMismatch' });
    expect(server.loginCount()).toBe(1);
  });
});

describe('nothing is left open', () => {
  it.each<[string, SftpServerOptions]>([
    ['connected', {}],
    ['refused', { password: 'another' }],
    ['anyone is let in', { open: true }],
    ['keys only', { methods: ['publickey'] }],
    ['no subsystem', { subsystem: 'refused' }],
    ['a subsystem that ends', { subsystem: 'exits' }],
    ['prints text', { subsystem: 'prints text' }],
    ['asks for a new password', { passwordExpired: true }],
  ])('%s', async (_name, options) => {
    await verdictOn(options, ({ fingerprints }) => ({ hostKeys: [fingerprints[0]] }));

    await until(() => server.openConnections() === 0);
  });

  it.each<[string, SftpServerOptions]>([
    ['before the banner', { behaviour: 'silent' }],
    ['at the login', { atSignIn: 'is silent' }],
    ['at the subsystem', { subsystem: 'silent' }],
  ])('when time is over %s', async (_name, options) => {
    const verdict = await verdictOn(options, ({ fingerprints }) => ({ hostKeys: [fingerprints[0]] }), {
      timeoutMs: 500,
    });

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
    await until(() => server.openConnections() === 0);
  });
});

it('does not dial this machine unless it is allowed', async () => {
  const verdict = await verdictOn({}, ({ fingerprints }) => ({ hostKeys: [fingerprints[0]] }), {
    egress: egressPolicy(),
  });

  expect(verdict).toMatchObject({ reason: 'EgressDenied' });
  expect(server.connectionCount()).toBe(0);
});
