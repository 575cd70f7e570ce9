import { password, Samba } from '../../servers/samba/container.ts';
import { startKillingProxy, type StepOf } from '../../../dev/servers/killing-proxy.ts';
import type { ProbeTarget } from './target.ts';

/** [MS-SMB2] 2.2.1.2 */
const steps: Readonly<Record<number, string>> = { 5: 'CREATE', 6: 'CLOSE', 8: 'READ', 9: 'WRITE', 17: 'SET_INFO' };

/** Requests that open, read, write, delete and close files; signed, they can still be read. */
const smbStep: StepOf = (message) => {
  const isSmb2 = message.length > 20 && message.readUInt32BE(4) === 0xfe534d42;
  return isSmb2 ? steps[message.readUInt16LE(16)] : undefined;
};

export const smbTarget = {
  name: 'smb',
  async start(): Promise<ProbeTarget> {
    const server = await Samba.start();
    const proxy = await startKillingProxy(server.address(), smbStep);
    return {
      name: 'smb',
      secret: { username: 'svc', password },
      spec: { platform: 'smb', config: { host: '127.0.0.1', port: proxy.port, share: 'data' } },
      path: '2026',
      arm: proxy.arm,
      steps: proxy.steps,
      contents: async () => {
        const lines = (await server.files()).trim().split('\n');
        return Object.fromEntries(lines.map((line) => [line.split(' ')[0] ?? '', line]));
      },
      async stop() {
        await proxy.stop();
        await server.stop();
      },
    };
  },
};
