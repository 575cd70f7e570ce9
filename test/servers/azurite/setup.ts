import { expect } from '@jest/globals';
import type { PlanInput, TestContext, Verdict } from '../../../src/connectors/index.ts';
import { azureBlob as spec } from '../../../src/connectors/platforms/azure-blob/platform.ts';
import { accountKey, accountName } from '../../support/fakes/azure-storage.ts';
import { planAndTest } from '../../support/plan-and-test.ts';
import { testContext } from '../../support/test-context.ts';

export const server = 'Azurite 3.35';
export const host = `${accountName}.blob.core.windows.net`;
export const everything = { read: 'Granted', write: 'Granted', update: 'Granted', delete: 'Granted' };
export const signer = { accountName, accountKey, expiry: '2099-01-01T00:00:00Z' };
export const containers = { archive: {}, open: { public: true } };

export interface Asked {
  method?: string;
  secret?: Record<string, string>;
  config?: Record<string, unknown>;
  requires?: PlanInput['requires'];
  context?: Partial<TestContext>;
}

/** Tests with the account key, unless it is said otherwise. */
export async function verdictOn({ method = 'shared-key', secret = { accountKey }, ...asked }: Asked): Promise<Verdict> {
  const verdict = await planAndTest(
    {
      platform: { name: 'azure-blob', spec },
      method,
      config: { accountName, ...asked.config },
      secret,
      requires: asked.requires,
      uid: '7d5e9f3a',
    },
    testContext({ now: () => Date.now(), ...asked.context }),
  );
  expect(JSON.stringify(verdict)).not.toMatch(/canary|sig=/);
  return verdict;
}
