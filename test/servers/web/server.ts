import { GenericContainer, getContainerRuntimeClient, type StartedTestContainer } from 'testcontainers';
import type { TestContext } from '../../../src/connectors/index.ts';
import { certificateFiles } from '../../support/containers/certificate-files.ts';
import { pemFor } from '../../support/fake-tls.ts';
import { testContext } from '../../support/test-context.ts';

export interface WebServerOptions {
  /** Beside this one, with a Dockerfile. */
  folder: string;
  /** Name that its certificates are for. */
  host: string;
  environment: Record<string, string>;
  /** Where it looks for server.crt and server.key, and for those that are over: expired.crt, expired.key. */
  certificates: string;
  ports: Readonly<Record<string, number>>;
  ready: Parameters<GenericContainer['withWaitStrategy']>[0];
}

export interface WebServer {
  container: StartedTestContainer;
  /** What it has printed, by line. */
  log: readonly string[];
  /** For a test that dials this port, whatever the address says, and trusts it. */
  context(port: number, more?: Partial<TestContext>): TestContext;
  /** Stops its processes for as long as `during` takes. */
  silent<T>(during: () => Promise<T>): Promise<T>;
}

/** A web server in a container, with a port for each way to be configured. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const { folder, host, environment, certificates, ports, ready } = options;
  const { ca } = await pemFor(host);
  const faults = { server: undefined, expired: 'expired certificate' } as const;
  const log: string[] = [];
  const image = await GenericContainer.fromDockerfile(new URL(`../${folder}`, import.meta.url).pathname).build();
  const container = await image
    .withEnvironment(environment)
    .withCopyContentToContainer(await certificateFiles(host, certificates, faults))
    .withExposedPorts(...Object.values(ports))
    .withWaitStrategy(ready)
    .withLogConsumer((stream) => stream.on('data', (line: Buffer | string) => log.push(...String(line).split('\n'))))
    .start();
  return {
    container,
    log,
    context(port, more) {
      const resolve = () => Promise.resolve([{ address: '127.0.0.1', port: container.getMappedPort(port) }]);
      return testContext({ timeoutMs: 20_000, now: () => Date.now(), resolve, ca, ...more });
    },
    async silent(during) {
      const paused = (await getContainerRuntimeClient()).container.getById(container.getId());
      await paused.pause();
      try {
        return await during();
      } finally {
        await paused.unpause();
      }
    },
  };
}
