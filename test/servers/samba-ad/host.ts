import type { StartedTestContainer } from 'testcontainers';
import { loginsIn } from '../samba/logins.ts';
import type { Address } from '../samba/verdict.ts';

/** A container with one or more smbd in it, each with a port and a log of its own. */
export class SambaHost<Server extends string = string> {
  readonly #container: StartedTestContainer;
  readonly #ports: Readonly<Record<Server, number>>;
  readonly #told = new Map<Server, number>();

  constructor(container: StartedTestContainer, ports: Readonly<Record<Server, number>>) {
    this.#container = container;
    this.#ports = ports;
  }

  address(server: Server): Address {
    return { host: this.#container.getHost(), port: this.#container.getMappedPort(this.#ports[server]) };
  }

  /** Where other containers find it. */
  get ipAddress(): string {
    return this.#container.getIpAddress(this.#container.getNetworkNames()[0] ?? 'bridge');
  }

  /** Every sign-in that a server saw since this was last asked, in order. */
  async newLogins(server: Server): Promise<string[]> {
    const logins = loginsIn(await this.run('cat', `/var/log/samba/${server}.log`));
    const told = this.#told.get(server) ?? 0;
    this.#told.set(server, logins.length);
    return logins.slice(told);
  }

  /** Every file of the share, with its size and when it was written. */
  files(): Promise<string> {
    return this.run('find', '/srv/data', '-type', 'f', '-printf', '%p %s %T@\n');
  }

  async run(...command: string[]): Promise<string> {
    const { output, exitCode } = await this.#container.exec(command);
    if (exitCode !== 0) throw new Error(`${command.join(' ')}: ${output}`);
    return output;
  }

  async stop(): Promise<void> {
    await this.#container.stop();
  }
}
