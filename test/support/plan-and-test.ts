import {
  planConnection,
  testConnection,
  type PlanInput,
  type TestContext,
  type Verdict,
} from '../../src/connectors/index.ts';
import { secretBytes } from './test-context.ts';

export type Asked = Omit<PlanInput, 'secret' | 'now'> & { secret?: Readonly<Record<string, string>> };

/** Plans a test as the operator does, and makes it; both at the time that the context has. */
export async function planAndTest({ secret, ...asked }: Asked, context: TestContext): Promise<Verdict> {
  const bytes = secret && { secret: secretBytes(secret) };
  const planned = planConnection({ ...asked, ...bytes, now: context.now() });
  return 'verdict' in planned ? planned.verdict : testConnection(planned.plan, context);
}
