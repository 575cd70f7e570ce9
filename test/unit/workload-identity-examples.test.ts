import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import type { ConnectionFields } from '../../src/api/connection.gen.ts';
import { planConnection, registry } from '../../src/connectors/index.ts';
import { specSchema } from '../support/crd-schema.ts';
import { testNow } from '../support/test-context.ts';

interface Manifest extends Partial<ConnectionFields> {
  kind: string;
  metadata: { name: string; namespace: string };
}

const folder = new URL('../../examples/workload-identity/', import.meta.url);
const read = (file: string) =>
  parseAllDocuments(readFileSync(new URL(file, folder), 'utf8')).map((document) => document.toJS() as Manifest);

describe.each(readdirSync(folder))('examples/workload-identity/%s', (file) => {
  const [account, connection] = read(file) as [Manifest, Manifest];

  it('is a ServiceAccount and a Connection that names it', () => {
    const valid = specSchema('connections');

    expect(valid(connection.spec) ? [] : valid.errors).toEqual([]);
    expect([account.kind, connection.kind]).toEqual(['ServiceAccount', 'Connection']);
    expect(connection.spec?.serviceAccountName).toBe(account.metadata.name);
    expect(connection.metadata.namespace).toBe(account.metadata.namespace);
  });

  it('can be planned, and tells the vendor which subject to trust', () => {
    const { platform = '', config, method, requires, serviceAccountName } = connection.spec ?? {};

    const planned = planConnection({
      platform: registry.get(platform)!,
      config,
      method,
      requires,
      serviceAccountName,
      now: testNow,
    });

    expect('plan' in planned ? planned.plan.identity?.audience : planned.verdict).toMatch(/./);
    expect(readFileSync(new URL(file, folder), 'utf8')).toContain(
      `system:serviceaccount:${account.metadata.namespace}:${account.metadata.name}`,
    );
  });
});

const entra = { tenantId: 'contoso.com', clientId: '11111111-2222-3333-4444-555555555555' };

it.each([
  ['global', {}, 'api://AzureADTokenExchange'],
  ['GCC', { cloud: 'gcc' }, 'api://AzureADTokenExchange'],
  ['GCC High', { cloud: 'usgovhigh' }, 'api://AzureADTokenExchangeUSGov'],
  ['DoD', { cloud: 'usgovdod' }, 'api://AzureADTokenExchangeUSGov'],
  ['China', { cloud: 'china' }, 'api://AzureADTokenExchangeChina'],
  ['an audience of its own', { cloud: 'china', audience: 'api://ours' }, 'api://ours'],
])('asks for a token for Entra, %s', (_name, more, audience) => {
  const planned = planConnection({
    platform: registry.get('microsoft-graph')!,
    config: { ...entra, ...more },
    serviceAccountName: 'bot',
    now: testNow,
  });

  expect(planned).toMatchObject({ plan: { identity: { audience } } });
});

const provider = 'projects/123456789012/locations/global/workloadIdentityPools/clusters/providers/production';

it.each([
  ['its name', provider, {}, `https://iam.googleapis.com/${provider}`],
  ['its name with the host', `//iam.googleapis.com/${provider}`, {}, `https://iam.googleapis.com/${provider}`],
  ['another audience', provider, { audience: 'https://ours' }, 'https://ours'],
])('asks for a token for a provider of Google by %s', (_name, workloadIdentityProvider, more, audience) => {
  const planned = planConnection({
    platform: registry.get('google-cloud-storage')!,
    config: { bucket: 'archive', workloadIdentityProvider, ...more },
    serviceAccountName: 'bot',
    now: testNow,
  });

  expect(planned).toMatchObject({ plan: { identity: { audience } } });
});
