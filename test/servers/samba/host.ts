import type { StartedTestContainer } from 'testcontainers';
import { runIn } from '../../support/containers/run.ts';
import { loginsIn } from './logins.ts';
import type { Address } from './verdict.ts';

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

  /** Every sign-in that a server saw, in order. */
  async logins(server: Server): Promise<string[]> {
    return loginsIn(await this.run('cat', `/var/log/samba/${server}.log`));
  }

  /** Those since this was last asked. */
  async newLogins(server: Server): Promise<string[]> {
    const logins = await this.logins(server);
    const told = this.#told.get(server) ?? 0;
    this.#told.set(server, logins.length);
    return logins.slice(told);
  }

  /** Every file of the share, with its size and when it was written. */
  files(): Promise<string> {
    return this.run('find', '/srv/data', '-type', 'f', '-printf', '%p %s %T@\n');
  }

  run(...command: string[]): Promise<string> {
    return runIn(this.#container, command);
  }

  async stop(): Promise<void> {
    await this.#container.stop();
  }
}
