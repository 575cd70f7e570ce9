import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { SambaHost } from './host.ts';
import type { Address } from './verdict.ts';

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
export class Samba extends SambaHost<SambaServer> {
  private constructor(container: StartedTestContainer) {
    super(container, ports);
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

  override address(server: SambaServer = 'plain'): Address {
    return super.address(server);
  }

  override logins(server: SambaServer = 'plain'): Promise<string[]> {
    return super.logins(server);
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

  /** Every file and folder that can be reached by a share, with its size and when it or its attributes were written. */
  entries(): Promise<string> {
    return this.run('find', '/srv/data', '/srv/tree', '-printf', '%p %s %T@ %C@\n');
  }

  #account(user: string): Promise<string> {
    return this.run('pdbedit', '-s', '/etc/samba/plain.conf', '-v', '-u', user);
  }
}
