import type { Moment } from '../../../dev/servers/killing-proxy.ts';
import { startSftpServer } from '../../../dev/servers/sftp-server.ts';
import type { ProbeTarget } from './target.ts';

const secret = { username: 'migration', password: 'tr0ub4dor and three' };

/** What is inside an SSH connection only the server can see, so it is the server that kills. */
export const sftpTarget = {
  name: 'sftp',
  async start(): Promise<ProbeTarget> {
    let steps: string[] = [];
    let armed: { nth: number; moment: Moment; kill: () => void } | undefined;
    const server = await startSftpServer({
      ...secret,
      files: ['/upload/keep.txt', '/upload/.connection-test-of-another'],
      watch: (request) => {
        steps.push(request);
        if (armed?.nth !== steps.length) return 'do';
        const { moment, kill } = armed;
        armed = undefined;
        kill();
        return moment === 'before' ? 'drop' : 'do';
      },
    });
    return {
      name: 'sftp',
      secret,
      spec: { platform: 'sftp', config: { host: '127.0.0.1', port: server.port, hostKeys: server.fingerprints } },
      path: '/upload',
      arm(nth, moment, kill) {
        steps = [];
        return new Promise((resolve) => {
          armed = { nth, moment, kill: () => (kill(), resolve()) };
        });
      },
      steps: () => steps,
      contents: async () =>
        Object.fromEntries([...server.files].map(([path, bytes]) => [path, bytes.toString('utf8')])),
      stop: () => server.stop(),
    };
  },
};
