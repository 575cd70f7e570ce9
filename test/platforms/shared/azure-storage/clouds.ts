import type { FakeService } from '../../../support/fakes/azure-storage.ts';
import { stored } from '../../../support/fakes/azure-storage-routes.ts';
import { methodCases } from '../../../support/http-cases.ts';
import type { PlatformCase } from '../../case.ts';

const table = [
  ['usgov', 'core.usgovcloudapi.net', 'login.microsoftonline.us'],
  ['china', 'core.chinacloudapi.cn', 'login.partner.microsoftonline.cn'],
] as const;

/** Sovereign clouds have hosts and token endpoints of their own; what a token is for is the same. */
export function clouds(service: FakeService): PlatformCase[] {
  return table.flatMap(([cloud, suffix, authority]) =>
    (['shared-key', 'client-secret', 'workload-identity'] as const).flatMap((method) => {
      const faked = stored(service, method, { place: 'archive', suffix, authority });
      return methodCases({ ...faked, config: { ...faked.config, cloud } }, [
        { kind: 'connected', name: cloud, hits: { place: 1 }, expect: 'Verified' },
      ]);
    }),
  );
}
