import { expect, it } from '@jest/globals';
import { silenceCommand } from '../../support/containers/silence.ts';
import { matrix } from '../../support/matrix.ts';
import { startSilentServer } from '../../../dev/servers/silent-server.ts';
import type { SambaHost } from './host.ts';
import { verdictAt } from './verdict.ts';

interface Unavailable<Server extends string> {
  /** Its name in the matrix. */
  title: string;
  host: () => SambaHost<Server>;
  /** The one of its servers that is silenced for a while. */
  server: Server;
}

/** Cases in which no server answers. */
export function unavailableCases<Server extends string>({ title, host, server }: Unavailable<Server>): void {
  it('says that nobody answers where the server is down', async () => {
    const address = await startSilentServer().then(async (silent) => (await silent.stop(), silent));

    const verdict = await verdictAt({ host: address.host, port: address.port }, {});

    expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'ConnectionRefused' });
    matrix(title, 'server down');
  });

  it('says that it timed out where the server is silent', async () => {
    await host().run(...silenceCommand(`/run/samba-${server}/smbd.pid`, true));
    try {
      const verdict = await verdictAt(host().address(server), {}, 1000);

      expect(verdict).toMatchObject({ outcome: 'inconclusive', reason: 'TimedOut' });
      matrix(title, 'server silent');
    } finally {
      await host().run(...silenceCommand(`/run/samba-${server}/smbd.pid`, false));
    }
  });
}
