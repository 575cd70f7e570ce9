import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { matrix } from '../support/matrix.ts';
import { lacksSmbclient } from '../support/smbclient.ts';
import { SambaDomain, type ControllerServer, type MemberServer } from './samba-ad/domain.ts';
import { folderRows } from './samba-ad/rows/folder.ts';
import { memberRows } from './samba-ad/rows/member.ts';
import { nameRows, wrongRows } from './samba-ad/rows/name.ts';
import { refusedRows } from './samba-ad/rows/refused.ts';
import type { DomainRow } from './samba-ad/rows/row.ts';
import type { SambaHost } from './samba/host.ts';
import { expectLockAfterThree } from './samba/lockout.ts';
import { unavailableCases } from './samba/unavailable.ts';
import { verdictAt } from './samba/verdict.ts';

const title = 'Samba 4.17, domain controller';
const memberTitle = 'Samba 4.17, domain member';

/** A server that rows are tried on. */
interface Tried<Server extends string> {
  host: SambaHost<Server>;
  /** The one of its servers that a row is for where it does not say. */
  usual: Server;
  /** Every file, with its size and when it was written. */
  untouched: string;
}

const suite = () => {
  let domain: SambaDomain;
  let controller: Tried<ControllerServer>;
  let member: Tried<MemberServer>;
  /** What the domain counts against the lockout. */
  let counts: Record<string, number>;

  beforeAll(async () => {
    domain = await SambaDomain.start();
    controller = { host: domain.controller, usual: 'controller', untouched: await domain.controller.files() };
    counts = await domain.badPasswordCounts();
  }, 300_000);

  afterAll(() => domain?.stop());

  describe('controller', () => {
    it.each([...nameRows, ...wrongRows, ...refusedRows, ...folderRows])('$name', async (row) => {
      await expectRow(controller, row);
      matrix(title, row.kase ?? row.name);
      if (row.logins.length === 1) matrix(title, 'one login a test');
    });

    it('counts one wrong password a test, and tells when the account is locked', async () => {
      const address = domain.controller.address('controller');

      await expectLockAfterThree(domain, (credential) => verdictAt(address, credential));

      matrix(title, 'lockout after three attempts');
    });

    unavailableCases({ title, host: () => domain.controller, server: 'without-ntlm' });
  });

  describe('member', () => {
    beforeAll(async () => {
      const host = await domain.startMember();
      member = { host, usual: 'member', untouched: await host.files() };
    }, 300_000);

    afterAll(() => member?.host.stop());

    it.each(memberRows)('$name', async (row) => {
      await expectRow(member, row);
      matrix(memberTitle, row.kase ?? row.name);
      if (row.logins.length === 1) matrix(memberTitle, 'one login a test');
    });

    it('says that the server reaches no controller', async () => {
      await member.host.run('bash', '-c', 'kill $(cat /run/samba/winbindd.pid)');

      const verdict = await verdictAt(member.host.address('member'), {
        username: 'CORP\\mistyped',
        password: 'canary-wrong',
      });

      expect(verdict).toMatchObject({
        outcome: 'inconclusive',
        reason: 'ServiceUnavailable',
        causes: [expect.stringMatching(/no controller/)],
      });
      expect(await domain.badPasswordCounts()).toEqual(counts);
      matrix(memberTitle, 'no controller');
    });
  });

  /** The verdict is the row's, the server saw one sign-in, the domain counted what it should, and no file was touched. */
  async function expectRow<Server extends string>({ host, usual, untouched }: Tried<Server>, row: DomainRow) {
    const server = (row.server ?? usual) as Server;

    const verdict = await verdictAt(host.address(server), row);
    const logins = await host.newLogins(server);

    expect(verdict).toMatchObject(row.expect);
    expect(JSON.stringify(verdict)).not.toMatch(/canary/);
    expect(logins).toEqual(row.logins);
    for (const [user, more] of Object.entries(row.counted ?? {})) counts[user] = (counts[user] ?? 0) + more;
    expect(await domain.badPasswordCounts()).toEqual(counts);
    expect(await host.files()).toBe(untouched);
  }
};

await describeWithContainers('Samba 4.17, domain', suite, lacksSmbclient);
