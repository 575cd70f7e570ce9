import type { PlatformCases } from './case.ts';
import { fiveOfKey, fiveOfSas } from './azure-blob/five-kinds.ts';
import { failedRows, codeRows } from './azure-blob/codes.ts';
import { otherRows, inputRows } from './azure-blob/other-replies.ts';

export const cases: PlatformCases = [
  ...fiveOfKey,
  ...fiveOfSas,
  ...failedRows,
  ...codeRows,
  ...otherRows,
  ...inputRows,
];
