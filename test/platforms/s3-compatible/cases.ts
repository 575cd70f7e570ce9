import type { PlatformCases } from '../case.ts';
import { five } from './five-kinds.ts';
import { presetRows } from './presets.ts';
import { probeRows } from './probe.ts';
import { openRows, refusedRows } from './refusals.ts';
import { clockRows, regionRows, passingRows, inputRows } from './clock-region-and-input.ts';

export const cases: PlatformCases = [
  ...five,
  ...openRows,
  ...refusedRows,
  ...clockRows,
  ...regionRows,
  ...passingRows,
  ...inputRows,
  ...probeRows,
  ...presetRows,
];
