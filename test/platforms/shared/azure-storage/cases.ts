import type { FakeService } from '../../../support/fakes/azure-storage.ts';
import { entraMethods, stored } from '../../../support/fakes/azure-storage-routes.ts';
import { methodCases } from '../../../support/http-cases.ts';
import type { PlatformCase } from '../../case.ts';
import { clouds } from './clouds.ts';
import { codeRows } from './codes.ts';
import { connectionStrings } from './connection-strings.ts';
import { entraRows, wholeAccountRows } from './entra.ts';
import { inputCases } from './inputs.ts';
import { keyRows } from './keys.ts';
import { pathCases } from './paths.ts';
import { sasCases } from './sas.ts';
import { entraTokenRows, strangerRows, strangerRowsWithToken } from './stages.ts';

/** What holds for each service of a storage account, for each way to sign in. */
export function storageCases(service: FakeService): PlatformCase[] {
  const inPlace = { place: 'archive' };
  return [
    ...methodCases(stored(service, 'shared-key'), [
      ...strangerRows('account'),
      ...keyRows(service),
      ...codeRows(service, 'key', ['account']),
    ]),
    ...connectionStrings(service),
    ...sasCases(service),
    ...entraMethods.flatMap((method) => methodCases(stored(service, method, inPlace), entraRows(service, method))),
    ...methodCases(stored(service, 'client-secret', inPlace), [
      ...strangerRowsWithToken(),
      ...codeRows(service, 'token', ['place']),
      ...entraTokenRows,
    ]),
    ...methodCases(stored(service, 'client-secret'), wholeAccountRows(service)),
    ...clouds(service),
    ...inputCases(service),
    ...pathCases(service),
  ];
}
