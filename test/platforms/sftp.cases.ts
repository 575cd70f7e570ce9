import type { PlatformCases } from './case.ts';
import { fiveOfBoth, fiveOfPassword, fiveOfPrivateKey } from './sftp/five-kinds.ts';
import { bothRows } from './sftp/key-and-password.ts';
import { hostKeyRows, signInRows } from './sftp/host-keys-and-sign-in.ts';
import { connectionRows, directoryRows, inputRows, proofRows } from './sftp/connection-and-directory.ts';

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
