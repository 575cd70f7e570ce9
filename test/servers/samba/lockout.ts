import type { Verdict } from '../../../src/connectors/index.ts';
import { password } from './container.ts';
import { connected } from './rows/row.ts';

/** A server that locks an account for good after the third wrong password in a row. */
interface LockingServer {
  badPasswordCount(user: string): Promise<number>;
  isLocked(user: string): Promise<boolean>;
  unlock(user: string): Promise<void>;
}

/** One wrong password is counted a test; the third locks the account, which the right one is told; unlocked, it is good. */
export async function expectLockAfterThree(
  server: LockingServer,
  judge: (credential: { username: string; password: string }) => Promise<Verdict>,
): Promise<void> {
  const username = 'lockme';
  const wrong = { username, password: 'canary-wrong' };
  const counts: number[] = [];
  for (let attempt = 0; attempt < 3; attempt += 1) {
    expect(await judge(wrong)).toMatchObject({ reason: 'CredentialsRejected' });
    counts.push(await server.badPasswordCount(username));
  }

  expect(counts).toEqual([1, 2, 3]);
  expect(await server.isLocked(username)).toBe(true);
  expect(await judge({ username, password })).toMatchObject({ reason: 'AccountLocked' });
  await server.unlock(username);
  expect(await judge({ username, password })).toMatchObject(connected);
}
