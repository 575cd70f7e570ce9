import type { ConnectionSpec } from '../../../src/api/connection.gen.ts';

/** An account on a server that counts failed passwords. */
export interface LockoutAccount {
  username: string;
  /** The right one. */
  password: string;
  spec: Partial<ConnectionSpec> & Pick<ConnectionSpec, 'platform'>;
  /** Failed passwords that the server has counted. */
  failures(): Promise<number>;
  isLocked(): Promise<boolean>;
  stop(): Promise<void>;
}

export interface LockoutTarget {
  name: string;
  /** As the matrix calls it. */
  server: string;
  /** What it needs that is not there. */
  lacks?: () => string | undefined;
  /** @param attempts - failed passwords that lock the account for good */
  start(attempts: number): Promise<LockoutAccount>;
}
