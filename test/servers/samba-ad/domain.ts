import { GenericContainer, Wait } from 'testcontainers';
import { password } from '../samba/container.ts';
import { SambaHost } from '../samba/host.ts';

/** The controller's servers, by how they are configured. They have the same domain and the same share. */
const controllerPorts = { controller: 445, 'without-ntlm': 4452, 'kerberos-only': 4453 };
const memberPorts = { member: 445 };
export type ControllerServer = keyof typeof controllerPorts;
export type MemberServer = keyof typeof memberPorts;

/** [MS-ADA2] msDS-User-Account-Control-Computed */
const lockedOut = 0x10;

/**
 * Samba as domain controller of CORP (corp.example) in a container: three wrong passwords lock an account until a person
 * unlocks it. Its users are in provision.sh; all have the password of the stand-alone server's.
 */
export class SambaDomain {
  readonly controller: SambaHost<ControllerServer>;

  private constructor(controller: SambaHost<ControllerServer>) {
    this.controller = controller;
  }

  static async start(): Promise<SambaDomain> {
    const container = await (await image()).withExposedPorts(...Object.values(controllerPorts)).start();
    return new SambaDomain(new SambaHost(container, controllerPorts));
  }

  /** Starts a file server that is a member of the domain. */
  async startMember(): Promise<SambaHost<MemberServer>> {
    const container = await (
      await image()
    )
      .withEnvironment({ CONTROLLER: this.controller.ipAddress })
      .withCommand(['bash', '/member.sh'])
      .withExposedPorts(...Object.values(memberPorts))
      .start();
    return new SambaHost(container, memberPorts);
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
    await this.controller.run('samba-tool', 'user', 'unlock', user, '-s', '/etc/samba/controller.conf');
  }

  async stop(): Promise<void> {
    await this.controller.stop();
  }

  async #find(filter: string, ...attributes: string[]): Promise<Record<string, string>[]> {
    const database = '/var/lib/samba/private/sam.ldb';
    const ldif = await this.controller.run('ldbsearch', '-H', database, filter, ...attributes);
    const entries = ldif.split('\n\n').filter((entry) => /^dn: /m.test(entry));
    return entries.map((entry) =>
      Object.fromEntries([...entry.matchAll(/^([\w-]+): (.*)$/gm)].map(([, name, value]) => [name, value])),
    );
  }
}

async function image(): Promise<GenericContainer> {
  const built = await GenericContainer.fromDockerfile(new URL('.', import.meta.url).pathname)
    .withBuildArgs({ SAMBA_PASSWORD: password })
    .build();
  return built.withWaitStrategy(Wait.forLogMessage('ready'));
}
