import { getContainerRuntimeClient, Wait, type StartedTestContainer } from 'testcontainers';
import { createAuthority, type Authority, type Issued } from '../../support/certificates.ts';
import { runIn } from '../../support/containers/run.ts';
import { silenceCommand } from '../../support/containers/silence.ts';
import type { JavaServer } from '../java/built.ts';
import { imageOf } from '../java/image.ts';
import { freeRange } from '../programs/ports.ts';
import { password, servers, type Server } from './rows.ts';

const passivePorts = 4;

/** Which lines of a log tell of a sign-in, and how the server's processes are called. */
export interface Kind {
  folder: string;
  /** The jars that its Dockerfile wants. */
  java?: JavaServer;
  process: string;
  /** How many there are while nobody is signed in; default: one for each server. */
  processes?: number;
  signIn: RegExp;
  /** What comes of a case there, where that is not what comes of it everywhere. */
  other?: Readonly<Record<string, object>>;
}

/** FTP servers in a container, one for each way to be configured. They name ports of their own, so those are the host's. */
export class FtpServers {
  readonly host: string;
  readonly authority: Authority;
  readonly client: Issued;
  readonly stranger: Issued;
  readonly #container: StartedTestContainer;
  readonly #firstPort: number;
  readonly #kind: Kind;

  private constructor(of: { container: StartedTestContainer; firstPort: number; kind: Kind } & Certificates) {
    this.host = of.container.getHost();
    this.authority = of.authority;
    this.client = of.client;
    this.stranger = of.stranger;
    this.#container = of.container;
    this.#firstPort = of.firstPort;
    this.#kind = of.kind;
  }

  static async start(kind: Kind): Promise<FtpServers> {
    const image = await imageOf(kind.folder, kind.java);
    const firstPort = await freeRange(servers.length + passivePorts);
    const ports = Array.from({ length: servers.length + passivePorts }, (_, index) => firstPort + index);
    const passive = firstPort + servers.length;
    const { files, ...certificates } = await certify();
    const container = await image
      .withEnvironment({
        FTP_PASSWORD: password,
        FTP_PORT: String(firstPort),
        FTP_PASSIVE_FIRST: String(passive),
        FTP_PASSIVE_LAST: String(passive + passivePorts - 1),
      })
      .withCopyFilesToContainer([{ source: pathOf('start.sh'), target: '/start.sh' }])
      .withCopyContentToContainer(files)
      .withExposedPorts(...ports.map((port) => ({ container: port, host: port })))
      .withWaitStrategy(Wait.forLogMessage('ready'))
      .start();
    return new FtpServers({ container, firstPort, kind, ...certificates });
  }

  port(server: Server): number {
    return this.#firstPort + servers.indexOf(server);
  }

  run(...command: string[]): Promise<string> {
    return runIn(this.#container, command);
  }

  /** Sign-ins that the server has logged, right or wrong. */
  async signIns(server: Server): Promise<number> {
    const log = await this.run('cat', `/var/log/${server}.log`);
    return log.split('\n').filter((line) => this.#kind.signIn.test(line)).length;
  }

  /** Waits until every session has ended; then its sign-ins are in the log. */
  async settled(): Promise<void> {
    const endMs = performance.now() + 10_000;
    while ((await this.#processes()) > (this.#kind.processes ?? servers.length)) {
      if (performance.now() > endMs) throw new Error('a session is still open');
    }
  }

  /** Stops the server's process, or lets it go on. */
  async silence(server: Server, silent: boolean): Promise<void> {
    await this.run(...silenceCommand(`/run/${server}.pid`, silent));
  }

  async stop(): Promise<void> {
    await this.#container.stop({ timeout: 0 });
  }

  async #processes(): Promise<number> {
    const stats = await this.run('bash', '-c', 'cat /proc/[0-9]*/stat 2>/dev/null; true');
    return stats.split('\n').filter((line) => new RegExp(`\\(${this.#kind.process}\\) [^Z]`).test(line)).length;
  }
}

interface Certificates {
  authority: Authority;
  /** Of an authority that the servers know, and of one that they do not. */
  client: Issued;
  stranger: Issued;
}

async function certify(): Promise<Certificates & { files: { target: string; content: string }[] }> {
  const authority = await createAuthority('Test CA of FTP servers');
  const engine = await getContainerRuntimeClient();
  const names = [engine.info.containerRuntime.host]; // where the ports are published: localhost, or the bridge's address
  const own = {
    server: await authority.issue(names),
    expired: await authority.issue(names, { ended: true }),
    'other-name': await authority.issue(['elsewhere.example.org']),
  };
  const files = Object.entries(own).flatMap(([name, { certificate, privateKey }]) => [
    { target: `/certs/${name}.crt`, content: certificate },
    { target: `/certs/${name}.key`, content: privateKey },
  ]);
  files.push({ target: '/certs/ca.crt', content: authority.certificate });
  const unknown = await createAuthority('Unknown CA of FTP clients');
  return { authority, client: await authority.issue(['svc']), stranger: await unknown.issue(['svc']), files };
}

function pathOf(relative: string): string {
  return new URL(relative, import.meta.url).pathname;
}
