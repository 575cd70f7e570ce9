import { methodCases } from '../support/http-cases.ts';
import type { PlatformCases } from './case.ts';
import { automaticCases } from './sharepoint-server/automatic.ts';
import { ntlmCases } from './sharepoint-server/ntlm.ts';
import { adfs, basic, forms, inputRows } from './sharepoint-server/setup.ts';
import { adfsRows, basicRows, formsRows } from './sharepoint-server/sign-in.ts';
import { siteRows } from './sharepoint-server/site.ts';

export const cases: PlatformCases = [
  ...methodCases(basic, [...siteRows, ...inputRows, ...basicRows]),
  ...ntlmCases,
  ...methodCases(forms, [...siteRows, ...inputRows, ...formsRows]),
  ...methodCases(adfs, [...siteRows, ...inputRows, ...adfsRows]),
  ...automaticCases,
];
