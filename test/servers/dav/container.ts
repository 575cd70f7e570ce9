import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GenericContainer, getContainerRuntimeClient, Wait, type StartedTestContainer } from 'testcontainers';
import { certificateFiles } from '../../support/containers/certificate-files.ts';
import { runIn } from '../../support/containers/run.ts';
import { record, type Recorder } from '../programs/recorder.ts';
import { downloaded, type Wheels } from '../wheels/downloaded.ts';
import { host, password, ports } from './servers.ts';

export const wheels: Wheels = {
  name: 'dav-wsgidav-4.3.3-copyparty-1.19.20',
  packages: ['wsgidav==4.3.3', 'cheroot', 'lxml', 'copyparty==1.19.20'],
};

/** WebDAV servers in a container, each at ports of its own. */
export class DavServers {
  readonly #container: StartedTestContainer;
  readonly #recorders = new Map<number, Recorder>();

  private constructor(container: StartedTestContainer) {
    this.#container = container;
  }

  static async start(): Promise<DavServers> {
    const image = await imageOf();
    const faults = { server: undefined, expired: 'expired certificate' } as const;
    const container = await image
      .withEnvironment({ DAV_PASSWORD: password })
      .withCopyContentToContainer(await certificateFiles(host, '/certs', faults))
      .withExposedPorts(...ports)
      .withWaitStrategy(Wait.forLogMessage('ready'))
      .withStartupTimeout(120_000)
      .start();
    return new DavServers(container);
  }

  /** Where the test dials: what it sends passes through here and is written down. */
  async recorded(port: number): Promise<Recorder> {
    const known = this.#recorders.get(port) ?? (await record(this.mapped(port)));
    this.#recorders.set(port, known);
    return known;
  }

  mapped(port: number): number {
    return this.#container.getMappedPort(port);
  }

  /** Every file of a folder, with its size. */
  files(folder: string): Promise<string> {
    return runIn(this.#container, [
      'bash',
      '-c',
      `find /srv/${folder} -type f -not -path '*/.hist/*' -printf '%p %s\\n' | sort`,
    ]);
  }

  /** Stops its processes for as long as `during` takes. */
  async silent<T>(during: () => Promise<T>): Promise<T> {
    const paused = (await getContainerRuntimeClient()).container.getById(this.#container.getId());
    await paused.pause();
    try {
      return await during();
    } finally {
      await paused.unpause();
    }
  }

  async stop(): Promise<void> {
    for (const recorder of this.#recorders.values()) recorder.stop();
    this.#recorders.clear();
    await this.#container.stop({ timeout: 0 });
  }
}

async function imageOf(): Promise<GenericContainer> {
  const context = await mkdtemp(join(tmpdir(), 'dav-'));
  await cp(import.meta.dirname, context, { recursive: true });
  await cp(await downloaded(wheels), join(context, 'wheels'), { recursive: true });
  const image = await GenericContainer.fromDockerfile(context).build();
  await rm(context, { recursive: true });
  return image;
}
