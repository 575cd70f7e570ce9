import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { matrix } from '../support/matrix.ts';
import { inPlaceOfSmbclient, lacksSmbclient } from '../support/smbclient.ts';
import { Samba } from './samba/container.ts';
import { withListenerElsewhere } from './samba/elsewhere.ts';
import { expectLockAfterThree } from './samba/lockout.ts';
import { connected, failed, probe } from './samba/rows/row.ts';
import { proofRows, shareRows } from './samba/rows/share.ts';
import { signInRows } from './samba/rows/sign-in.ts';
import { unavailableCases } from './samba/unavailable.ts';
import { verdictAt } from './samba/verdict.ts';

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
    const entries = await samba.entries();

    const verdict = await verdictAt(samba.address(row.server), row);

    expect(verdict).toMatchObject(row.expect);
    expect(JSON.stringify(verdict)).not.toMatch(/canary/);
    expect((await samba.logins(row.server)).slice(before)).toEqual(row.logins);
    expect(await samba.files()).toBe(untouched);
    if (row.requires?.proof !== 'Probe') expect(await samba.entries()).toBe(entries);
    matrix(title, row.kase ?? row.name);
    if (row.logins.length === 1) matrix(title, 'one login a test');
  });

  it('counts one wrong password a test, and tells when the account is locked', async () => {
    await expectLockAfterThree(samba, (credential) => verdictAt(samba.address(), credential));
    matrix(title, 'lockout after three attempts');
  });

  it('sweeps what a killed test left', async () => {
    await samba.run(
      'bash',
      '-c',
      'echo left >/srv/data/2026/.connection-test-uid-1 && chown svc /srv/data/2026/.conn*',
    );

    expect(await verdictAt(samba.address(), { requires: probe('2026') })).toMatchObject(connected);

    expect(await samba.files()).toBe(untouched);
    matrix(title, 'left-over of a killed test');
  });

  it.each(['plain', 'encrypted'] as const)(
    'goes nowhere else where a share leads to an address: %s',
    async (server) => {
      const config = { share: 'movedtoaddress' };

      const { result, connections } = await withListenerElsewhere(() => verdictAt(samba.address(server), { config }));

      expect(connections).toBe(0);
      expect(result).toMatchObject(failed('InvalidConfiguration', { about: expect.stringMatching(/DFS/) }));
    },
  );

  it('sends nothing that is encrypted where smbclient does not tell the keys', async () => {
    const { remove } = inPlaceOfSmbclient(
      (_directory, smbclient) => `exec ${smbclient} "$@" --option='debug encryption=no'`,
    );

    const verdict = await verdictAt(samba.address('encrypted'), {}).finally(remove);

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'InternalError' });
    expect(verdict).toHaveProperty('causes', [expect.stringMatching(/does not tell the keys/)]);
  });

  unavailableCases({ title, host: () => samba, server: 'newest' });
};

await describeWithContainers(title, suite, lacksSmbclient);
