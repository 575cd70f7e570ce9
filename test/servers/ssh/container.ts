import { Wait, type StartedTestContainer } from 'testcontainers';
import { runIn } from '../../support/containers/run.ts';
import { silenceCommand } from '../../support/containers/silence.ts';
import type { JavaServer } from '../java/built.ts';
import { imageOf } from '../java/image.ts';

/** start.sh says how each is configured. */
export const servers = {
  dropbear: { title: 'dropbear 2022.83', port: 2301 },
  'dropbear-keys': { title: 'dropbear 2022.83', port: 2302 },
  asyncssh: { title: 'asyncssh 2.10', port: 2303 },
  mina: { title: 'Apache MINA SSHD 2.16', port: 2304 },
} as const;
export type SshServer = keyof typeof servers;

/** A password that was looked at, or a sign-in that was accepted with a key. */
const credential =
  /^(password|key) (right|wrong)|^\[\d+\] .*(Password auth succeeded|Bad password attempt|Pubkey auth succeeded)/;

/** What a container is made of, and who is in it. */
export interface SshContainer {
  /** Beside this one, with a Dockerfile. */
  folder: string;
  /** The jars that the Dockerfile wants. */
  java?: JavaServer;
  names: readonly SshServer[];
}

/** SFTP servers other than OpenSSH, in a container. */
export class SshServers {
  readonly #container: StartedTestContainer;
  readonly host: string;

  private constructor(container: StartedTestContainer) {
    this.#container = container;
    this.host = container.getHost();
  }

  static async start(
    { folder, java, names }: SshContainer,
    environment: { SFTP_PASSWORD: string; SFTP_AUTHORIZED_KEY: string },
  ): Promise<SshServers> {
    const image = await imageOf(folder, java);
    const container = await image
      .withEnvironment(environment)
      .withExposedPorts(...names.map((name) => servers[name].port))
      .withWaitStrategy(Wait.forLogMessage('ready'))
      .start();
    return new SshServers(container);
  }

  port(server: SshServer): number {
    return this.#container.getMappedPort(servers[server].port);
  }

  async hostKey(): Promise<string> {
    return (await this.run('cat', '/etc/host-key.pub')).split(' ').slice(0, 2).join(' ');
  }

  /** How many credentials the server's own log has, right or wrong. */
  async credentials(server: SshServer): Promise<number> {
    const log = await this.run('cat', `/var/log/${server}.log`);
    return log.split('\n').filter((line) => credential.test(line)).length;
  }

  /** Every file, with its size and when it was written. */
  files(): Promise<string> {
    return this.run('find', '/srv', '-type', 'f', '-printf', '%p %s %T@\\n');
  }

  async silence(server: SshServer, silent: boolean): Promise<void> {
    await this.run(...silenceCommand(`/run/${server}.pid`, silent));
  }

  run(...command: string[]): Promise<string> {
    return runIn(this.#container, command);
  }

  async stop(): Promise<void> {
    await this.#container.stop({ timeout: 0 });
  }
}
