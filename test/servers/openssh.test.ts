import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { planConnection, testConnection, type Verdict } from '../../src/connectors/index.ts';
import { sftp as spec } from '../../src/connectors/platforms/sftp.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { secretBytes, testContext } from '../support/test-context.ts';
import { encrypted, pair, password, ports, rows, type Row, type Server } from './openssh/rows.ts';

await describeWithContainers('OpenSSH 9.2', () => {
  let container: StartedTestContainer;

  beforeAll(async () => {
    const image = await GenericContainer.fromDockerfile(new URL('./openssh', import.meta.url).pathname).build();
    container = await image
      .withEnvironment({ SFTP_PASSWORD: password, SFTP_AUTHORIZED_KEYS: `${pair.public}\n${encrypted.public}` })
      .withExposedPorts(...Object.values(ports))
      .withWaitStrategy(Wait.forLogMessage('ready'))
      .start();
  }, 300_000);

  afterAll(() => container?.stop());

  it.each(rows)('$name', async (row) => {
    const before = (await loginsAt(row.server)).length;

    const verdict = await verdictOn(row);

    expect(verdict).toMatchObject(row.expect);
    expect(JSON.stringify(verdict)).not.toMatch(/canary|wrong/);
    await settled(row, before);
  });

  async function verdictOn({
    server,
    method = 'password',
    username = 'svc',
    secret = { password },
    config,
    pin = 'ed25519',
  }: Row): Promise<Verdict> {
    const address = { host: container.getHost(), port: container.getMappedPort(ports[server]) };
    const context = testContext({ timeoutMs: 20_000 });
    const planned = planConnection({
      platform: { name: 'sftp', spec },
      method,
      config: { ...address, hostKeys: [await knownHost(pin)], ...config },
      secret: secretBytes({ username, ...secret }),
      now: context.now(),
    });
    return 'verdict' in planned ? planned.verdict : testConnection(planned.plan, context);
  }

  /** The line as people copy it, without a host. */
  async function knownHost(type: string): Promise<string> {
    const { output } = await container.exec(['cat', `/etc/ssh/ssh_host_${type}_key.pub`]);
    return output.trim();
  }

  async function loginsAt(server: Server): Promise<string[]> {
    const { output } = await container.exec([
      'grep',
      '-aE',
      '^(Accepted|Failed|Partial) (password|publickey|keyboard-interactive)',
      `/var/log/sshd-${ports[server]}.log`,
    ]);
    return output.split('\n').filter((line) => line !== '');
  }

  /** Once each session's process has ended its sign-ins are in the log: exactly as many as there had to be. */
  async function settled({ server, logins }: Row, before: number): Promise<void> {
    const listeners = Object.keys(ports).length;
    const endMs = performance.now() + 10_000;
    while ((await servers()) > listeners) {
      if (performance.now() > endMs) throw new Error('a session is still open');
    }
    expect((await loginsAt(server)).slice(before)).toHaveLength(logins);
  }

  /** Processes of sshd that run; one that has ended and was not collected yet is a Z. */
  async function servers(): Promise<number> {
    const { output } = await container.exec(['bash', '-c', 'cat /proc/[0-9]*/stat 2>/dev/null']);
    return output.split('\n').filter((line) => /\(sshd\) [^Z]/.test(line)).length;
  }
});
