import type { PlatformCases } from '../case.ts';
import { fiveKinds } from './five-kinds.ts';
import { inputRows, rightsRows } from './rights-and-input.ts';
import { statusRows } from './statuses.ts';
import { transportRows } from './transport.ts';

export const cases: PlatformCases = [...fiveKinds, ...statusRows, ...rightsRows, ...transportRows, ...inputRows];
