import { registry, type Verdict } from '../../../src/connectors/index.ts';
import { matrix } from '../../support/matrix.ts';
import { planAndTest } from '../../support/plan-and-test.ts';
import { testContext } from '../../support/test-context.ts';
import { FtpServers, type Kind } from './container.ts';
import { password, rows, upload, type Row } from './rows.ts';

/** Puts a real FTP server through every case. */
export function ftpSuite(title: string, kind: Kind, more: readonly Row[], more2: (suite: Suite) => void): void {
  let ftp: FtpServers;
  /** Every file, with its size and when it was written. */
  let untouched: string;
  const files = () => ftp.run('find', '/srv', '/home', '-type', 'f', '-printf', '%p %s %T@\n');
  const suite: Suite = { ftp: () => ftp, verdictOn: (row, timeoutMs) => verdictOn(ftp, row, timeoutMs) };

  beforeAll(async () => {
    ftp = await FtpServers.start(kind);
    untouched = await files();
  }, 300_000);

  afterAll(() => ftp?.stop());

  it.each([...rows.map((row) => ({ ...row, expect: kind.other?.[row.name] ?? row.expect })), ...more])(
    '$name',
    async (row) => {
      const before = await ftp.signIns(row.server);

      const verdict = await verdictOn(ftp, row);

      expect(verdict).toMatchObject(row.expect);
      expect(JSON.stringify(verdict)).not.toMatch(/canary|wrong/);
      await ftp.settled();
      const { logins = 1 } = row;
      expect((await ftp.signIns(row.server)) - before).toBe(logins);
      expect(await files()).toBe(untouched);
      matrix(title, row.standard ?? row.name);
      if (logins === 1) matrix(title, 'one login a test');
    },
  );

  it('removes what a killed test has left', async () => {
    await ftp.run(
      'bash',
      '-c',
      `echo old >${upload}/.connection-test-5e55 && chown svc ${upload}/.connection-test-5e55`,
    );

    const verdict = await verdictOn(ftp, {
      name: 'left-over',
      server: 'explicit',
      requires: { path: upload, proof: 'Probe' },
      expect: {},
    });

    expect(verdict).toMatchObject({ access: { write: 'Granted', delete: 'Granted' } });
    expect(await files()).toBe(untouched);
    matrix(title, 'what a killed test left is removed');
  });

  more2(suite);

  it('waits for a server that is silent no longer than it may', async () => {
    await ftp.silence('plain', true);

    const verdict = await verdictOn(ftp, { name: 'silent', server: 'plain', expect: {} }, 1500);

    await ftp.silence('plain', false);
    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
    matrix(title, 'server silent');
  });

  it('is told that nobody answers where the server is down', async () => {
    await ftp.stop();

    const verdict = await verdictOn(ftp, { name: 'down', server: 'explicit', expect: {} });

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ConnectionRefused' });
    matrix(title, 'server down');
  });
}

export interface Suite {
  ftp(): FtpServers;
  verdictOn(row: Row, timeoutMs?: number): Promise<Verdict>;
}

function verdictOn(ftp: FtpServers, row: Row, timeoutMs = 20_000): Promise<Verdict> {
  const { server, method = 'password', username = 'svc', secret = {}, requires } = row;
  const insecure = row.insecure ?? ['plain', 'anonymous', 'full'].includes(server);
  const tls = server === 'implicit' ? 'implicit' : 'explicit';
  const ca = row.untrusting ? undefined : ftp.authority.certificate;
  // The certificates of clients were made a moment ago by the real clock.
  const context = testContext({ timeoutMs, ca, now: Date.now });
  const { certificate, privateKey } = row.stranger ? ftp.stranger : ftp.client;
  const signIn = { username, password, ...secret };
  const asked = {
    platform: registry.get(insecure ? 'ftp' : 'ftps')!,
    method,
    config: { host: ftp.host, port: ftp.port(server), ...(insecure ? { allowInsecure: true } : { tls }) },
    secret: { password: signIn, 'client-certificate': { certificate, privateKey, ...signIn }, anonymous: {} }[method],
    requires,
    uid: '5e55',
  };
  return planAndTest(asked, context);
}
