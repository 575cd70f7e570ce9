import { planConnection, testConnection, type Verdict } from '../../src/connectors/index.ts';
import { smb as spec } from '../../src/connectors/platforms/smb.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { silenceCommand } from '../support/containers/silence.ts';
import { matrix } from '../support/matrix.ts';
import { startSilentServer } from '../support/servers/silent-server.ts';
import { lacksSmbclient } from '../support/smbclient.ts';
import { secretBytes, testContext } from '../support/test-context.ts';
import { password, Samba } from './samba/container.ts';
import { connected, probe, type Row } from './samba/rows/row.ts';
import { proofRows, shareRows } from './samba/rows/share.ts';
import { signInRows } from './samba/rows/sign-in.ts';

const title = 'Samba 4.17';

const suite = () => {
  let samba: Samba;
  /** Every file, with its size and when it was written. */
  let untouched: string;

  beforeAll(async () => {
    samba = await Samba.start();
    untouched = await samba.files();
  }, 300_000);

  afterAll(() => samba?.stop());

  it.each([...signInRows, ...shareRows, ...proofRows])('$name', async (row) => {
    const before = (await samba.logins(row.server)).length;

    const verdict = await verdictOn(row);

    expect(verdict).toMatchObject(row.expect);
    expect(JSON.stringify(verdict)).not.toMatch(/canary/);
    expect((await samba.logins(row.server)).slice(before)).toEqual(row.logins);
    expect(await samba.files()).toBe(untouched);
    matrix(title, row.kase ?? row.name);
    if (row.logins.length === 1) matrix(title, 'one login a test');
  });

  it('counts one wrong password a test, and tells when the account is locked', async () => {
    const wrong: Row = { name: '', username: 'lockme', password: 'canary-wrong', expect: {}, logins: [] };
    const counts: number[] = [];
    for (let attempt = 0; attempt < 3; attempt += 1) {
      expect(await verdictOn(wrong)).toMatchObject({ reason: 'CredentialsRejected' });
      counts.push(await samba.badPasswordCount('lockme'));
    }

    expect(counts).toEqual([1, 2, 3]);
    expect(await samba.isLocked('lockme')).toBe(true);
    expect(await verdictOn({ ...wrong, password })).toMatchObject({ reason: 'AccountLocked' });
    await samba.unlock('lockme');
    expect(await verdictOn({ ...wrong, password })).toMatchObject(connected);
    matrix(title, 'lockout after three attempts');
  });

  it('sweeps what a killed test left', async () => {
    await samba.run(
      'bash',
      '-c',
      'echo left >/srv/data/2026/.connection-test-uid-1 && chown svc /srv/data/2026/.conn*',
    );

    expect(await verdictOn({ name: '', requires: probe('2026'), expect: {}, logins: [] })).toMatchObject(connected);

    expect(await samba.files()).toBe(untouched);
    matrix(title, 'left-over of a killed test');
  });

  it('says that nobody answers where the server is down', async () => {
    const { host, port } = await startSilentServer().then(async (server) => (await server.stop(), server));

    const verdict = await verdictOn({ name: '', config: { host, port }, expect: {}, logins: [] });

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ConnectionRefused' });
    matrix(title, 'server down');
  });

  it('says that it timed out where the server is silent', async () => {
    await samba.run(...silenceCommand('/run/samba-newest/smbd.pid', true));
    try {
      const verdict = await verdictOn({ name: '', server: 'newest', expect: {}, logins: [] }, 1000);

      expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
      matrix(title, 'server silent');
    } finally {
      await samba.run(...silenceCommand('/run/samba-newest/smbd.pid', false));
    }
  });

  async function verdictOn(row: Row, timeoutMs = 20_000): Promise<Verdict> {
    const context = testContext({ timeoutMs, now: Date.now });
    const planned = planConnection({
      platform: { name: 'smb', spec },
      method: 'password',
      config: { ...samba.address(row.server), share: 'data', ...row.config },
      secret: secretBytes({ username: row.username ?? 'svc', password: row.password ?? password }),
      requires: row.requires,
      uid: 'uid-1',
      now: context.now(),
    });
    return 'verdict' in planned ? planned.verdict : testConnection(planned.plan, context);
  }
};

await describeWithContainers(title, suite, lacksSmbclient);
