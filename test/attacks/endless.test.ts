import { expect, it } from '@jest/globals';
import { bodyOf, frameOf } from '../../dev/servers/smb-wire.ts';
import { startSmbServer } from '../../dev/servers/smb-server.ts';
import { registry } from '../../src/connectors/index.ts';
import { skips } from '../support/not-tested.ts';
import { planAndTest } from '../support/plan-and-test.ts';
import { lacksSmbclient } from '../support/smbclient.ts';
import { strainOf, told } from '../support/strain.ts';
import { testContext, testNow } from '../support/test-context.ts';
import { newObserver } from '../unit/connectors/drivers/smb/new-observer.ts';

/** A server that goes on for as long as it is listened to, each time with something that is right: what is counted ends it, not the time. */
const secret = { username: 'svc', password: 'canary-smb-password' };
const withSmbclient = skips('an endless listing of SMB', lacksSmbclient()) ? it.skip : it;

withSmbclient(
  'a folder of SMB that has always more in it',
  async () => {
    const server = await startSmbServer({
      user: secret.username,
      password: secret.password,
      clock: testNow,
      endless: true,
    });
    const config = { host: server.host, port: server.port, share: 'data' };

    const strain = await strainOf(() =>
      planAndTest({ platform: registry.get('smb')!, config, secret }, testContext({ timeoutMs: 90_000 })),
    );

    await server.stop();
    process.stderr.write(`an endless listing: ${told(strain)}\n`);
    expect(strain.result).toMatchObject({
      reason: 'UnexpectedReply',
      about: 'the server lists the share data without an end',
    });
  },
  120_000,
);

const frame = (command: number, id: bigint, body: Buffer) =>
  frameOf({ command, messageId: id, session: 1, tree: 1, status: 0, body });
const empty = bodyOf(9, [[0, 2, 9]]);

it.each([
  ['answers to one question', 1n, Buffer.alloc(8)],
  ['large answers', 1n, Buffer.alloc(500_000)],
  ['words that nobody has asked for', 2n ** 64n - 1n, empty],
])('%s of SMB, one after the other', (_kind, id, body) => {
  const observer = newObserver();
  observer.fromClient(frame(14, 1n, empty));
  const answer = frame(14, id, body);

  let count = 0;
  while (count < 20_000 && observer.fromServer(answer)) count += 1;

  expect(count).toBeLessThan(10_001);
  expect(count).toBeGreaterThan(30);
  expect(observer.seen.endless).toBe(true);
});
