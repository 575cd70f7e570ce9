import { planConnection, registry } from '../../../../../src/connectors/index.ts';
import { clientId, tenantId } from '../../../../platforms/shared/entra/fake.ts';
import { testNow } from '../../../../support/test-context.ts';

const config = { accountName: 'financearchive', tenantId, clientId };

it.each([
  ['global', {}, 'api://AzureADTokenExchange', 'login.microsoftonline.com'],
  ['US government', { cloud: 'usgov' }, 'api://AzureADTokenExchangeUSGov', 'login.microsoftonline.us'],
  ['China', { cloud: 'china' }, 'api://AzureADTokenExchangeChina', 'login.partner.microsoftonline.cn'],
  ['an audience of its own', { audience: 'api://ours' }, 'api://ours', 'login.microsoftonline.com'],
])('signs in by workload identity, %s', (_name, more, audience, authority) => {
  const planned = planConnection({
    platform: registry.get('azure-blob')!,
    config: { ...config, ...more },
    serviceAccountName: 'bot',
    now: testNow,
  });

  expect(planned).toMatchObject({ plan: { identity: { audience } } });
  expect('plan' in planned && planned.plan.hosts.filter((host) => host.startsWith('login.'))).toEqual([authority]);
});
