import type { Socket } from 'node:net';
import {
  egressPolicy,
  planConnection,
  registry,
  testConnection,
  type TestContext,
  type Verdict,
} from '../../../../../src/connectors/index.ts';
import { createAuthority } from '../../../../support/certificates.ts';
import { startFtpServer, type FtpServer } from '../../../../../dev/servers/ftp-server.ts';
import type { FtpServerOptions } from '../../../../../dev/servers/ftp-session.ts';
import { secretBytes, testContext } from '../../../../support/test-context.ts';
import { until } from '../../../../support/until.ts';

const account = { username: 'svc', password: 'right', write: true };
const authority = await createAuthority('Test CA');
const serving = await authority.issue(['127.0.0.1']);
const tls = { mode: 'explicit', key: serving.privateKey, certificate: serving.certificate, resume: true } as const;
const theirs = { '/upload/theirs.csv': 'a,b', '/.connection-test-other': 'of another connection' };
const base: FtpServerOptions = { accounts: [account], directories: ['/upload'], files: theirs };

let server: FtpServer;

afterEach(() => server.stop());

describe('a probe that ends half-way', () => {
  const drops = [
    ['EPSV', 1],
    ['STOR', 1],
    ['EPSV', 2],
    ['RETR', 1],
    ['EPSV', 3],
    ['STOR', 2],
    ['DELE', 1],
    ['DELE', 2],
  ] as const;

  it.each(drops)('at %s (%i) leaves nothing behind once the next has run', async (command, time) => {
    server = await startFtpServer({ ...base, tls, dropAt: { command, time } });

    const first = await proof();
    const second = await proof();
    const files = server.files();

    expect(first).toMatchObject({ outcome: 'inconclusive', reason: 'ServiceUnavailable' });
    expect(first).not.toHaveProperty('retryAfterMs', expect.anything());
    expect(second).toMatchObject({ outcome: 'connected', access: { write: 'Granted', delete: 'Granted' } });
    expect(files).toEqual(theirs);
    expect(server.loginCount()).toBe(2);
  });

  it('because of its time limit removes its file all the same', async () => {
    server = await startFtpServer({ ...base, tls, answers: { RETR: () => {} } });

    const verdict = await proof({ timeoutMs: 600 });

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
    expect(server.commands()).toContain('RETR');
    // The reply to RETR never comes, so that DELE cannot be asked; the next test sweeps.
    await until(() => server.openConnections() === 0);
    expect(Object.keys(server.files())).toEqual([...Object.keys(theirs), '/upload/.connection-test-7d5e']);
  });

  it('while the server is slow to store removes its file after the time limit', async () => {
    server = await startFtpServer({ ...base, storeDelayMs: 900 });

    const verdict = await proof({ timeoutMs: 600 });
    await until(() => server.openConnections() === 0);
    const files = server.files();

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
    expect(server.commands()).toContain('DELE');
    expect(files).toEqual(theirs);
  });
});

it('deletes a link that leads nowhere, which MLST does not see, before it writes', async () => {
  server = await startFtpServer({
    ...base,
    files: { ...theirs, '/upload/.connection-test-7d5e': 'where the link leads' },
    answers: { MLST: '550 not there' },
  });

  const verdict = await proof();

  expect(verdict).toMatchObject({ outcome: 'connected', access: { write: 'Granted', delete: 'Granted' } });
  expect(server.commands().join(' ')).toContain('MLST DELE EPSV STOR');
  expect(server.files()).toEqual(theirs);
});

it('deletes what was made of a file that may not be written after all', async () => {
  server = await startFtpServer({ ...base, answers: { STOR: '150 go on\r\n550 Not for you.' } });

  const verdict = await proof();

  expect(verdict).toMatchObject({ outcome: 'connected', access: { write: 'Denied' } });
  expect(server.commands().join(' ')).toContain('STOR DELE QUIT');
});

it('keeps no more of what a server babbles than it has to', async () => {
  const babble = (socket: Socket): void => {
    const more = (): void => void (socket.destroyed || socket.write('226 x\r\n'.repeat(1000), more));
    more();
  };
  // Nobody reads the control connection while the file is waited for, which never comes.
  const answer = (socket: Socket): void => {
    socket.write('150 wait\r\n');
    babble(socket);
  };
  server = await startFtpServer({ ...base, answers: { RETR: answer } });

  const verdict = await proof();

  expect(verdict).toMatchObject({ outcome: 'inconclusive', about: expect.stringContaining('what was not asked') });
  await until(() => server.openConnections() === 0);
});

it('dials no address for data that may not be dialled, and none that the server names', async () => {
  const allowed = egressPolicy({ allow: ['127.0.0.1'] });
  let asked = 0;
  // The control connection is let through, the data connection is not.
  const egress = { allowsName: () => true, allows: (address: string) => (asked += 1) === 1 && allowed.allows(address) };
  server = await startFtpServer(base);

  const verdict = await proof({ egress });

  expect(verdict).toMatchObject({ outcome: 'failed', reason: 'EgressDenied' });
  expect(server.files()).toEqual(theirs);
});

it('leaves no connection open, whatever the end', async () => {
  server = await startFtpServer({ ...base, tls });

  await proof();
  await proof({}, { username: 'svc', password: 'wrong' });
  await proof({ ca: undefined });

  await until(() => server.openConnections() === 0);
  expect(server.violations()).toEqual([]);
});

it('signs in as nobody only where that is asked for', async () => {
  server = await startFtpServer({ ...base, anonymous: true });
  const plan = (secret: Record<string, string> | undefined, method?: string) =>
    planConnection({
      platform: registry.get('ftp')!,
      method,
      config: { host: server.host, port: server.port, allowInsecure: true },
      secret: secret && secretBytes(secret),
      now: 0,
    });

  expect(plan(undefined)).toMatchObject({ verdict: { reason: 'SecretKeyMissing' } });
  expect(plan({ username: 'svc' })).toMatchObject({
    verdict: { reason: 'SecretKeyMissing', about: expect.stringMatching(/`password`.* is missing/) },
  });
  expect(plan({ username: ' Anonymous', password: 'x' })).toMatchObject({
    verdict: { reason: 'SecretInvalid', about: expect.stringContaining('is Anonymous, which stands for nobody') },
  });
  expect(plan(undefined, 'anonymous')).toMatchObject({ plan: { method: { name: 'anonymous' } } });
});

async function proof(
  context: Partial<TestContext> = {},
  secret = { username: 'svc', password: 'right' },
): Promise<Verdict> {
  const made = testContext({ ca: authority.certificate, ...context });
  const planned = planConnection({
    platform: registry.get(server.encrypted ? 'ftps' : 'ftp')!,
    config: { host: server.host, port: server.port, ...(server.encrypted ? {} : { allowInsecure: true }) },
    secret: secretBytes(secret),
    requires: { path: '/upload', proof: 'Probe' },
    uid: '7d5e',
    now: made.now(),
  });
  return 'verdict' in planned ? planned.verdict : testConnection(planned.plan, made);
}
