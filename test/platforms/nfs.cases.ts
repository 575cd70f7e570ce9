import type { PlatformCases } from './case.ts';
import { fiveKinds } from './nfs/five-kinds.ts';
import { inputRows, rightsRows } from './nfs/rights-and-input.ts';
import { statusRows } from './nfs/statuses.ts';
import { transportRows } from './nfs/transport.ts';

export const cases: PlatformCases = [...fiveKinds, ...statusRows, ...rightsRows, ...transportRows, ...inputRows];
