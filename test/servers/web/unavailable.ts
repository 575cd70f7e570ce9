import { expect, it } from '@jest/globals';
import type { TestContext, Verdict } from '../../../src/connectors/index.ts';
import { matrix } from '../../support/matrix.ts';
import type { WebServer } from './server.ts';

interface Unavailable {
  /** Its name in the matrix. */
  server: string;
  web: () => WebServer;
  /** The port that is asked, in the container. */
  port: number;
  verdictOn(context: Partial<TestContext>): Promise<Verdict>;
}

/** The last cases of a server: afterwards it is down. */
export function unavailableCases({ server, web, port, verdictOn }: Unavailable): void {
  it('waits for a server that is silent no longer than it may', async () => {
    const verdict = await web().silent(() => verdictOn({ timeoutMs: 1500 }));

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
    matrix(server, 'server silent');
  });

  it('is told that nobody answers where the server is down', async () => {
    const { container } = web();
    const mapped = container.getMappedPort(port);
    await container.stop();

    const verdict = await verdictOn({ resolve: () => Promise.resolve([{ address: '127.0.0.1', port: mapped }]) });

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ConnectionRefused' });
    matrix(server, 'server down');
  });
}
