import type { PlatformCases } from '../case.ts';
import { accessRows, fiveOfAnonymous, fiveOfPassword } from '../ftp/five-kinds.ts';
import { fiveOfCertificate, tlsRows } from '../ftp/over-tls.ts';

export const cases: PlatformCases = [
  ...fiveOfPassword(true),
  ...fiveOfAnonymous(true),
  ...fiveOfCertificate,
  ...accessRows(true),
  ...tlsRows,
];
