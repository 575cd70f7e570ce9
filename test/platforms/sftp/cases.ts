import type { PlatformCases } from '../case.ts';
import { fiveOfBoth, fiveOfPassword, fiveOfPrivateKey } from './five-kinds.ts';
import { bothRows } from './key-and-password.ts';
import { hostKeyRows, signInRows } from './host-keys-and-sign-in.ts';
import { connectionRows, directoryRows, inputRows, proofRows } from './connection-and-directory.ts';

export const cases: PlatformCases = [
  ...fiveOfPassword,
  ...fiveOfPrivateKey,
  ...fiveOfBoth,
  ...bothRows,
  ...hostKeyRows,
  ...signInRows,
  ...connectionRows,
  ...directoryRows,
  ...proofRows,
  ...inputRows,
];
