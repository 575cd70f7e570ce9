import { services } from '../../support/fakes/azure-storage.ts';
import { storageCases } from '../shared/azure-storage/cases.ts';
import type { PlatformCases } from '../case.ts';

export const cases: PlatformCases = storageCases(services.dfs);
