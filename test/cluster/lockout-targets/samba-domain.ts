import { SambaDomain } from '../../servers/samba-ad/domain.ts';
import { password } from '../../servers/samba/container.ts';
import { lacksSmbclient } from '../../support/smbclient.ts';
import type { LockoutTarget } from './target.ts';

const username = 'CORP\\lockme';

/** Its policy is that of the domain: locked by the third wrong password until a person unlocks it, and none is forgotten. */
export const sambaDomainAccount: LockoutTarget = {
  name: 'samba-domain',
  server: 'Samba 4.17, domain controller',
  lacks: lacksSmbclient,
  async start(attempts) {
    if (attempts !== 3) throw new Error('the domain locks after three');
    const domain = await SambaDomain.start();
    return {
      username,
      password,
      spec: { platform: 'smb', config: { ...domain.controller.address('controller'), share: 'data' } },
      failures: () => domain.badPasswordCount('lockme'),
      isLocked: () => domain.isLocked('lockme'),
      stop: () => domain.stop(),
    };
  },
};
