import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { loginsIn } from './logins.ts';

export const password = 'canary-samba-password';

/** Its servers, by how they are configured. They have the same accounts and the same shares. */
export const ports = {
  plain: 4451,
  guest: 4452,
  signed: 4453,
  encrypted: 4454,
  newest: 4455,
  oldest: 4456,
  older: 4457,
};
export type SambaServer = keyof typeof ports;

const users = 'svc wrong lockme killed locked expired disabled mustchange elsewhere';

/** Samba in a container, which locks an account after the third wrong password in a row, for good. */
export class Samba {
  readonly #container: StartedTestContainer;

  private constructor(container: StartedTestContainer) {
    this.#container = container;
  }

  /** The users are `svc`, `wrong`, `lockme`, `killed` (all good), and those that are named for what is wrong with them. */
  static async start(): Promise<Samba> {
    const image = await GenericContainer.fromDockerfile(new URL('.', import.meta.url).pathname).build();
    const container = await image
      .withEnvironment({ SAMBA_USERS: users, SAMBA_PASSWORD: password })
      .withExposedPorts(...Object.values(ports))
      .withWaitStrategy(Wait.forLogMessage('ready'))
      .start();
    return new Samba(container);
  }

  /** `host` and `port` for `spec.config`. */
  address(server: SambaServer = 'plain'): { host: string; port: number } {
    return { host: this.#container.getHost(), port: this.#container.getMappedPort(ports[server]) };
  }

  /** Every sign-in that a server saw, in order. */
  async logins(server: SambaServer = 'plain'): Promise<string[]> {
    return loginsIn(await this.run('cat', `/var/log/samba/${server}.log`));
  }

  /** Wrong passwords in a row, as Samba counts them against the lockout. */
  async badPasswordCount(user: string): Promise<number> {
    return Number(/^Bad password count\s*:\s*(\d+)/m.exec(await this.#account(user))?.[1]);
  }

  async isLocked(user: string): Promise<boolean> {
    return /^Account Flags:\s*\[[^\]]*L/m.test(await this.#account(user));
  }

  /** Takes the lock away, and sets the count to zero. */
  async unlock(user: string): Promise<void> {
    await this.run('pdbedit', '-s', '/etc/samba/plain.conf', '-u', user, '-z', '-c', '[]');
  }

  /** Every file that can be reached by a share, with its size and when it was written. */
  files(): Promise<string> {
    return this.run('find', '/srv/data', '-type', 'f', '-printf', '%p %s %T@\n');
  }

  /** Every file and folder that can be reached by a share, with its size and when it or its attributes were written. */
  entries(): Promise<string> {
    return this.run('find', '/srv/data', '/srv/tree', '-printf', '%p %s %T@ %C@\n');
  }

  async run(...command: string[]): Promise<string> {
    const { output, exitCode } = await this.#container.exec(command);
    if (exitCode !== 0) throw new Error(`${command.join(' ')}: ${output}`);
    return output;
  }

  async stop(): Promise<void> {
    await this.#container.stop();
  }

  #account(user: string): Promise<string> {
    return this.run('pdbedit', '-s', '/etc/samba/plain.conf', '-v', '-u', user);
  }
}
