import { createServer } from 'node:net';
import { onLoopback } from '../../dev/loopback.ts';
import { registry } from '../../src/connectors/index.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { testContext } from '../support/test-context.ts';

/** Says this to the password, or, with 421, instead of a greeting's continuation. */
export async function ftpSaying(reply: string): Promise<string> {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.write('220 ready\r\n');
    socket.on('data', (data) => {
      const command = data.toString().slice(0, 4).toUpperCase();
      socket.write(
        command === 'USER' ? '331 Password required\r\n' : command === 'PASS' ? `${reply}\r\n` : '500 no\r\n',
      );
    });
  });
  const { port, host, stop } = await onLoopback(server);
  try {
    const verdict = await planAndTest(
      {
        platform: registry.get('ftp')!,
        config: { host: 'ftp.example.com', port, allowInsecure: true },
        secret: { username: 'svc-exchange', password: 'made up, and wrong' },
      },
      testContext({ resolve: () => Promise.resolve([{ address: host, port }]) }),
    );
    return verdict.outcome === 'connected' ? 'Verified' : verdict.reason;
  } finally {
    await stop();
  }
}
