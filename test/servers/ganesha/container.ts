import { GenericContainer, Wait, type StartedTestContainer } from 'testcontainers';
import type { Resolve } from '../../../src/connectors/index.ts';
import { runIn } from '../../support/containers/run.ts';
import { silenceCommand } from '../../support/containers/silence.ts';

/** Of rpcbind; of the server of all versions and its mount protocol; of one that has 4.1 alone, and of one that has 3 alone. */
export const ports = { rpcbind: 111, nfs: 2049, mount: 20_048, only41: 2050, only3: 2051, mountOnly3: 20_051 };

/** NFS-Ganesha in a container; the file system of its exports needs handles, and handles need these rights. */
export class Ganesha {
  readonly #container: StartedTestContainer;
  readonly #published: ReadonlyMap<number, number>;

  private constructor(container: StartedTestContainer) {
    this.#container = container;
    this.#published = new Map(Object.values(ports).map((port) => [port, container.getMappedPort(port)]));
  }

  static async start(): Promise<Ganesha> {
    const image = await GenericContainer.fromDockerfile(import.meta.dirname).build();
    const container = await image
      .withAddedCapabilities('SYS_ADMIN', 'DAC_READ_SEARCH')
      .withTmpFs({ '/srv': 'rw' })
      .withExposedPorts(...Object.values(ports))
      .withWaitStrategy(Wait.forLogMessage('ready'))
      .start();
    return new Ganesha(container);
  }

  /** Leads every port to where the container publishes it, as if the server were on a machine of its own. */
  readonly resolve: Resolve = async (_host, port) => [
    { address: '127.0.0.1', port: this.#published.get(port) ?? port },
  ];

  /** Leads straight to the container, which keeps the source port; only where the engine runs on this machine. */
  readonly direct: Resolve = async (_host, port) => [{ address: this.#container.getIpAddress('bridge'), port }];

  /** Stops the process of all versions from answering, and lets it go on. */
  async silence(on: boolean): Promise<void> {
    await this.run(...silenceCommand(`/run/${ports.nfs}.pid`, on));
  }

  run(...command: string[]): Promise<string> {
    return runIn(this.#container, command);
  }

  async stop(): Promise<void> {
    await this.#container.stop();
  }
}
