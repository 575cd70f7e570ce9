import type { PlatformCases } from './case.ts';
import { accessRows, fiveOfAnonymous, fiveOfPassword } from './ftp/five-kinds.ts';
import { addressRows, directoryRows, inputRows, replyRows, slowRows } from './ftp/replies.ts';

export const cases: PlatformCases = [
  ...fiveOfPassword(false),
  ...fiveOfAnonymous(false),
  ...accessRows(false),
  ...replyRows,
  ...slowRows,
  ...directoryRows,
  ...addressRows,
  ...inputRows,
];
