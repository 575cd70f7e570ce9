import { password, Samba } from '../../servers/samba/container.ts';
import { lacksSmbclient } from '../../support/smbclient.ts';
import type { LockoutTarget } from './target.ts';

const username = 'lockme';

/** Its policy is that of the container: locked for good after the third wrong password in a row. */
export const sambaAccount: LockoutTarget = {
  name: 'samba',
  server: 'Samba 4.17',
  lacks: lacksSmbclient,
  async start(attempts) {
    if (attempts !== 3) throw new Error('the container locks after three');
    const server = await Samba.start();
    return {
      username,
      password,
      spec: { platform: 'smb', config: { ...server.address(), share: 'data' } },
      failures: () => server.badPasswordCount(username),
      isLocked: () => server.isLocked(username),
      stop: () => server.stop(),
    };
  },
};
