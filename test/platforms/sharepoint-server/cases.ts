import { basicOffered } from '../../support/basic-offered.ts';
import { methodCases } from '../../support/http-cases.ts';
import { responded } from '../../support/responded.ts';
import type { PlatformCases } from '../case.ts';
import { automaticCases } from './automatic.ts';
import { ntlmCases } from './ntlm.ts';
import { adfs, basic, forms, inputRows } from './setup.ts';
import { adfsRows, basicRows, formsRows } from './sign-in.ts';
import { siteRows } from './site.ts';

export const cases: PlatformCases = [
  ...methodCases({ ...basic, strangers: basicOffered }, responded([...siteRows, ...inputRows, ...basicRows])),
  ...ntlmCases,
  ...methodCases(forms, responded([...siteRows, ...inputRows, ...formsRows])),
  ...methodCases(adfs, responded([...siteRows, ...inputRows, ...adfsRows])),
  ...automaticCases,
];
