import { OpenSsh } from '../../servers/openssh/container.ts';
import type { LockoutTarget } from './target.ts';

const username = 'svc';
const password = 'correct horse battery staple';

export const opensshAccount: LockoutTarget = {
  name: 'openssh',
  server: 'OpenSSH 9.2',
  async start(attempts) {
    const server = await OpenSsh.start({ password, lockoutAfter: attempts });
    const hostKeys = [await server.hostKey('ed25519')];
    return {
      username,
      password,
      spec: {
        platform: 'sftp',
        method: 'password',
        config: { host: server.host, port: server.port('both'), hostKeys },
      },
      failures: () => server.failures(username),
      isLocked: () => server.isLocked(username),
      stop: () => server.stop(),
    };
  },
};
