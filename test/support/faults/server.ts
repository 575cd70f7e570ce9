import type { TestContext, Verdict } from '../../../src/connectors/index.ts';
import { sleep } from '../../../src/runtime/index.ts';
import type { Cluster } from './cluster.ts';
import type { Replica } from './replica.ts';

/** What the platform does with a sign-in. */
export type Mode = 'up' | '503' | 'silent' | 'a page';

export interface SignIn {
  at: number;
  username: string;
  password: string;
  mode: Mode;
  /** The process heard that it was refused, or something that it does not understand. */
  isRefused: boolean;
  /** Which process it came from. */
  replica: number;
}

export const right = 'right';

/** A platform with one account, which counts who signs in. */
export class Server {
  mode: Mode = 'up';
  latencyMs = 50;
  readonly signIns: SignIn[] = [];
  readonly #cluster: Cluster;
  readonly #replicas: Replica[] = [];

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  testOf(replica: Replica) {
    const number = this.#replicas.push(replica);
    return async ({ secret }: { secret: Record<string, string> }, context: TestContext): Promise<Verdict> => {
      const { username = '', password = '' } = secret;
      context.onSent?.();
      await this.#cluster.pass(replica, 'before a sign-in');
      const { mode } = this;
      const signIn = { at: this.#cluster.clock.now(), username, password, mode, isRefused: false, replica: number };
      this.signIns.push(signIn);
      await this.#cluster.pass(replica, 'after a sign-in');
      if (this.latencyMs > 0) await sleep(this.latencyMs, this.#cluster.clock, context.signal);
      await this.#cluster.pass(replica, 'before its verdict');
      signIn.isRefused = mode === 'a page' || (mode === 'up' && password !== right);
      return verdictOf(mode, password);
    };
  }
}

function verdictOf(mode: Mode, password: string): Verdict {
  const checks = [{ name: 'Resolved', result: 'Passed' }] as never;
  const refused = { credential: 'NotAccepted', checks } as const;
  if (mode === '503') return { outcome: 'inconclusive', reason: 'ServiceUnavailable', ...refused };
  if (mode === 'silent') return { outcome: 'inconclusive', reason: 'TimedOut', ...refused };
  if (mode === 'a page') return { outcome: 'inconclusive', reason: 'UnexpectedReply', ...refused };
  if (password !== right) return { outcome: 'failed', reason: 'CredentialsRejected', ...refused };
  return { outcome: 'connected', credential: 'Accepted', account: { id: '1' }, access: {}, checks } as never;
}
