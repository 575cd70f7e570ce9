import type { RecalledFact } from './fact.ts';

const ofExchange = (fact: string, rest: Omit<RecalledFact, 'fact' | 'platforms'>): RecalledFact => ({
  platforms: ['exchange-server'],
  fact,
  ...rest,
});

export const exchangeServer: readonly RecalledFact[] = [
  ofExchange('EffectiveRights of a folder tell Read, CreateContents, Modify and Delete', {
    confirmedBy: 'https://learn.microsoft.com/exchange/client-developer/web-service-reference/effectiverights',
  }),
  ofExchange('401 with Basic is a wrong user name or password', {
    confirmedBy: 'https://support.cloudm.io/hc/en-us/articles/360009420899-Exchange-401-Authentication-Error',
  }),
  ofExchange('401 after the last message of NTLM may be extended protection', {
    confirmedBy: 'https://blog.rmilne.ca/2022/08/31/exchange-server-extended-protection/',
  }),
  ofExchange('ErrorServerBusy is a limit on the account, and passes', {
    confirmedBy:
      'https://learn.microsoft.com/archive/blogs/webdav_101/ews-serverbusyexception-the-server-is-too-busy-for-you',
  }),
  ofExchange('the codes come with status 200 or 500', {
    unused: 'the code alone decides, whatever the status',
  }),
  ofExchange('403 where Exchange Web Services are switched off', {
    mark: 'that 403 is how an Exchange Server refuses where EWS is switched off',
  }),
  ofExchange('404 where the address is another one', {
    mark: 'none of this was tried on an Exchange Server of Microsoft',
  }),
];
