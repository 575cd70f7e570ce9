import type { PlatformCases } from '../case.ts';
import { accessRows, fiveOfAnonymous, fiveOfPassword } from './five-kinds.ts';
import { addressRows, directoryRows, inputRows, replyRows, slowRows } from './replies.ts';

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
