import type { PlatformCases } from './case.ts';
import { five } from './s3-compatible/five-kinds.ts';
import { presetRows } from './s3-compatible/presets.ts';
import { probeRows } from './s3-compatible/probe.ts';
import { openRows, refusedRows } from './s3-compatible/refusals.ts';
import { clockRows, regionRows, passingRows, inputRows } from './s3-compatible/clock-region-and-input.ts';

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
