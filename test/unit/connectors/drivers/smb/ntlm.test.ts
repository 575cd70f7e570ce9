import { expect, it } from '@jest/globals';
import { offersKerberosOnly } from '../../../../../src/connectors/drivers/smb/ntlm.ts';
import { spnegoOffer } from '../../../../../dev/servers/smb-wire.ts';

it.each([
  ['Kerberos', spnegoOffer('Kerberos'), true],
  ['Kerberos and NTLM', spnegoOffer('both'), false],
  ['NTLM', spnegoOffer('NTLM'), false],
  ['nothing', Buffer.alloc(0), false],
])('tells from what a server offers whether it takes Kerberos only: %s', (_, offer, only) => {
  expect(offersKerberosOnly(offer)).toBe(only);
});
