import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { silenceCommand } from '../../support/containers/silence.ts';

/** One sshd for each way to be configured; start.sh says how. */
const ports = {
  both: 2201,
  keysOnly: 2202,
  jail: 2203,
  noSubsystem: 2204,
  keyThenPassword: 2205,
  interactive: 2206,
  oneTry: 2207,
  keyThenQuestion: 2208,
  readOnly: 2209,
  noRemove: 2210,
  oldKeyExchange: 2211,
  ecdsaOnly: 2212,
  oneAtATime: 2213,
};
export type SshServer = keyof typeof ports;
export type HostKeyType = 'ed25519' | 'ecdsa' | 'rsa';

export interface OpenSshOptions {
  /** Of every user: svc, jailed (chroot of `jail`), nologin (no shell), homeless (no home directory), stale (password expired). */
  password: string;
  /** Lines of authorized_keys, for every user. */
  authorizedKeys?: string[];
  /** An account is locked for good after so many failed passwords; without it none is. */
  lockoutAfter?: number;
}

/** OpenSSH of Debian in a container. */
export class OpenSsh {
  readonly #container: StartedTestContainer;
  readonly #options: OpenSshOptions;
  readonly host: string;
  readonly #ports: ReadonlyMap<SshServer, number>;

  private constructor(container: StartedTestContainer, options: OpenSshOptions) {
    this.#container = container;
    this.#options = options;
    this.host = container.getHost();
    const names = Object.keys(ports) as SshServer[];
    this.#ports = new Map(names.map((name) => [name, container.getMappedPort(ports[name])]));
  }

  static async start(options: OpenSshOptions): Promise<OpenSsh> {
    const image = await GenericContainer.fromDockerfile(new URL('.', import.meta.url).pathname).build();
    const container = await image
      .withEnvironment({
        SFTP_PASSWORD: options.password,
        SFTP_AUTHORIZED_KEYS: (options.authorizedKeys ?? []).join('\n'),
        SFTP_LOCKOUT_AFTER: String(options.lockoutAfter ?? ''),
      })
      .withTmpFs({ '/srv/full': 'rw,size=64k', '/srv/readonly': 'ro' })
      .withExposedPorts(...Object.values(ports))
      .withWaitStrategy(Wait.forLogMessage('ready'))
      .start();
    return new OpenSsh(container, options);
  }

  port(server: SshServer): number {
    return this.#ports.get(server) ?? 0;
  }

  /** Type and key, as people copy them: a known_hosts line without a host. */
  async hostKey(type: HostKeyType): Promise<string> {
    const line = await this.run('cat', `/etc/ssh/ssh_host_${type}_key.pub`);
    return line.trim().split(' ').slice(0, 2).join(' ');
  }

  /** What the server's own log has of sign-ins, one line each, right or wrong. Complete once `settled`. */
  async signIns(server: SshServer): Promise<string[]> {
    const log = await this.run('cat', `/var/log/sshd-${ports[server]}.log`);
    return log.split('\n').filter((line) => /^(Accepted|Failed|Partial) (password|publickey|keyboard)/.test(line));
  }

  /** Waits until every session has ended. */
  async settled(): Promise<void> {
    const listeners = Object.keys(ports).length;
    const endMs = performance.now() + 10_000;
    while ((await this.#processes()) > listeners) {
      if (performance.now() > endMs) throw new Error('a session is still open');
    }
  }

  /** Failed passwords that count against the account, with `lockoutAfter`. */
  async failures(user: string): Promise<number> {
    const table = await this.run('faillock', '--user', user);
    return table.split('\n').filter((line) => /\sV\s*$/.test(line)).length;
  }

  /** Whether even the right password no longer opens the account. */
  async isLocked(user: string): Promise<boolean> {
    return (await this.failures(user)) >= (this.#options.lockoutAfter ?? Infinity);
  }

  /** The kernel still takes connections, and nobody speaks on them. */
  async silence(server: SshServer, silent: boolean): Promise<void> {
    await this.run(...silenceCommand(`/run/sshd-${ports[server]}.pid`, silent));
  }

  /** @returns what the command prints. */
  async run(...command: string[]): Promise<string> {
    return (await this.#container.exec(command)).output;
  }

  async stop(): Promise<void> {
    await this.#container.stop();
  }

  /** Processes of sshd that run; one that has ended and was not collected yet is a Z. */
  async #processes(): Promise<number> {
    const table = await this.run('bash', '-c', 'cat /proc/[0-9]*/stat 2>/dev/null');
    return table.split('\n').filter((line) => /\(sshd\) [^Z]/.test(line)).length;
  }
}
