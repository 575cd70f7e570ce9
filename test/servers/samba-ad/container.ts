import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import { password } from '../samba/container.ts';
import { loginsIn } from '../samba/logins.ts';
import type { Address } from '../samba/verdict.ts';

/** Its servers, by how they are configured. They have the same domain and the same share. */
const ports = { controller: 445, 'without-ntlm': 4452, 'kerberos-only': 4453 };
export type DomainServer = keyof typeof ports;

/** [MS-ADA2] msDS-User-Account-Control-Computed */
const lockedOut = 0x10;

/**
 * Samba as domain controller of CORP (corp.example) in a container: three wrong passwords lock an account until a person
 * unlocks it. Its users are in provision.sh; all have the password of the stand-alone server's.
 */
export class SambaDomain {
  readonly #container: StartedTestContainer;

  private constructor(container: StartedTestContainer) {
    this.#container = container;
  }

  static async start(): Promise<SambaDomain> {
    const image = await GenericContainer.fromDockerfile(new URL('.', import.meta.url).pathname)
      .withBuildArgs({ SAMBA_PASSWORD: password })
      .build();
    const container = await image
      .withExposedPorts(...Object.values(ports))
      .withWaitStrategy(Wait.forLogMessage('ready'))
      .start();
    return new SambaDomain(container);
  }

  address(server: DomainServer = 'controller'): Address {
    return { host: this.#container.getHost(), port: this.#container.getMappedPort(ports[server]) };
  }

  /** Every sign-in that a server saw, in order. */
  async logins(server: DomainServer = 'controller'): Promise<string[]> {
    return loginsIn(await this.run('cat', `/var/log/samba/${server}.log`));
  }

  /** Wrong passwords in a row, as the domain counts them against the lockout, of each account that has any. */
  async badPasswordCounts(): Promise<Record<string, number>> {
    const found = await this.#find('(badPwdCount>=1)', 'sAMAccountName', 'badPwdCount');
    return Object.fromEntries(found.map((entry) => [entry['sAMAccountName'], Number(entry['badPwdCount'])]));
  }

  async badPasswordCount(user: string): Promise<number> {
    return (await this.badPasswordCounts())[user] ?? 0;
  }

  async isLocked(user: string): Promise<boolean> {
    const attribute = 'msDS-User-Account-Control-Computed';
    const [entry] = await this.#find(`(sAMAccountName=${user})`, attribute);
    return (Number(entry?.[attribute]) & lockedOut) !== 0;
  }

  /** Takes the lock away, and sets the count to zero. */
  async unlock(user: string): Promise<void> {
    await this.run('samba-tool', 'user', 'unlock', user, '-s', '/etc/samba/controller.conf');
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

  async #find(filter: string, ...attributes: string[]): Promise<Record<string, string>[]> {
    const ldif = await this.run('ldbsearch', '-H', '/var/lib/samba/private/sam.ldb', filter, ...attributes);
    const entries = ldif.split('\n\n').filter((entry) => /^dn: /m.test(entry));
    return entries.map((entry) =>
      Object.fromEntries([...entry.matchAll(/^([\w-]+): (.*)$/gm)].map(([, name, value]) => [name, value])),
    );
  }
}
