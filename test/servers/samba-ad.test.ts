import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { matrix } from '../support/matrix.ts';
import { startSilentServer } from '../support/servers/silent-server.ts';
import { lacksSmbclient } from '../support/smbclient.ts';
import { SambaDomain } from './samba-ad/container.ts';
import { domainRows } from './samba-ad/rows.ts';
import { expectLockAfterThree } from './samba/lockout.ts';
import { verdictAt } from './samba/verdict.ts';

const title = 'Samba 4.17, domain';

const suite = () => {
  let domain: SambaDomain;
  /** Every file, with its size and when it was written. */
  let untouched: string;
  /** What the domain counts against the lockout. */
  let counts: Record<string, number>;

  beforeAll(async () => {
    domain = await SambaDomain.start();
    untouched = await domain.files();
    counts = await domain.badPasswordCounts();
  }, 300_000);

  afterAll(() => domain?.stop());

  it.each(domainRows)('$name', async (row) => {
    const before = (await domain.logins(row.server)).length;

    const verdict = await verdictAt(domain.address(row.server), row);

    expect(verdict).toMatchObject(row.expect);
    expect(JSON.stringify(verdict)).not.toMatch(/canary/);
    expect((await domain.logins(row.server)).slice(before)).toEqual(row.logins);
    for (const [user, more] of Object.entries(row.counted ?? {})) counts[user] = (counts[user] ?? 0) + more;
    expect(await domain.badPasswordCounts()).toEqual(counts);
    expect(await domain.files()).toBe(untouched);
    matrix(title, row.kase ?? row.name);
    if (row.logins.length === 1) matrix(title, 'one login a test');
  });

  it('counts one wrong password a test, and tells when the account is locked', async () => {
    await expectLockAfterThree(domain, (credential) => verdictAt(domain.address(), credential));
    matrix(title, 'lockout after three attempts');
  });

  it('says that nobody answers where the server is down', async () => {
    const { host, port } = await startSilentServer().then(async (server) => (await server.stop(), server));

    const verdict = await verdictAt({ host, port }, {});

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ConnectionRefused' });
    matrix(title, 'server down');
  });

  it('says that it timed out where the server is silent', async () => {
    await domain.run('bash', '-c', 'kill -STOP $(cat /run/samba-without-ntlm/smbd.pid)');
    try {
      const verdict = await verdictAt(domain.address('without-ntlm'), {}, 1000);

      expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
      matrix(title, 'server silent');
    } finally {
      await domain.run('bash', '-c', 'kill -CONT $(cat /run/samba-without-ntlm/smbd.pid)');
    }
  });
};

await describeWithContainers(title, suite, lacksSmbclient);
