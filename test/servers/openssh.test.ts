import { once } from 'node:events';
import { connect } from 'node:net';
import type { Verdict } from '../../src/connectors/index.ts';
import { sftp as spec } from '../../src/connectors/platforms/sftp/platform.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { matrix } from '../support/matrix.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { testContext } from '../support/test-context.ts';
import { OpenSsh } from './openssh/container.ts';
import { directoryRows } from './openssh/rows/directory.ts';
import { hostKeyRows } from './openssh/rows/host-key.ts';
import { proofRows } from './openssh/rows/proof.ts';
import { connected, encrypted, pair, password, type Row } from './openssh/rows/row.ts';
import { bothRows, signInRows } from './openssh/rows/sign-in.ts';

const title = 'OpenSSH 9.2';
const rows = [...signInRows, ...bothRows, ...hostKeyRows, ...directoryRows, ...proofRows];

await describeWithContainers(title, () => {
  let openSsh: OpenSsh;
  /** Every file, with its size and when it was written. */
  let untouched: string;
  const files = () => openSsh.run('find', '/srv', '/home', '-type', 'f', '-printf', '%p %s %T@\n');

  beforeAll(async () => {
    openSsh = await OpenSsh.start({ password, authorizedKeys: [pair.public, encrypted.public] });
    untouched = await files();
  }, 300_000);

  afterAll(() => openSsh?.stop());

  it.each(rows)('$name', async (row) => {
    const before = (await openSsh.signIns(row.server)).length;

    const verdict = await verdictOn(row);

    expect(verdict).toMatchObject(row.expect);
    expect(JSON.stringify(verdict)).not.toMatch(/canary|wrong/);
    await openSsh.settled();
    const { logins = 1 } = row;
    expect((await openSsh.signIns(row.server)).slice(before)).toHaveLength(logins);
    matrix(title, row.standard ?? row.name);
    if (logins === 1) matrix(title, 'one login a test');
  });

  it('takes a known_hosts line whose host OpenSSH has hashed', async () => {
    const line = `${openSsh.host} ${await openSsh.hostKey('ed25519')}`;
    await openSsh.run('bash', '-c', `echo '${line}' >/tmp/known_hosts && ssh-keygen -H -f /tmp/known_hosts`);
    const hashed = (await openSsh.run('cat', '/tmp/known_hosts')).trim();

    const verdict = await verdictOn({ name: 'hashed', server: 'both', config: { hostKeys: [hashed] }, expect: {} });

    expect(hashed).toMatch(/^\|1\|/);
    expect(verdict).toMatchObject(connected);
    matrix(title, 'hashed host name');
  });

  it('cannot delete what may not be deleted, says so, and touches nothing else', async () => {
    const row: Row = {
      name: 'no remove',
      server: 'noRemove',
      requires: { path: '/srv/data/open', proof: 'Probe' },
      expect: {},
    };

    const first = await verdictOn(row);
    const second = await verdictOn(row);
    const left = await openSsh.run('find', '/srv', '/home', '-name', '.connection-test-*');
    await verdictOn({ ...row, server: 'both' });
    const after = await files();

    expect(first).toMatchObject({ access: { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Denied' } });
    expect(second).toMatchObject({ access: { delete: 'Denied' } });
    expect(left.trim()).toBe('/srv/data/open/.connection-test-5e55');
    expect(untouched).toContain('/srv/data/open/theirs.csv');
    expect(after).toBe(untouched);
    matrix(title, 'what a killed test left is removed');
  });

  it('waits for its turn where a server has too many connections', async () => {
    const other = connect(openSsh.port('oneAtATime'), openSsh.host);
    await once(other, 'data');

    const verdict = await verdictOn({ ...signInRows[0]!, server: 'oneAtATime' });

    other.destroy();
    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ServiceUnavailable' });
    expect(verdict).toMatchObject({ about: expect.stringContaining('takes no more connections at the moment') });
    matrix(title, 'too many connections');
  });

  it('waits for a server that is silent no longer than it may', async () => {
    await openSsh.silence('both', true);

    const verdict = await verdictOn(signInRows[0]!, 1500);

    await openSsh.silence('both', false);
    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
    matrix(title, 'server silent');
  });

  it('is told that nobody answers where the server is down', async () => {
    const pinned = { ...signInRows[0]!, config: { hostKeys: [await openSsh.hostKey('ed25519')] } };
    await openSsh.stop();

    const verdict = await verdictOn(pinned);

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ConnectionRefused' });
    matrix(title, 'server down');
  });

  async function verdictOn(row: Row, timeoutMs = 20_000): Promise<Verdict> {
    const { server, method = 'password', username = 'svc', secret = { password }, pin = 'ed25519' } = row;
    const address = { host: openSsh.host, port: openSsh.port(server) };
    const hostKeys = row.config?.['hostKeys'] ?? [await openSsh.hostKey(pin)];
    const asked = {
      platform: { name: 'sftp', spec },
      method,
      config: { ...address, ...row.config, hostKeys },
      secret: { username, ...secret },
      requires: row.requires,
      uid: '5e55',
    };
    return planAndTest(asked, testContext({ timeoutMs }));
  }
});
