import type { PlatformCases } from '../case.ts';
import { teamCases } from '../shared/dropbox/team-cases.ts';

export const cases: PlatformCases = teamCases([]);
