import { readFile } from 'node:fs/promises';
import { expect, it } from '@jest/globals';
import { planConnection, registry } from '../../../src/connectors/index.ts';
import type { TestResult } from '../../../src/reconcilers/result.ts';
import { decided } from '../../../src/reconcilers/status-conditions.ts';
import { secretBytes } from '../../support/test-context.ts';

it('shows a message that names what is wrong with the input', async () => {
  const text = await readFile('docs/concepts.md', 'utf8');
  const planned = planConnection({
    platform: registry.get('webdav')!,
    config: { url: 'https://files.example.com', ulr: 'https://files.example.com' },
    secret: secretBytes({ username: 'scanner', pasword: 'hunter2' }),
    now: 0,
  });
  const verdict = 'verdict' in planned ? planned.verdict : undefined;

  const [connected] = decided({ verdict } as unknown as TestResult, 'finance-dav');

  expect(text).toContain(connected?.message);
});
