import { planConnection, testConnection, type Verdict } from '../../../src/connectors/index.ts';
import { smb as spec } from '../../../src/connectors/platforms/smb/platform.ts';
import { secretBytes, testContext } from '../../support/test-context.ts';
import { password } from './container.ts';
import type { Row } from './rows/row.ts';

/** Where a server is: `host` and `port` for `spec.config`. */
export interface Address {
  host: string;
  port: number;
}

/** What a test of the row's connection says, on the share `data` and as `svc` where the row does not say. */
export async function verdictAt(
  address: Address,
  row: Omit<Row, 'server' | 'name' | 'expect' | 'logins'>,
  timeoutMs = 20_000,
): Promise<Verdict> {
  const context = testContext({ timeoutMs, now: Date.now });
  const planned = planConnection({
    platform: { name: 'smb', spec },
    method: 'password',
    config: { ...address, share: 'data', ...row.config },
    secret: secretBytes({ username: row.username ?? 'svc', password: row.password ?? password }),
    requires: row.requires,
    uid: 'uid-1',
    now: context.now(),
  });
  return 'verdict' in planned ? planned.verdict : testConnection(planned.plan, context);
}
