import type { TestContext } from './context.ts';
import type { Finding, Setback } from './finding.ts';
import type { Plan } from './platform.ts';

/** What speaks to a platform. */
export interface Driver {
  /** What the platform's templates may name as `values`, where there are no `http.values` to work it out. */
  values?(config: Plan['config']): Plan['values'];
  /** Checks without the network what a schema cannot say, such as a private key that does not parse. */
  inspect?(plan: Plan, now: number): Setback | undefined;
  /** Signs in and finds out as whom. Never throws for what a platform, a network or a Secret can do. */
  probe(plan: Plan, context: TestContext): Promise<Finding>;
  /** Whether `spec.proxyRef` can be used; a driver without it refuses one. */
  proxy?: boolean;
  /** Whether it can write and delete a file where `requires.proof` is Probe; a driver without it refuses that. */
  proof?: boolean | ((plan: Omit<Plan, 'hosts'>) => boolean);
}
