import type { PlatformCases } from './case.ts';
import { teamCases } from './rows/dropbox-team.ts';

export const cases: PlatformCases = teamCases([]);
