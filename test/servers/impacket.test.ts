import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { runIn } from '../support/containers/run.ts';
import { matrix } from '../support/matrix.ts';
import { lacksSmbclient } from '../support/smbclient.ts';
import { failed, probe } from './samba/rows/row.ts';
import { verdictAt } from './samba/verdict.ts';
import { startSilentServer } from '../../dev/servers/silent-server.ts';

const title = 'Impacket 0.10 (SMB)';
const password = 'canary-impacket-password';
/** serve.py listens there. */
const port = 4461;
const unsigned = {
  ...failed('InvalidConfiguration', { about: expect.stringMatching(/does not sign SMB/) }),
  credential: 'NotSent',
};

await describeWithContainers(
  title,
  () => {
    let server: StartedTestContainer;
    const address = () => ({ host: server.getHost(), port: server.getMappedPort(port) });
    const run = (...command: string[]) => runIn(server, command);
    const files = () => run('find', '/srv', '-type', 'f', '-printf', '%p %s %T@\n');
    const logins = async () => (await run('cat', '/var/log/smb.log')).split('AUTHENTICATE_MESSAGE').length - 1;

    beforeAll(async () => {
      const image = await GenericContainer.fromDockerfile(new URL('impacket', import.meta.url).pathname).build();
      server = await image
        .withEnvironment({ SMB_PASSWORD: password })
        .withExposedPorts(port)
        .withWaitStrategy(Wait.forLogMessage('ready'))
        .start();
    }, 300_000);
    afterAll(() => server?.stop());

    it.each([
      ['right', password],
      ['wrong password', 'canary-wrong'],
    ])('signs nothing, so that it sees no password: %s', async (kase, one) => {
      const [before, listed] = [await logins(), await files()];

      const verdict = await verdictAt(address(), { password: one, requires: probe('2026') });

      expect(verdict).toMatchObject(unsigned);
      expect(JSON.stringify(verdict)).not.toMatch(/canary/);
      expect([await logins(), await files()]).toEqual([before, listed]);
      matrix(title, `no signing: ${kase}`);
    });

    it('is told that with a share that is not there as well', async () => {
      expect(await verdictAt(address(), { password, config: { share: 'none' } })).toMatchObject(unsigned);
      matrix(title, 'no signing: wrong path');
    });

    it('is down, or silent', async () => {
      const silent = await startSilentServer();
      const there = { host: '127.0.0.1', port: silent.port };

      const unheard = await verdictAt(there, { password }, 1000);
      await silent.stop();
      const down = await verdictAt(there, { password });

      expect([unheard, down]).toMatchObject([{ reason: 'TimedOut' }, { reason: 'ConnectionRefused' }]);
      matrix(title, 'server silent');
      matrix(title, 'server down');
    });
  },
  lacksSmbclient,
);
