import type { Verdict } from '../../src/connectors/index.ts';
import { sftp as spec } from '../../src/connectors/platforms/sftp/platform.ts';
import { describeWithContainers } from '../support/containers/describe-with-containers.ts';
import { matrix } from '../support/matrix.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { testContext } from '../support/test-context.ts';
import { OpenSsh } from './openssh/container.ts';

const password = 'canary-openssh-password';

await describeWithContainers('OpenSSH 9.2 that locks after three failures', () => {
  let openSsh: OpenSsh;

  beforeAll(async () => {
    openSsh = await OpenSsh.start({ password, lockoutAfter: 3 });
  }, 300_000);

  afterAll(() => openSsh?.stop());

  it('counts one failure a test, and takes the right password until it has locked', async () => {
    const counts: number[] = [];
    const verdicts = [await sentTo('both', password)];
    for (const server of ['both', 'interactive', 'oneTry'] as const) {
      verdicts.push(await sentTo(server, 'wrong'));
      counts.push(await openSsh.failures('svc'));
    }
    const locked = await openSsh.isLocked('svc');
    const right = await sentTo('both', password);

    expect(verdicts.map((verdict) => ('reason' in verdict ? verdict.reason : 'connected'))).toEqual([
      'connected',
      'CredentialsRejected',
      'CredentialsRejected',
      'UnexpectedReply',
    ]);
    expect(counts).toEqual([1, 2, 3]);
    expect(locked).toBe(true);
    // SSH does not say that an account is locked.
    expect(right).toMatchObject({ reason: 'CredentialsRejected' });
    matrix('OpenSSH 9.2', 'one failure counted a test, locked after three');
  });

  async function sentTo(server: 'both' | 'interactive' | 'oneTry', sent: string): Promise<Verdict> {
    const asked = {
      platform: { name: 'sftp', spec },
      config: { host: openSsh.host, port: openSsh.port(server), hostKeys: [await openSsh.hostKey('ed25519')] },
      secret: { username: 'svc', password: sent },
    };
    return planAndTest(asked, testContext({ timeoutMs: 20_000 }));
  }
});
