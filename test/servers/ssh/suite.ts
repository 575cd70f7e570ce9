import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { registry, type Verdict } from '../../../src/connectors/index.ts';
import { matrix } from '../../support/matrix.ts';
import { planAndTest } from '../../support/plan-and-test.ts';
import { testContext } from '../../support/test-context.ts';
import { servers, SshServers, type SshContainer, type SshServer } from './container.ts';
import { pair, password, rowsOf, stranger, type Row } from './rows.ts';

const withKey: Row = { name: 'with a key', secret: { privateKey: pair.private }, expect: {} };

/** What every SFTP server is put through. */
export function sshSuite(container: SshContainer): void {
  const { names } = container;
  let ssh: SshServers;
  /** Every file, with its size and when it was written. */
  let untouched: string;
  let hostKey: string;

  beforeAll(async () => {
    ssh = await SshServers.start(container, { SFTP_PASSWORD: password, SFTP_AUTHORIZED_KEY: pair.public });
    untouched = await ssh.files();
    hostKey = await ssh.hostKey();
  }, 300_000);

  afterAll(() => ssh?.stop());

  describe.each(names)('%s', (server) => {
    const { title } = servers[server];

    it.each([...rowsOf[server]])('$name', async (row) => {
      const before = await ssh.credentials(server);

      const verdict = await verdictOn(server, row);

      expect(verdict).toMatchObject(row.expect);
      expect(JSON.stringify(verdict)).not.toMatch(/canary|wrong/);
      const { logins = 1 } = row;
      expect((await ssh.credentials(server)) - before).toBe(logins);
      expect(await ssh.files()).toBe(untouched);
      matrix(title, row.standard ?? row.name);
      if (logins === 1) matrix(title, 'one login a test');
    });

    it('waits for a server that is silent no longer than it may', async () => {
      await ssh.silence(server, true);

      const verdict = await verdictOn(server, withKey, 1500);

      await ssh.silence(server, false);
      expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
      matrix(title, 'server silent');
    });
  });

  it('is told that nobody answers where the servers are down', async () => {
    const ports = names.map((server) => ssh.port(server));
    await ssh.stop();

    for (const [index, port] of ports.entries()) {
      expect(await tested(port, withKey, 20_000)).toMatchObject({
        outcome: 'inconclusive',
        reason: 'ConnectionRefused',
      });
      matrix(servers[names[index]!].title, 'server down');
    }
  });

  function verdictOn(server: SshServer, row: Row, timeoutMs = 20_000): Promise<Verdict> {
    return tested(ssh.port(server), row, timeoutMs);
  }

  function tested(port: number, row: Row, timeoutMs: number): Promise<Verdict> {
    const { method, username = 'svc', secret = { password }, pinned, path, requires } = row;
    const hostKeys = [pinned ? stranger.public.split(' ').slice(0, 2).join(' ') : hostKey];
    const asked = {
      platform: registry.get('sftp')!,
      method,
      config: { host: ssh.host, port, hostKeys, ...(path === undefined ? {} : { path }) },
      secret: { username, ...secret },
      requires,
      uid: '5e55',
    };
    return planAndTest(asked, testContext({ timeoutMs, now: Date.now }));
  }
}
