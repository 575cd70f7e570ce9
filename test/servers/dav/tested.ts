import { registry, type Verdict } from '../../../src/connectors/index.ts';
import { pemFor } from '../../support/fake-tls.ts';
import { planAndTest } from '../../support/plan-and-test.ts';
import { testContext } from '../../support/test-context.ts';
import type { Method, Row } from './rows.ts';
import { host, password } from './servers.ts';

/** What comes of a test of the account at the server; the row's context says where it is. */
export async function tested(method: Method, row: Row, timeoutMs: number): Promise<Verdict> {
  const { path = '/files/', tls, secret, requires, context } = row;
  const asked = {
    platform: registry.get('webdav')!,
    method,
    config: { url: `${tls ? 'https' : 'http'}://${host}${path}` },
    secret: { username: 'svc', password, ...secret },
    requires,
    uid: '7d5e9f3a',
  };
  const { ca } = await pemFor(host);
  return planAndTest(asked, testContext({ timeoutMs, now: Date.now, ca, ...context }));
}
